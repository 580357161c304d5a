// What changed about an event between what is on the screen and what the server says now: who decided, who edited, and in
// which fields. Pure.
import type { ReviewState } from "@/common/records/event";
import type { EventState } from "@/console/api/types";
import { differingFields } from "@/common/records/reading";

export interface Meanwhile {
	by: string | null; // who decided; null: not known
	at: string | null;
	state: ReviewState;
	isReviewed: boolean;
	isEdited: boolean;
	isDeleted: boolean;
	before: EventState;
	after: EventState;
	fields: string[]; // that differ
}

// Null when nothing did.
export function changesBetween(before: EventState, after: EventState): Meanwhile | null {
	const isEdited = after.version !== before.version;
	// An edit or a request to void moves the review on too, and keeps the name of who decided before.
	const isDecision =
		after.review.revision !== before.review.revision && after.review.at !== before.review.at && after.review.state !== "void_requested";
	const isReviewed = isDecision && Boolean(after.review.by);
	if (!isEdited && after.review.revision === before.review.revision && after.review.state === before.review.state) return null;
	return {
		by: isReviewed ? (after.review.by ?? null) : null,
		at: after.review.at ?? null,
		state: after.review.state,
		isReviewed,
		isEdited,
		isDeleted: after.deleted,
		before,
		after,
		fields: after.event && before.event ? differingFields(before.event, after.event) : [],
	};
}
