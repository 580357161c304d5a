// A record as a person reads it: its fields in the order of the form, each with its name and its value in words; and in
// which fields two records differ. Plain functions, reactive through names.ts and the language.
import { trimmed } from "@/common/plain_text";
import { sameValue } from "@/common/json";
import type { EventRecord, Host, LectureEntry, Location, MaterialEntry, Reach } from "@/common/records/event";
import { formOrder } from "@/common/records/form";
import type { CodeList } from "@/common/reference";
import { language } from "@/console/texts/language";
import { areaName, codeName, codesOf, venueName } from "@/console/composables/names";
import { t } from "@/console/texts";

export interface Field {
	name: string; // of the top-level field
	label: string;
	value: string; // in words; entries of materials and lectures on lines of their own
}

export interface Difference {
	name: string;
	label: string;
	before: string; // "" where nothing stood
	after: string;
}

export type Readable = Partial<EventRecord>;

const codeLists: Record<string, CodeList> = { topics: "topics", campaigns: "campaigns", forms: "forms" };
const separator = () => t.value.common.listSeparator;

export function dayText(day: string): string {
	const weekday = t.value.events.weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
	return weekday === undefined ? day : t.value.events.date(day, weekday);
}

function reachText(reach: Reach): string {
	const words = t.value.events;
	const parts = [words.reach(reach.total)];
	if (reach.women) parts.push(words.women(reach.women));
	if (reach.children) parts.push(words.children(reach.children));
	if (reach.method) parts.push(words.methods[reach.method] ?? reach.method);
	return parts.join(separator());
}

function materialText(entry: MaterialEntry): string {
	const code = codesOf("items").find((found) => found.code === entry.item);
	const unit = (language.value === "en" ? code?.unit_en : code?.unit) ?? "";
	const copies = (entry.copies as number | null | undefined)?.toLocaleString("zh-CN") ?? "?"; // missing in what was refused for it
	return trimmed(`${codeName("items", entry.item)} ${copies} ${unit}`);
}

function lectureText(entry: LectureEntry): string {
	const parts = [codeName("audiences", entry.audience)];
	if (entry.topic) parts.push(codeName("topics", entry.topic));
	if (entry.attendance !== undefined && entry.attendance !== null) parts.push(t.value.events.attendance(entry.attendance));
	return parts.join(" · ");
}

function hostText(host: Host): string {
	const words = t.value.events;
	const parts = [host.organization, host.contact, host.phone].filter((part): part is string => Boolean(part));
	if (host.signature) parts.push(words.confirmedBy.signature ?? words.signature);
	else if (host.confirmed) parts.push(words.confirmedBy[host.confirmed] ?? host.confirmed);
	return parts.join(separator());
}

function locationText(location: Location): string {
	const accuracy = location.accuracy_m ? t.value.events.accuracy(location.accuracy_m) : "";
	return `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}${accuracy}`;
}

// What another program wrote in a field of its own.
function foreignText(value: unknown): string {
	if (Array.isArray(value)) return value.map(foreignText).join(separator());
	if (typeof value === "object" && value !== null) {
		return Object.entries(value)
			.map(([name, member]) => `${name}${t.value.events.colon}${foreignText(member)}`)
			.join(separator());
	}
	if (typeof value === "boolean") return value ? t.value.common.yes : t.value.common.no;
	return value === null || value === undefined ? "" : String(value);
}

function valueText(name: string, value: unknown): string {
	const list = codeLists[name];
	if (list && Array.isArray(value)) return value.map((code) => codeName(list, String(code))).join(separator());
	switch (name) {
		case "kind":
			return t.value.events.kinds[String(value)] ?? String(value);
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
			return t.value.events.photoCount((value as unknown[]).length);
		default:
			return foreignText(value);
	}
}

// Refused changes may hold anything, also a list where a number belongs.
export function fieldValue(name: string, value: unknown): string {
	const isEmpty = value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
	if (isEmpty) return "";
	try {
		return valueText(name, value);
	} catch {
		return foreignText(value);
	}
}

export function fieldLabel(name: string): string {
	return t.value.events.fields[name] ?? name;
}

function rank(name: string): number {
	const position = formOrder.indexOf(name);
	return position < 0 ? formOrder.length : position;
}

export function inFormOrder(names: Iterable<string>): string[] {
	return [...names].sort((left, right) => rank(left) - rank(right));
}

// What is filled in, without the id; fields the console does not know come last, as they are.
export function fieldsOf(record: Readable): Field[] {
	return inFormOrder(Object.keys(record).filter((name) => name !== "id"))
		.map((name) => ({ name, label: fieldLabel(name), value: fieldValue(name, record[name]) }))
		.filter((field) => field.value !== "");
}

// Names of the fields in which two records differ, in the order of the form.
export function differingFields(before: Readable | null, after: Readable | null): string[] {
	const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
	names.delete("id");
	return inFormOrder(names).filter((name) => !sameValue(before?.[name], after?.[name]));
}

export function differences(before: Readable | null, after: Readable | null): Difference[] {
	return differingFields(before, after).map((name) => ({
		name,
		label: fieldLabel(name),
		before: fieldValue(name, before?.[name]),
		after: fieldValue(name, after?.[name]),
	}));
}

// "/reach/total" → "reach": what a pointer of a review or a problem concerns.
export function fieldOfPointer(pointer: string): string {
	return pointer.split("/")[1] ?? "";
}
