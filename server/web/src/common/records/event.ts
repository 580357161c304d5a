// The event record as CONTRACT and schema/event.schema.json have it, and what the server says beside it. Fields that are
// not listed are kept as they came.

export type Kind = "session" | "lecture";
export type ReachMethod = "signed_in" | "counted" | "estimated";

export interface Reach {
	total: number;
	women?: number | null;
	children?: number | null;
	method?: ReachMethod | null;
}

export interface MaterialEntry {
	item: string;
	copies: number;
}

export interface LectureEntry {
	audience: string;
	topic?: string | null;
	attendance?: number | null;
}

export interface Host {
	organization?: string | null;
	contact?: string | null;
	phone?: string | null;
	confirmed?: string | null;
	// What was written on the screen, as an SVG path in a box of 300 by 100: small enough to travel with the record, so
	// that the record and its signature can never be parted.
	signature?: string | null;
}

export interface Location {
	latitude: number;
	longitude: number;
	accuracy_m?: number | null;
}

export interface EventRecord {
	id: string;
	kind: Kind;
	occurred_on: string;
	started_at?: string | null;
	ended_at?: string | null;
	venue_type: string;
	area: string;
	venue_id?: string | null;
	place?: string | null;
	title: string;
	campaigns?: string[] | null;
	forms?: string[] | null;
	topics?: string[] | null;
	organizers?: string[] | null;
	speakers?: string[] | null;
	recorded_by?: string | null;
	reach: Reach;
	materials?: MaterialEntry[] | null;
	lectures?: LectureEntry[] | null;
	consultations?: number | null;
	note?: string | null;
	host?: Host | null;
	location?: Location | null;
	photos?: { sha256: string }[] | null;
	[unknown: string]: unknown;
}

export type ReviewState = "submitted" | "verified" | "returned" | "duplicate" | "joint" | "void_requested" | "deleted";

export interface Review {
	state: ReviewState;
	revision: number;
	reason?: string | null;
	fields?: string[];
	by?: string | null;
	at?: string | null;
	due_on?: string | null;
	of?: string | null;
	adds?: string[];
	answer?: string; // of the team, to the return before: why nothing was corrected
}

// What the server says beside the record.
export interface Marks {
	team?: string;
	received_at?: string;
	edited_at?: string | null;
	warnings?: string[];
	receipt?: string | null;
	review?: Review;
	photos_stored?: string[];
}

// An element of the `changes` of an answer, and `current` of a result. Members this app does not know come along.
export interface Element extends Marks {
	id: string;
	version: number;
	deleted: boolean;
	event: EventRecord | null;
}

export interface Problem {
	pointer: string;
	code: string;
	message: string;
}
