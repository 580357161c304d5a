// A record on its way into the form and out of it: what may be kept of one that was refused, codes that did not hold on a day. Pure.
import { plain } from "@/common/json";
import type { EventRecord, Host, Reach } from "@/common/records/event";
import { splitNames, tidyNames, toRecord, type Draftable, type LectureRow, type MaterialRow } from "@/common/records/form";
import type { Code } from "@/common/reference";
import { typedNumber } from "@/common/whole_number";

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const texts = ["occurred_on", "started_at", "ended_at", "venue_type", "area", "venue_id", "place", "title", "recorded_by", "note"];
const lists = ["topics", "campaigns", "forms", "organizers", "speakers"];

function textOf(value: unknown): string | undefined {
	return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

// What is no whole number is offered as it came, and its field says what is wrong with it.
function countOf(value: unknown): number | undefined {
	return typeof value === "number" || typeof value === "string" ? typedNumber(String(value)) : undefined;
}

// Only members that could be read; undefined when there were others.
function complete<T extends object>(read: T, from: Fields): { value: T; isWhole: boolean } {
	const given = Object.entries(from).filter(([, value]) => value !== null && value !== undefined);
	const value = Object.fromEntries(Object.entries(read).filter(([, member]) => member !== undefined)) as T;
	return { value, isWhole: given.every(([name]) => (value as Fields)[name] !== undefined) };
}

function rowsOf<T extends object>(value: unknown, read: (row: Fields) => T): { value: T[]; isWhole: boolean } | null {
	if (!Array.isArray(value)) return null;
	const rows = value.filter(isObject).map((row) => complete(read(row), row));
	return { value: rows.map((row) => row.value), isWhole: rows.length === value.length && rows.every((row) => row.isWhole) };
}

const readers: Record<string, (value: unknown) => { value: unknown; isWhole: boolean } | null> = {
	kind: (value) => (value === "session" || value === "lecture" ? { value, isWhole: true } : null),
	consultations: (value) => {
		const count = countOf(value);
		return count === undefined ? null : { value: count, isWhole: true };
	},
	reach: (value) => {
		if (!isObject(value)) {
			const total = countOf(value);
			return total === undefined ? null : { value: { total }, isWhole: true };
		}
		const method = textOf(value.method) as Reach["method"] | undefined;
		return complete(
			{ ...value, total: countOf(value.total), women: countOf(value.women), children: countOf(value.children), method },
			value,
		);
	},
	materials: (value) => rowsOf<MaterialRow>(value, (row) => ({ ...row, item: textOf(row.item), copies: countOf(row.copies) })),
	lectures: (value) =>
		rowsOf<LectureRow>(value, (row) => ({
			...row,
			audience: textOf(row.audience),
			topic: textOf(row.topic),
			attendance: countOf(row.attendance),
		})),
	host: (value) => {
		if (!isObject(value)) return typeof value === "string" ? { value: { organization: value }, isWhole: true } : null;
		const read: Host = {
			...value,
			organization: textOf(value.organization),
			contact: textOf(value.contact),
			phone: textOf(value.phone),
			confirmed: textOf(value.confirmed),
		};
		return complete(read, value);
	},
	...Object.fromEntries(
		texts.map((name) => [
			name,
			(value: unknown) => {
				const text = textOf(value);
				return text === undefined ? null : { value: text, isWhole: true };
			},
		]),
	),
	...Object.fromEntries(
		lists.map((name) => [
			name,
			(value: unknown) => {
				if (typeof value === "string") return { value: splitNames(value), isWhole: true };
				return Array.isArray(value)
					? { value: tidyNames(value), isWhole: value.every((entry) => typeof entry === "string") }
					: null;
			},
		]),
	),
};

// What a phone sent and the server refused may hold anything. What fits the form goes into it; the names of the fields
// that lost something are given too.
export function toDraft(sent: unknown): { event: Draftable; lost: string[] } {
	const event: Fields = {};
	const lost: string[] = [];
	for (const [name, value] of Object.entries(isObject(sent) ? plain(sent) : {})) {
		if (value === null || value === undefined) continue;
		const reader = Object.prototype.hasOwnProperty.call(readers, name) ? readers[name] : undefined;
		if (!reader) event[name] = value;
		else {
			const read = reader(value);
			if (read) event[name] = read.value;
			if (!read?.isWhole) lost.push(name);
		}
	}
	return { event: event as Draftable, lost };
}

const isBlankMaterial = (row: MaterialRow) => !row.item && (row.copies === undefined || row.copies === null);
const isBlankLecture = (row: LectureRow) => !row.audience && !row.topic && (row.attendance === undefined || row.attendance === null);

// Rows that nothing was filled into are no rows; of a lecture on its own none at all is what the problem says.
export function toEntry(draft: Draftable): EventRecord {
	return toRecord({
		...draft,
		...(draft.materials ? { materials: draft.materials.filter((row) => !isBlankMaterial(row)) } : {}),
		...(draft.lectures ? { lectures: draft.lectures.filter((row) => !isBlankLecture(row)) } : {}),
	});
}

// The next sheet of the same pile: team, day and area are likely the same.
export function nextSheet(draft: Draftable, id: string): Draftable {
	return { id, kind: "session", occurred_on: draft.occurred_on, area: draft.area, recorded_by: draft.recorded_by, reach: {} as Reach };
}

export function isRetired(code: Code, day: string): boolean {
	return (code.valid_to !== null && day > code.valid_to) || (code.valid_from !== null && day < code.valid_from);
}
