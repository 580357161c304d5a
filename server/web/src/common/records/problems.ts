// Every rule that refuses a record, while it is being typed: the shape from schema/event.schema.json (compiled at build
// time), and beside it what a schema cannot say. Codes and pointers are those the server gives; tests/fixtures/records
// holds both to the same answers. The sentence for the person is in texts/.
import validate from "virtual:event-validator";
import type { ErrorObject } from "ajv";
import { addDays, isDay } from "@/common/calendar";
import { isBlank as isBlankText } from "@/common/plain_text";
import { readWholeNumber } from "@/common/whole_number";
import { valueAt } from "./form";

export interface FoundProblem {
	pointer: string;
	code: string;
	limit?: number; // of too_long, too_many, out_of_range
}

export interface RecordRules {
	today: string; // a day of Asia/Shanghai
	venueTypes: Set<string>;
	areas: Set<string> | null; // null: the list is not on the phone yet, the server will tell
}

const recordBytesMax = 32 * 1024;
const codeCharactersMax = 64;

// Absent and null are the same; entries of lists stay where they are.
function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, member]) => (member === null || member === undefined ? [] : [[key, withoutNulls(member)]])),
	);
}

const isBlank = (value: unknown) => typeof value === "string" && isBlankText(value);

function ofPattern(error: ErrorObject): string {
	if (error.schemaPath.endsWith("/filled/pattern")) return "empty";
	const text = String(error.data);
	const isTime = error.instancePath === "/started_at" || error.instancePath === "/ended_at";
	if (isBlank(text) && !isTime && !error.instancePath.startsWith("/photos")) return "empty";
	if (isBlank(text) && error.instancePath.endsWith("/sha256")) return "empty";
	return [...text].length > codeCharactersMax ? "too_long" : "invalid_format";
}

function ofEnum(error: ErrorObject): string {
	if (typeof error.data !== "string") return "wrong_type";
	if ([...error.data].length > codeCharactersMax) return "too_long";
	if (error.instancePath === "/kind") return isBlank(error.data) ? "empty" : "unknown_kind";
	return "unknown_code";
}

function translate(error: ErrorObject): FoundProblem | null {
	const pointer = error.instancePath;
	switch (error.keyword) {
		case "required": {
			const field = (error.params as { missingProperty: string }).missingProperty;
			if (error.schemaPath.includes("/then/")) return { pointer: "/lectures", code: "lecture_without_entries" };
			return { pointer: field === "reach" && pointer === "" ? "/reach/total" : `${pointer}/${field}`, code: "missing" };
		}
		case "type":
			return { pointer, code: "wrong_type" };
		case "enum":
			return { pointer, code: ofEnum(error) };
		case "pattern":
			return { pointer, code: ofPattern(error) };
		case "minItems":
			return { pointer, code: "lecture_without_entries" };
		case "maxLength":
		case "maxItems":
			return {
				pointer,
				code: error.keyword === "maxItems" ? "too_many" : "too_long",
				limit: (error.params as { limit: number }).limit,
			};
		case "minimum":
		case "maximum":
			return { pointer, code: "out_of_range", limit: error.parentSchema?.maximum as number };
		default:
			return null; // `if` and `allOf` only repeat what is inside
	}
}

type Fields = Record<string, unknown>;

function beyondTheSchema(record: Fields, rules: RecordRules): FoundProblem[] {
	const found: FoundProblem[] = [];
	const day = record.occurred_on;
	if (typeof day === "string" && !isBlank(day) && [...day].length <= codeCharactersMax) {
		const looksRight = isDay(day) || (/^\d{4}/.test(day) && isDay(`2000${day.slice(4)}`) && day < "2000");
		if (!looksRight) found.push({ pointer: "/occurred_on", code: "invalid_format" });
		else if (day < "2000-01-01" || day > addDays(rules.today, 1)) found.push({ pointer: "/occurred_on", code: "out_of_range" });
	}
	const venueType = record.venue_type;
	if (
		typeof venueType === "string" &&
		!isBlank(venueType) &&
		[...venueType].length <= codeCharactersMax &&
		!rules.venueTypes.has(venueType)
	) {
		found.push({ pointer: "/venue_type", code: "unknown_code" });
	}
	const area = record.area;
	if (typeof area === "string" && /^(\d{6}|\d{9}|\d{12})$/.test(area) && rules.areas && !rules.areas.has(area)) {
		found.push({ pointer: "/area", code: "unknown_code" });
	}
	const reach = record.reach as Fields | undefined;
	if (typeof reach === "object" && reach !== null && Number.isInteger(reach.total)) {
		const within = (value: unknown) =>
			Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1_000_000 ? (value as number) : 0;
		const total = reach.total as number;
		const inBounds = total >= 0 && total <= 1_000_000;
		if (inBounds && within(reach.women) + within(reach.children) > total)
			found.push({ pointer: "/reach", code: "women_children_over_total" });
	}
	if (new TextEncoder().encode(JSON.stringify(record)).length > recordBytesMax) found.push({ pointer: "", code: "record_too_large" });
	return found;
}

// In the order of the record; empty when the record may be sent.
export function findProblems(given: unknown, rules: RecordRules): FoundProblem[] {
	const record = withoutNulls(given);
	if (typeof record !== "object" || record === null || Array.isArray(record)) return [{ pointer: "", code: "wrong_type" }];
	validate(record);
	let found = (validate.errors ?? []).flatMap((error) => translate(error) ?? []);
	const own = ["invalid_format", "out_of_range"];
	found = found.filter((problem) => !(problem.pointer === "/occurred_on" && own.includes(problem.code)));
	found.push(...beyondTheSchema(record as Fields, rules));
	// A list that is too long is not read further; and what two parts of the schema say is said once.
	const tooMany = found.filter((problem) => problem.code === "too_many").map((problem) => `${problem.pointer}/`);
	const said = new Set<string>();
	return found.filter((problem) => {
		const key = `${problem.pointer} ${problem.code}`;
		if (said.has(key) || tooMany.some((prefix) => problem.pointer.startsWith(prefix))) return false;
		said.add(key);
		return true;
	});
}

const numberFields = /^\/(reach\/(total|women|children)|consultations|materials\/\d+\/copies|lectures\/\d+\/attendance)$/;

// The number fields of forms hold what was typed where it is no number: the problem says which way it is none.
export function ofTypedNumber<T extends { pointer: string; code: string }>(problem: T, typed: unknown): T {
	const value = problem.code === "wrong_type" && numberFields.test(problem.pointer) ? valueAt(typed, problem.pointer) : null;
	const wrong = typeof value === "string" ? readWholeNumber(value).wrong : null;
	return wrong === null ? problem : { ...problem, code: wrong };
}

export function findTypedProblems(typed: unknown, rules: RecordRules): FoundProblem[] {
	return findProblems(typed, rules).map((problem) => ofTypedNumber(problem, typed));
}
