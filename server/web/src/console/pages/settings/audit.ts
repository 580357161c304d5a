// What a row of the audit log says, in words.
import type * as Api from "@/common/api/schema";
import { shanghaiClock, shanghaiDay } from "@/common/calendar";
import type { Attribution, Basis } from "@/console/api/types";
import type { Indicator } from "@/console/utils/indicators";
import { areaName, codeName, teamName, venueName } from "@/console/composables/names";
import type { ReviewState } from "@/common/records/event";
import type { CodeList } from "@/common/reference";
import type { Texts } from "@/console/texts";

export type AuditRow = Api.AuditEntry;
export type AuditPage = Api.AuditPage;

export type ActionName = keyof Texts["settings"]["audit"]["actions"];

export function actionText(action: string, t: Texts): string {
	return action in t.settings.audit.actions ? t.settings.audit.actions[action as ActionName] : action;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

// What an auditor looked at, by the page that shows it. What is no page of its own (who is signed in, the lists of names)
// is called by the last name that is known: pages ask for it by themselves.
function lookedAt(path: string, t: Texts): string {
	const part = /^\/api\/v1\/([a-z_]+)/.exec(path)?.[1] ?? "";
	return t.settings.audit.looked[part] ?? part;
}

// One value as people read it: codes by their names, numbers with separators.
function valueText(name: string, value: unknown, t: Texts): string {
	const words = t.settings.audit;
	if (value === null || value === undefined || value === "") return words.nothing;
	if (typeof value === "boolean") return value ? t.common.yes : t.common.no;
	if (typeof value === "number") return name === "year" ? String(value) : value.toLocaleString("zh-CN");
	if (Array.isArray(value))
		return value
			.map((entry) => valueText(name, isObject(entry) ? (entry.name ?? entry.zh ?? entry.team ?? entry.id) : entry, t))
			.join(t.common.listSeparator);
	if (isObject(value)) return detailTexts(value, t).join(t.common.listSeparator);
	const text = String(value);
	if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return `${shanghaiDay(Date.parse(text))} ${shanghaiClock(Date.parse(text))}`;
	switch (name) {
		case "state":
			return text in t.states ? t.states[text as ReviewState] : text;
		case "role":
			return text in t.shell.roles ? t.shell.roles[text as keyof Texts["shell"]["roles"]] : text;
		case "metric":
			return text in t.targets.metrics ? t.targets.metrics[text as keyof Texts["targets"]["metrics"]] : text;
		case "list":
			return text in t.settings.vocabulary.lists ? t.settings.vocabulary.lists[text as CodeList] : text;
		case "venue_type":
			return codeName("venue_types", text);
		case "area":
			return areaName(text);
		case "team":
		case "teams":
			return teamName(text) || text;
		case "merged_into":
			return venueName(text);
		case "mode":
			return words.modes[text] ?? text;
		case "kind":
			return words.kinds[text] ?? text;
		case "basis":
			return text in t.common.basisNames ? t.common.basisNames[text as Basis] : text;
		case "attribution":
			return text in t.common.attributionNames ? t.common.attributionNames[text as Attribution] : text;
		case "has":
			return t.reports.metrics[text as Indicator] ?? text;
		case "path":
			return lookedAt(text, t);
		default:
			return text;
	}
}

// The other records that a row is about, by what they are to it: of is the one that counts, other the one that looks alike.
const otherRecordNames = ["of", "other"] as const;

export function otherRecords(details: Record<string, unknown>): { name: (typeof otherRecordNames)[number]; id: string }[] {
	return otherRecordNames.flatMap((name) => {
		const id = details[name];
		return typeof id === "string" ? [{ name, id }] : [];
	});
}

// What is left of a row's details: "状态：已核实"; what was changed as "月报截止日：5 → 8".
export function detailTexts(details: Record<string, unknown>, t: Texts, subject = ""): string[] {
	const words = t.settings.audit;
	const nameOf = (name: string) => words.names[name] ?? name;
	const line = (name: string, text: string) => `${nameOf(name)}${t.reportPrint.colon}${text}`;
	const { before, after, ...rest } = details;
	const changed = isObject(after)
		? Object.entries(after).map(([name, value]) => {
				const old = isObject(before) ? before[name] : undefined;
				return line(
					name,
					old === undefined ? valueText(name, value, t) : words.beforeAfter(valueText(name, old, t), valueText(name, value, t)),
				);
			})
		: [];
	const isSaid = (name: string, value: unknown) =>
		value !== null &&
		value !== "" &&
		value !== false &&
		!(name === "version" || name === "id" || otherRecords(details).some((record) => record.name === name)) &&
		!(name === "status" && value === 200) && // as it should be
		!(subject !== "" && value === subject);
	return [
		...Object.entries(rest)
			.filter(([name, value]) => isSaid(name, value))
			.map(([name, value]) => line(name, valueText(name, value, t))),
		...changed,
	];
}

// Subjects that have a page, or a name.
export function subjectText(row: AuditRow, t: Texts): string {
	if (!row.subject) return "";
	const name = row.details.name ?? row.details.username;
	if (typeof name === "string" && name !== "") return name;
	const [list, code] = row.subject.split("/");
	if (list && code) return `${valueText("list", list, t)} ${codeName(list as CodeList, code)}`;
	return teamName(row.subject) || (row.action.includes("venue") ? venueName(row.subject) : "");
}
