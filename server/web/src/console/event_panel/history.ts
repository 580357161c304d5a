// The history of an event as steps: who did what, when, and what that changed. Pure.
import type { EventRecord, ReviewState } from "@/common/records/event";
import { differingFields } from "@/common/records/reading";
import type { HistoryRow } from "./types";

export type StepKind =
	"reported" | "entered" | "edited" | "corrected" | "deleted" | "revived" | "reviewed" | "void_requested" | "redacted" | "answered";

export interface Step {
	seq: number;
	version: number;
	at: string;
	kind: StepKind;
	by: string | null; // an account; null: a phone of the team
	recordedBy: string | null; // as the record says
	state: ReviewState;
	stateChanged: boolean;
	reason: string;
	fields: string[]; // that a return named
	dueOn: string | null;
	of: string | null;
	adds: string[];
	isBulk: boolean;
	before: EventRecord | null;
	after: EventRecord | null;
	changed: string[]; // fields that differ between the two
}

function kindOf(row: HistoryRow, before: HistoryRow | undefined): StepKind {
	switch (row.op) {
		case "delete":
			return "deleted";
		case "void_request":
			return "void_requested";
		case "review":
			return row.review.state === "deleted" ? "deleted" : "reviewed";
		case "redact":
			return "redacted";
		case "answer":
			return "answered";
		case "put":
			break;
	}
	if (!before) return row.device === null ? "entered" : "reported";
	if (before.event === null) return "revived";
	return row.device === null ? "corrected" : "edited";
}

// The newest first.
export function stepsOf(rows: HistoryRow[]): Step[] {
	const steps = rows.map((row, index): Step => {
		const before = rows[index - 1];
		const kind = kindOf(row, before);
		const isFirst = kind === "reported" || kind === "entered";
		const isReview = kind === "reviewed" || kind === "void_requested" || kind === "deleted";
		return {
			seq: row.seq,
			version: row.version,
			at: row.at,
			kind,
			by: row.device === null ? row.by : null,
			recordedBy: row.event?.recorded_by ?? null,
			state: row.review.state,
			stateChanged: !before || before.review.state !== row.review.state,
			reason: kind === "answered" ? (row.review.answer ?? "") : isReview ? (row.review.reason ?? "") : "",
			fields: isReview ? (row.review.fields ?? []) : [],
			dueOn: isReview ? (row.review.due_on ?? null) : null,
			of: isReview ? (row.review.of ?? null) : null,
			adds: isReview ? (row.review.adds ?? []) : [],
			isBulk: row.op === "review" && row.review.mode === "bulk",
			before: before?.event ?? null,
			after: row.event,
			changed: isFirst || !row.event || !before?.event ? [] : differingFields(before.event, row.event),
		};
	});
	return steps.reverse();
}
