// A record as a person reads it: its fields in the order of the form, each with its name and its value in words. Used
// where an event is shown and where two versions of one are compared.
import { trimmed } from "@/common/plain_text";
import { settings } from "@/phone/app";
import { areaName, codeName, codesOf, reference } from "@/phone/composables/names";
import { formOrder } from "@/common/records/form";
import { t } from "@/phone/texts";
import type { EventRecord, Host, LectureEntry, Location, MaterialEntry, Reach } from "@/common/records/event";
import type { CodeList } from "@/common/reference";

const codeLists: Record<string, CodeList> = { topics: "topics", campaigns: "campaigns", forms: "forms" };

export interface Field {
	name: string;
	label: string;
	value: string;
}

function number(value: number): string {
	return value.toLocaleString("zh-CN");
}

function reachText(reach: Reach): string {
	const parts = [t.value.list.reach(number(reach.total))];
	if (reach.women) parts.push(t.value.list.women(number(reach.women)));
	if (reach.children) parts.push(t.value.list.children(number(reach.children)));
	if (reach.method) parts.push(t.value.list.methods[reach.method] ?? reach.method);
	return parts.join(t.value.common.listSeparator);
}

function materialText(entry: MaterialEntry): string {
	// The units of the vocabulary are Chinese measure words; English has none.
	const unit = settings.value.language === "zh" ? (codesOf("items").find((code) => code.code === entry.item)?.unit ?? "") : "";
	return trimmed(`${codeName("items", entry.item)} ${number(entry.copies)} ${unit}`);
}

function lectureText(entry: LectureEntry): string {
	const parts = [codeName("audiences", entry.audience)];
	if (entry.topic) parts.push(codeName("topics", entry.topic));
	if (entry.attendance !== undefined && entry.attendance !== null) parts.push(t.value.list.attendance(number(entry.attendance)));
	return parts.join(" · ");
}

function hostText(host: Host): string {
	const parts = [host.organization, host.contact, host.phone].filter((part): part is string => !!part);
	if (host.signature) parts.push(t.value.list.signature);
	return parts.join(t.value.common.listSeparator);
}

function locationText(location: Location): string {
	const accuracy = location.accuracy_m ? t.value.common.inBrackets(t.value.list.accuracy(location.accuracy_m)) : "";
	return `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}${accuracy}`;
}

function valueText(name: string, value: unknown): string {
	const list = codeLists[name];
	if (list) return (value as string[]).map((code) => codeName(list, code)).join(t.value.common.listSeparator);
	switch (name) {
		case "kind":
			return t.value.list.kinds[value as string] ?? String(value);
		case "occurred_on":
			return t.value.common.date(value as string);
		case "venue_type":
			return codeName("venue_types", value as string);
		case "area":
			return areaName(value as string);
		case "venue_id":
			return reference.value?.venues.find((venue) => venue.id === value)?.name ?? String(value);
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
			return t.value.list.photoCount((value as unknown[]).length);
		case "organizers":
		case "speakers":
			return (value as string[]).join(t.value.common.listSeparator);
		default:
			return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
	}
}

export function fieldValue(name: string, value: unknown): string {
	const isEmpty = value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
	return isEmpty ? "" : valueText(name, value);
}

export function fieldLabel(name: string): string {
	return t.value.list.fields[name] ?? name;
}

function rank(name: string): number {
	const position = formOrder.indexOf(name);
	return position < 0 ? formOrder.length : position;
}

export function inFormOrder(names: string[]): string[] {
	return [...names].sort((left, right) => rank(left) - rank(right));
}

// What is filled in, without the id; fields this app does not know come last, as they are.
export function fieldsOf(record: Partial<EventRecord>): Field[] {
	return inFormOrder(Object.keys(record).filter((name) => name !== "id"))
		.map((name) => ({ name, label: fieldLabel(name), value: fieldValue(name, record[name]) }))
		.filter((field) => field.value !== "");
}
