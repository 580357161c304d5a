// A cross table as GET /api/v1/cross answers it: which axes go with which measures, names of rows and columns, the records
// behind a cell. Pure.
import type * as Api from "@/common/api/schema";
import { indicators, type Indicator } from "@/console/utils/indicators";
import type { EventFilter } from "@/console/utils/links";
import { codeName } from "@/console/composables/names";
import { firstDay, lastDay, lastDayOf, named, type Period } from "@/console/utils/periods";
import type { Texts } from "@/console/texts";

export const axes = [
	"area",
	"team",
	"venue_type",
	"year",
	"half",
	"quarter",
	"month",
	"topic",
	"campaign",
	"audience",
	"item",
	"measure",
] as const;
export type Axis = (typeof axes)[number];
export type Measure = Indicator | "attendance";

export type CrossHead = Api.CrossHead;
export type Cross = Api.Cross;

export interface Choice {
	rows: Axis;
	columns: Axis;
	measure: Measure;
}

export const isTime = (axis: Axis) => axis === "year" || axis === "half" || axis === "quarter" || axis === "month";
const hasOwnValue = (axis: Axis) => axis === "audience" || axis === "item";

export function measuresOf(rows: Axis, columns: Axis): Measure[] {
	if (rows === "audience" || columns === "audience") return ["lectures", "attendance"];
	if (rows === "item" || columns === "item") return ["materials", "events"];
	return [...indicators];
}

export const rowAxes = axes.filter((axis) => axis !== "measure");

export function columnAxes(rows: Axis): Axis[] {
	return axes.filter((axis) => axis !== rows && !(hasOwnValue(rows) && (hasOwnValue(axis) || axis === "measure")));
}

// What an address asks for, made to go together.
export function choiceOf(query: Record<string, unknown>): Choice {
	const rows = rowAxes.find((axis) => axis === query.rows) ?? "year";
	const columns =
		columnAxes(rows).find((axis) => axis === query.columns) ?? (rows === "year" && query.rows === undefined ? "measure" : "month");
	const possible = columnAxes(rows).includes(columns) ? columns : (columnAxes(rows)[0] ?? "area");
	const measures = measuresOf(rows, possible);
	return { rows, columns: possible, measure: measures.find((measure) => measure === query.measure) ?? measures[0] ?? "sessions" };
}

const lists = {
	venue_type: "venue_types",
	topic: "topics",
	campaign: "campaigns",
	audience: "audiences",
	item: "items",
} as const;

export function headName(axis: Axis, head: CrossHead, t: Texts): string {
	const { key } = head;
	if (key === null) return t.cross.unnamed;
	if (axis === "measure") return t.reports.metrics[key] ?? head.name;
	if (axis === "year") return t.common.yearName(key);
	if (axis === "month") return t.common.month(key);
	if (axis === "quarter") return t.cross.quarter(key.slice(0, 4), Number(key.slice(6)));
	if (axis === "half") return t.cross.half(key.slice(0, 4), Number(key.slice(6)));
	if (axis === "area" || axis === "team") return head.name;
	return codeName(lists[axis], key) || head.name;
}

// The days of a stretch of time, by its key: "2015", "2015-H1", "2015-Q3", "2015-11".
export function daysOf(key: string): Period {
	const year = key.slice(0, 4);
	const part = Number(key.slice(6));
	const span = (first: number, last: number) => ({
		from: `${year}-${String(first).padStart(2, "0")}-01`,
		to: lastDayOf(`${year}-${String(last).padStart(2, "0")}`),
	});
	if (key.length === 4) return span(1, 12);
	if (key[5] === "H") return span(part * 6 - 5, part * 6);
	return key[5] === "Q" ? span(part * 3 - 2, part * 3) : span(Number(key.slice(5)), Number(key.slice(5)));
}

// What both spans have; null: nothing.
export function common(left: Period, right: Period): Period | null {
	const from = firstDay(left.from) > firstDay(right.from) ? firstDay(left.from) : firstDay(right.from);
	const to = lastDay(left.to) < lastDay(right.to) ? lastDay(left.to) : lastDay(right.to);
	return from <= to ? named(from, to) : null;
}

function ofMeasure(measure: Measure): EventFilter {
	if (measure === "sessions") return { kind: "session" };
	if (measure === "events" || measure === "reach") return {};
	return measure === "attendance" ? { has: "lectures" } : { has: measure };
}

// The records of a cell, a row's or a column's total, or the total. Null: no list shows just them.
export function cellFilter(cross: Cross, row: CrossHead | null, column: CrossHead | null): EventFilter | null {
	let span: Period | null = { from: cross.from, to: cross.to };
	let filter: EventFilter = cross.measure === null ? {} : ofMeasure(cross.measure);
	for (const [axis, head] of [[cross.row_axis, row] as const, [cross.column_axis, column] as const]) {
		if (head === null) continue;
		const { key } = head;
		if (isTime(axis)) {
			span = span && key !== null ? common(span, daysOf(key)) : null;
			continue;
		}
		switch (axis) {
			case "measure":
				filter = { ...filter, ...ofMeasure(key as Measure) };
				break;
			case "area":
				filter = { ...filter, area: key ?? undefined, exact: key === cross.area ? true : undefined };
				break;
			case "topic":
			case "campaign":
				filter = { ...filter, [axis]: key ?? "null" };
				break;
			default:
				if (key === null) return null;
				filter = { ...filter, [axis]: key };
		}
	}
	if (span === null) return null;
	// An item or audience says what it is about itself.
	if (filter.item || filter.audience) filter = { ...filter, has: undefined, kind: undefined };
	return {
		area: cross.area,
		...span,
		basis: cross.basis,
		attribution: cross.attribution === "team" ? "team" : undefined,
		...filter,
	};
}

// Against the row before, in tenths of a percent; null: there is none, or it is nothing.
export function changePercent(now: number, before: number | undefined): number | null {
	return before === undefined || before === 0 ? null : Math.round(((now - before) * 1000) / before) / 10;
}
