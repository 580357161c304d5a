// Shapes of the answers about teams, phones, codes and notices.
import type * as Api from "@/common/api/schema";

export type Member = Api.Member;
export type Team = Api.Team;
export type TeamWithMembers = Api.TeamWithMembers;
export type Pending = Api.DevicePending;
export type DeviceState = Api.Device["state"];
export type Device = Api.Device;
export type Enrolment = Api.Enrolment;

// As it is made: with what a phone's camera reads.
export type NewEnrolment = Api.NewEnrolment;

export type Notice = Api.Notice;
