// A record as a person reads it, in both apps: its fields in the order of the form, each with its name and its value in words;
// and in which fields two records differ. Plain functions; what they are given follows the language of the page.
import { sameValue } from "@/common/json";
import { trimmed } from "@/common/plain_text";
import type { Code, CodeList } from "@/common/reference";
import type { EventRecord, Host, LectureEntry, Location, MaterialEntry, Reach } from "./event";
import { formOrder } from "./form";
import type { RecordNames } from "./names";
import type { RecordWords } from "./words";

export interface Field {
	name: string; // of the top-level field
	label: string;
	value: string; // in words; entries of materials and lectures on lines of their own
}

export type Readable = Partial<EventRecord>;

export interface ReaderOptions {
	// `confirmedBy`: how the host confirmed it; without, only a signature is told.
	words: () => RecordWords["reading"] & { confirmedBy?: Record<string, string> };
	common: () => { yes: string; no: string; listSeparator: string; inBrackets: (text: string) => string };
	names: Pick<RecordNames, "codeName" | "codesOf" | "venueName">;
	areaName: (code: string) => string;
	dayText: (day: string) => string;
	unitOf: (item: Code) => string | undefined; // what copies of it are counted in
}

const codeLists: Record<string, CodeList> = { topics: "topics", campaigns: "campaigns", forms: "forms" };

function rank(name: string): number {
	const position = formOrder.indexOf(name);
	return position < 0 ? formOrder.length : position;
}

export function inFormOrder(names: Iterable<string>): string[] {
	return [...names].sort((left, right) => rank(left) - rank(right));
}

// Names of the fields in which two records differ, in the order of the form.
export function differingFields(before: Readable | null, after: Readable | null): string[] {
	const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
	names.delete("id");
	return inFormOrder(names).filter((name) => !sameValue(before?.[name], after?.[name]));
}

// "/reach/total" → "reach": what a pointer of a review or a problem concerns.
export function fieldOfPointer(pointer: string): string {
	return pointer.split("/")[1] ?? "";
}

export interface Reader {
	fieldLabel: (name: string) => string;
	fieldValue: (name: string, value: unknown) => string; // "" where nothing stands
	fieldsOf: (record: Readable) => Field[];
}

export function readerOf({ words, common, names, areaName, dayText, unitOf }: ReaderOptions): Reader {
	const { codeName, codesOf, venueName } = names;
	const listed = (parts: string[]) => parts.join(common().listSeparator);

	function reachText(reach: Reach): string {
		const parts = [words().reach(reach.total)];
		if (reach.women) parts.push(words().women(reach.women));
		if (reach.children) parts.push(words().children(reach.children));
		if (reach.method) parts.push(words().methods[reach.method] ?? reach.method);
		return listed(parts);
	}

	function materialText(entry: MaterialEntry): string {
		const code = codesOf("items").find((found) => found.code === entry.item);
		const unit = (code && unitOf(code)) ?? "";
		const copies = (entry.copies as number | null | undefined)?.toLocaleString("zh-CN") ?? "?"; // missing in what was refused for it
		return trimmed(`${codeName("items", entry.item)} ${copies} ${unit}`);
	}

	function lectureText(entry: LectureEntry): string {
		const parts = [codeName("audiences", entry.audience)];
		if (entry.topic) parts.push(codeName("topics", entry.topic));
		if (entry.attendance !== undefined && entry.attendance !== null) parts.push(words().attendance(entry.attendance));
		return parts.join(" · ");
	}

	function hostText(host: Host): string {
		const { confirmedBy, signature } = words();
		const parts = [host.organization, host.contact, host.phone].filter((part): part is string => Boolean(part));
		if (host.signature) parts.push(confirmedBy?.signature ?? signature);
		else if (host.confirmed && confirmedBy) parts.push(confirmedBy[host.confirmed] ?? host.confirmed);
		return listed(parts);
	}

	function locationText(location: Location): string {
		const accuracy = location.accuracy_m ? common().inBrackets(words().accuracy(location.accuracy_m)) : "";
		return `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}${accuracy}`;
	}

	// What another program wrote in a field of its own.
	function foreignText(value: unknown): string {
		if (Array.isArray(value)) return listed(value.map(foreignText));
		if (typeof value === "object" && value !== null) {
			return listed(Object.entries(value).map(([name, member]) => `${name}${words().colon}${foreignText(member)}`));
		}
		if (typeof value === "boolean") return value ? common().yes : common().no;
		return value === null || value === undefined ? "" : String(value);
	}

	function valueText(name: string, value: unknown): string {
		const list = codeLists[name];
		if (list && Array.isArray(value)) return listed(value.map((code) => codeName(list, String(code))));
		switch (name) {
			case "kind":
				return words().kinds[String(value)] ?? String(value);
			case "occurred_on":
				return dayText(String(value));
			case "venue_type":
				return codeName("venue_types", String(value));
			case "area":
				return areaName(String(value));
			case "venue_id":
				return venueName(String(value));
			case "reach":
				return reachText(value as Reach);
			case "materials":
				return (value as MaterialEntry[]).map(materialText).join("\n");
			case "lectures":
				return (value as LectureEntry[]).map(lectureText).join("\n");
			case "host":
				return hostText(value as Host);
			case "location":
				return locationText(value as Location);
			case "photos":
				return words().photoCount((value as unknown[]).length);
			default:
				return foreignText(value);
		}
	}

	// Refused changes may hold anything, also a list where a number belongs.
	function fieldValue(name: string, value: unknown): string {
		const isEmpty = value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
		if (isEmpty) return "";
		try {
			return valueText(name, value);
		} catch {
			return foreignText(value);
		}
	}

	const fieldLabel = (name: string) => words().fields[name] ?? name;

	// What is filled in, without the id; fields the app does not know come last, as they are.
	function fieldsOf(record: Readable): Field[] {
		return inFormOrder(Object.keys(record).filter((name) => name !== "id"))
			.map((name) => ({ name, label: fieldLabel(name), value: fieldValue(name, record[name]) }))
			.filter((field) => field.value !== "");
	}

	return { fieldLabel, fieldValue, fieldsOf };
}
