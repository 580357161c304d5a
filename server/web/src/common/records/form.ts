// What is typed in the record form, turned into the record that is kept: empty values are left out, lists are tidied, and
// fields this app does not know pass through untouched. Plain functions; the form's state is in record_form.ts.
import { plain, sameValue } from "@/common/json";
import { trimmed } from "@/common/plain_text";
import type { EventRecord, LectureEntry, MaterialEntry } from "./event";

// The fields as the form has them from top to bottom; lists of them elsewhere keep to it.
export const formOrder = [
	"kind",
	"occurred_on",
	"started_at",
	"ended_at",
	"venue_type",
	"area",
	"place",
	"venue_id",
	"title",
	"reach",
	"consultations",
	"materials",
	"lectures",
	"topics",
	"campaigns",
	"forms",
	"speakers",
	"organizers",
	"recorded_by",
	"host",
	"location",
	"note",
	"photos",
];

export type Draftable = Partial<EventRecord>;

// Rows as they are while they are filled in.
export type MaterialRow = Partial<MaterialEntry>;
export type LectureRow = Partial<LectureEntry>;

// Names in their order, each once, without blanks.
export function tidyNames(names: readonly unknown[]): string[] {
	const tidy: string[] = [];
	for (const name of names) {
		const clean = typeof name === "string" ? trimmed(name) : "";
		if (clean !== "" && !tidy.includes(clean)) tidy.push(clean);
	}
	return tidy;
}

// People separate names with whatever the keyboard offers.
export function splitNames(text: string): string[] {
	return tidyNames(text.split(/[、，,;；/\n\t]/));
}

function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === "string") return trimmed(value) === "";
	if (Array.isArray(value)) return value.length === 0;
	return false;
}

function withoutEmpty<T extends object>(given: T): T {
	const kept: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(given)) {
		if (!isEmpty(value)) kept[key] = typeof value === "string" ? trimmed(value) : value;
	}
	return kept as T;
}

const codeLists = ["campaigns", "forms", "topics"] as const;
const nameLists = ["organizers", "speakers"] as const;
const texts = ["started_at", "ended_at", "venue_id", "place", "title", "recorded_by", "note", "venue_type", "area", "occurred_on"] as const;

// A lecture of which nothing was filled in; a stand-alone lecture keeps it, so that what is missing is said.
export function isBlankLecture(row: LectureRow): boolean {
	return isEmpty(row.audience) && isEmpty(row.topic) && isEmpty(row.attendance);
}

// What may stand empty while it is typed. A list or text of another name is none of the form's and passes through.
const tidied: Record<string, (value: never) => unknown> = {
	...Object.fromEntries(texts.map((field) => [field, (value: unknown) => (typeof value === "string" ? trimmed(value) : value)])),
	...Object.fromEntries(nameLists.map((field) => [field, (value: unknown) => (Array.isArray(value) ? tidyNames(value) : value)])),
	...Object.fromEntries([...codeLists, "consultations", "location"].map((field) => [field, (value: unknown) => value])),
	reach: withoutEmpty,
	host: withoutEmpty,
	materials: (rows: MaterialRow[]) => rows.map(withoutEmpty),
	lectures: (rows: LectureRow[]) => rows.map(withoutEmpty),
};

const isEmptyObject = (value: unknown) =>
	typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

export function toRecord(draft: Draftable): EventRecord {
	const record: Record<string, unknown> = {};
	for (const [field, value] of Object.entries(plain(draft))) {
		const tidy = Object.prototype.hasOwnProperty.call(tidied, field) ? tidied[field] : undefined;
		if (!tidy) {
			record[field] = value;
			continue;
		}
		if (isEmpty(value)) continue;
		let clean = tidy(value as never);
		if (field === "lectures" && draft.kind !== "lecture") clean = (clean as LectureRow[]).filter((row) => !isBlankLecture(row));
		if (!isEmpty(clean) && !isEmptyObject(clean)) record[field] = clean;
	}
	return record as EventRecord;
}

// The value that a JSON pointer names.
export function valueAt(record: unknown, pointer: string): unknown {
	let value: unknown = record;
	for (const step of pointer.split("/").slice(1)) {
		if (typeof value !== "object" || value === null) return undefined;
		value = (value as Record<string, unknown>)[step];
	}
	return value;
}

// True when one of the pointers names the field, something in it, or what it is in.
export function concerns(pointer: string, field: string): boolean {
	return pointer === field || pointer.startsWith(`${field}/`) || (pointer !== "" && field.startsWith(`${pointer}/`));
}

// Which codes the suggested title is made of; the words are in words.ts.
export function titleParts(record: Draftable): { venue?: string; topic?: string; campaign?: string; audience?: string } {
	const lecture = record.lectures?.find((row) => !isBlankLecture(row));
	return {
		venue: record.venue_type || undefined,
		topic: record.topics?.[0] || lecture?.topic || undefined,
		campaign: record.campaigns?.[0] || undefined,
		audience: lecture?.audience || undefined,
	};
}

export interface Combined {
	record: EventRecord;
	fromElsewhere: boolean;
	bothChanged: string[]; // top-level fields in which what was typed here stands
}

// What was typed here, put onto what came from another phone while the form was open. Where both changed a field the
// person in front of the screen wins, and is told.
export function combine(base: EventRecord | null, now: EventRecord | null, typed: EventRecord): Combined {
	if (!base || !now || sameValue(base, now)) return { record: typed, fromElsewhere: false, bothChanged: [] };
	const [before, theirs, ours] = [base, now, typed] as Record<string, unknown>[];
	if (!before || !theirs || !ours) return { record: typed, fromElsewhere: false, bothChanged: [] };
	const record: Record<string, unknown> = {};
	const bothChanged: string[] = [];
	for (const field of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
		const changedThere = !sameValue(before[field], theirs[field]);
		const changedHere = !sameValue(before[field], ours[field]);
		if (changedThere && changedHere && !sameValue(theirs[field], ours[field])) bothChanged.push(field);
		const value = changedThere && !changedHere ? theirs[field] : ours[field];
		if (value !== undefined && value !== null) record[field] = value;
	}
	return { record: plain(record) as EventRecord, fromElsewhere: true, bothChanged };
}
