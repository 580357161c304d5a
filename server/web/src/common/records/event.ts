// The event record as CONTRACT and schema/event.schema.json have it, and what the server says beside it. Fields that are
// not listed are kept as they came.
import type * as Api from "@/common/api/schema";
import type { Stored } from "@/common/api/stored";

export type Kind = Api.Event["kind"];
export type ReachMethod = NonNullable<Api.Reach["method"]>;
export type Reach = Api.Reach;
export type MaterialEntry = Api.MaterialEntry;
export type LectureEntry = Api.LectureEntry;
export type Host = Api.Host;
export type Location = Api.Location;
export type EventRecord = Api.Event;
export type ReviewState = Api.ReviewState;

// Of the review as of all that a phone may hold from an older version.
export type Review = Stored<Api.Review, "state" | "revision">;

// What the server says beside the record.
export type Marks = Partial<Pick<Api.EventState, "team" | "received_at" | "edited_at" | "warnings" | "receipt" | "photos_stored">> & {
	review?: Review;
};

// An element of the `changes` of an answer, and `current` of a result. Members this app does not know come along.
export type Element = Pick<Api.EventState, "id" | "version" | "deleted" | "event"> & Marks;

export type Problem = Api.RecordProblem;
