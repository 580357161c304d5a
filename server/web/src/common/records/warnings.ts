// What is worth a second look but refuses nothing: the warnings the server gives, in its order, said mildly by the form
// while there is still somebody who knows. tests/fixtures/records holds both to the same answers.
import { addDays } from "@/common/calendar";
import type { AreaIndex } from "@/common/areas";
import type { Code, CodeList, Venue } from "@/common/reference";
import type { Draftable } from "./form";

export type WarningCode =
	"unusual_reach" | "attendance_over_reach" | "old_date" | "unknown_code" | "unknown_venue" | "retired_topic" | "venue_area_mismatch";

export interface WarningRules {
	today: string; // or the day on which the record first came
	vocabulary: Record<CodeList, Code[]>;
	venues: Venue[];
	areas: AreaIndex | null; // null: the list is not on the phone yet
}

const daysUntilOld = 365;

export function findWarnings(record: Draftable, rules: WarningRules): WarningCode[] {
	const find = (list: CodeList, code: string) => rules.vocabulary[list].find((entry) => entry.code === code);
	const [topics, lectures] = [record.topics ?? [], record.lectures ?? []];
	const total = record.reach?.total ?? 0;
	const day = record.occurred_on ?? rules.today;

	const mark = record.venue_type ? find("venue_types", record.venue_type)?.unusual_reach_above : undefined;
	const isUnknown = (list: CodeList) => (code: string | null | undefined) => Boolean(code) && !find(list, code as string);
	const hasUnknown =
		topics.some(isUnknown("topics")) ||
		(record.campaigns ?? []).some(isUnknown("campaigns")) ||
		(record.forms ?? []).some(isUnknown("forms")) ||
		(record.materials ?? []).some((row) => isUnknown("items")(row.item)) ||
		lectures.some((row) => isUnknown("topics")(row.topic) || isUnknown("audiences")(row.audience));
	const isRetired = (code: string | null | undefined) => {
		const until = code ? find("topics", code)?.valid_to : null;
		return until !== null && until !== undefined && day > until;
	};
	const venue = record.venue_id ? rules.venues.find((entry) => entry.id === record.venue_id) : undefined;
	// The event may be recorded more coarsely or more finely than the venue is registered, but not beside it.
	const isBeside =
		venue !== undefined &&
		rules.areas !== null &&
		record.area !== undefined &&
		!rules.areas.contains(record.area, venue.area) &&
		!rules.areas.contains(venue.area, record.area);

	const applies: [WarningCode, boolean][] = [
		["unusual_reach", mark !== undefined && mark !== null && total > mark],
		["attendance_over_reach", lectures.some((row) => (row.attendance ?? 0) > total)],
		["old_date", day < addDays(rules.today, -daysUntilOld)],
		["unknown_code", hasUnknown],
		["unknown_venue", Boolean(record.venue_id) && venue === undefined],
		["retired_topic", topics.some(isRetired) || lectures.some((row) => isRetired(row.topic))],
		["venue_area_mismatch", isBeside],
	];
	return applies.flatMap(([code, holds]) => (holds ? [code] : []));
}
