// Shapes of answers that several parts of the console use; those of one part stand with it.
import type { EventRecord, Review } from "@/common/records/event";

export interface AsOf {
	time: string;
	seq: number;
}

// An event in its newest state, as lists and single questions answer it.
export interface EventState {
	id: string;
	version: number;
	deleted: boolean;
	team: string;
	source: "phone" | "paper" | "import";
	entered_by: string | null;
	device: string | null;
	received_at: string;
	edited_at: string | null;
	clock_offset_s: number | null;
	warnings: string[];
	receipt: string | null;
	review: Review & { mode?: "single" | "bulk" | null };
	photos_stored: string[];
	event: EventRecord | null;
	figures?: Record<string, number>; // what it adds, in a list that was asked for with them
}

// The honest numbers.
export interface States {
	verified: number;
	submitted: number;
	returned: number;
	duplicate: number;
	joint: number;
	on_phones: number;
}

export type Basis = "received" | "verified";
export type Attribution = "area" | "team";

// How far the report of an office has come.
export type SubmissionState = "draft" | "submitted" | "returned" | "accepted" | "taken";
