// Shapes of answers about review: what is like an event, and what happened to it.
import type * as Api from "@/common/api/schema";
import type { ReviewState } from "@/common/records/event";
import type { EventState } from "@/console/api/types";

export type Cleared = NonNullable<Api.Clearance>;
export type Reason = Api.LookAlikeReason;
export type PairKind = Api.LookAlikePair["kind"];
export type LookAlike = Api.LookAlike;
export type Pair = Omit<Api.LookAlikePair, "events"> & { events: [EventState, EventState] };
export type Adds = NonNullable<Api.Review["adds"]>[number];
export const addsOfJoint: readonly Adds[] = ["materials", "lectures", "consultations"];

export type HistoryRow = Api.HistoryEntry;

export interface Decision {
	state: Exclude<ReviewState, "void_requested">;
	reason?: string;
	fields?: string[];
	due_on?: string;
	of?: string;
	adds?: Adds[];
}
