// Shapes of answers that several parts of the console use; those of one part stand with it.
import type * as Api from "@/common/api/schema";

export type AsOf = Api.AsOf;

// An event in its newest state, as lists and single questions answer it.
export type EventState = Api.EventState;

// The honest numbers.
export type States = Api.States;

export type Basis = Api.Basis;
export type Attribution = Api.Attribution;

// How far the report of an office has come.
export type SubmissionState = "draft" | "submitted" | "returned" | "accepted" | "taken";
