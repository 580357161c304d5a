// The warnings of an event as sentences with its own numbers, each with the fields it concerns. The codes are the
// server's; a code this page does not know is said as it is.
import { shanghaiDay } from "@/common/calendar";
import type { EventRecord } from "@/common/records/event";
import type { CodeList } from "@/common/reference";
import type { EventState } from "@/console/api/types";
import { areaName, codeName, codesOf, reference } from "@/console/composables/names";
import { t } from "@/console/texts";

export interface Warning {
	code: string;
	name: string; // short, for lists
	text: string; // whole, where the event is shown
	fields: string[];
}

export const warningCodes = [
	"look_alike",
	"unusual_reach",
	"attendance_over_reach",
	"late",
	"old_date",
	"clock_skew",
	"unknown_code",
	"unknown_venue",
	"retired_topic",
	"venue_area_mismatch",
];

export function warningName(code: string): string {
	return t.value.events.warningNames[code] ?? code;
}

// "快 2 小时 5 分"; the phone's time less the server's.
export function skewText(seconds: number): string {
	const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
	const words = t.value.events;
	const amount = minutes < 1440 ? words.hoursAndMinutes(Math.floor(minutes / 60), minutes % 60) : words.days(Math.round(minutes / 1440));
	return seconds > 0 ? words.clockFast(amount) : words.clockSlow(amount);
}

function usedCodes(record: EventRecord): { field: string; list: CodeList; code: string }[] {
	const of = (field: string, list: CodeList, codes: (string | null | undefined)[] | null | undefined) =>
		(codes ?? []).flatMap((code) => (code ? [{ field, list, code }] : []));
	return [
		...of("topics", "topics", record.topics),
		...of("campaigns", "campaigns", record.campaigns),
		...of("forms", "forms", record.forms),
		...of(
			"materials",
			"items",
			record.materials?.map((row) => row.item),
		),
		...of(
			"lectures",
			"audiences",
			record.lectures?.map((row) => row.audience),
		),
		...of(
			"lectures",
			"topics",
			record.lectures?.map((row) => row.topic),
		),
	];
}

const once = (values: string[]) => [...new Set(values)];
const joined = (values: string[]) => once(values).join(t.value.common.listSeparator);

type Said = Pick<Warning, "text" | "fields">;

// Reads only what is filled in: records of another time and place may lack anything.
const sentences: Record<string, (record: EventRecord, event: EventState) => Said> = {
	unusual_reach: (record) => {
		const usual = codesOf("venue_types").find((code) => code.code === record.venue_type)?.unusual_reach_above ?? undefined;
		return {
			text: t.value.events.unusualReach(record.reach.total, codeName("venue_types", record.venue_type), usual),
			fields: ["reach"],
		};
	},
	attendance_over_reach: (record) => {
		const most = Math.max(0, ...(record.lectures ?? []).map((row) => row.attendance ?? 0));
		return { text: t.value.events.attendanceOverReach(most, record.reach.total), fields: ["lectures", "reach"] };
	},
	old_date: () => ({ text: t.value.events.oldDate, fields: ["occurred_on"] }),
	late: (_record, event) => ({ text: t.value.events.late(shanghaiDay(Date.parse(event.received_at))), fields: ["occurred_on"] }),
	clock_skew: (_record, event) => ({ text: t.value.events.clockSkew(skewText(event.clock_offset_s ?? 0)), fields: [] }),
	look_alike: () => ({ text: t.value.events.lookAlike, fields: [] }),
	unknown_code: (record) => {
		const unknown = usedCodes(record).filter(({ list, code }) => !codesOf(list).some((entry) => entry.code === code));
		return {
			text: t.value.events.unknownCode(joined(unknown.map(({ code }) => code))),
			fields: once(unknown.map(({ field }) => field)),
		};
	},
	unknown_venue: () => ({ text: t.value.events.unknownVenue, fields: ["venue_id"] }),
	retired_topic: (record) => {
		const retired = usedCodes(record).filter(({ list, code }) => {
			const until = list === "topics" ? codesOf(list).find((entry) => entry.code === code)?.valid_to : null;
			return Boolean(until) && record.occurred_on > String(until);
		});
		return {
			text: t.value.events.retiredTopic(joined(retired.map(({ list, code }) => codeName(list, code)))),
			fields: once(retired.map(({ field }) => field)),
		};
	},
	venue_area_mismatch: (record) => {
		const venue = reference.value?.venues.find((entry) => entry.id === record.venue_id);
		return { text: t.value.events.venueAreaMismatch(venue ? areaName(venue.area) : ""), fields: ["venue_id", "area"] };
	},
};

export function warningsOf(event: EventState): Warning[] {
	return event.warnings.map((code) => {
		const say = sentences[code];
		const said = say && event.event ? say(event.event, event) : { text: warningName(code), fields: [] };
		return { code, name: warningName(code), ...said };
	});
}

// Which fields to mark, each with the warnings in short.
export function marksOf(warnings: Warning[]): Map<string, string[]> {
	const marks = new Map<string, string[]>();
	for (const { fields, name } of warnings) {
		for (const field of fields) marks.set(field, [...(marks.get(field) ?? []), name]);
	}
	return marks;
}
