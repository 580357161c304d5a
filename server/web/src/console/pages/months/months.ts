// The figures of a year by months as the server answers them, and the tables that charts and screen readers are given.
import type * as Api from "@/common/api/schema";
import { eventsLink, type EventFilter } from "@/console/utils/links";
import type { RouteLocationRaw } from "vue-router";
import { sum, type Figure, type Series } from "@/console/figures/chart_table";
import type { Attribution, Basis } from "@/console/api/types";

export const measures = ["sessions", "lectures", "reach", "materials"] as const;
export type Measure = (typeof measures)[number];
export type Figures = Record<Measure, number>;

export type MonthFigures = Api.MonthFigures;
export type AreaFigures = Api.AreaYearFigures;
export type MonthsAnswer = Api.Months;

interface Words {
	month: (month: string) => string;
	year: (year: string) => string;
	own: (area: string) => string; // what lies at the area itself, no deeper
	type: (type: { key: string; name: string }) => string; // of venues
}

// Months by venue type; the types add up to the month.
export function byType(answer: MonthsAnswer, measure: Measure, words: Words): Figure {
	return {
		lines: answer.months.map(({ month }) => ({ key: month, name: words.month(month) })),
		series: answer.venue_types.map((type) => ({
			key: type.key,
			name: words.type(type),
			values: answer.months.map((month) => month.venue_types[type.key]?.[measure] ?? 0),
		})),
	};
}

function twoYears({ year }: MonthsAnswer, words: Words, lastYear: number[] | undefined, thisYear: number[]): Series[] {
	const series = (of: number, values: number[]) => ({ key: String(of), name: words.year(String(of)), values });
	return [...(lastYear ? [series(year - 1, lastYear)] : []), series(year, thisYear)];
}

// This year's months beside those of the year before.
export function besideLastYear(answer: MonthsAnswer, measure: Measure, words: Words): Figure {
	return {
		lines: answer.months.map(({ month }) => ({ key: month.slice(5), name: words.month(month) })),
		series: twoYears(
			answer,
			words,
			answer.last_year?.map((month) => month[measure]),
			answer.months.map((month) => month[measure]),
		),
	};
}

export function byArea(answer: MonthsAnswer, measure: Measure, words: Words): Figure {
	const lastYear = answer.last_year ? answer.areas.map((area) => area.last_year?.[measure] ?? 0) : undefined;
	return {
		lines: answer.areas.map(({ area, name }) => ({ key: area, name: area === answer.area ? words.own(name) : name })),
		series: twoYears(
			answer,
			words,
			lastYear,
			answer.areas.map((area) => area[measure]),
		),
	};
}

// One month that dwarfs the others: more than five times the median of all months that have something, and most of what is
// there in its year. Then the others are seen only on a logarithmic scale.
export function dwarfing(values: number[]): { index: number; share: number } | null {
	const total = sum(values);
	const largest = Math.max(...values);
	const present = values.filter((value) => value > 0).sort((left, right) => left - right);
	const median = present[Math.floor((present.length - 1) / 2)] ?? 0;
	if (present.length < 3 || largest < median * 5 || largest * 3 < total) return null;
	return { index: values.indexOf(largest), share: Math.round((largest * 100) / total) };
}

// Only events that add to the measure; reach is that of every event.
function measureFilter(measure: Measure): EventFilter {
	switch (measure) {
		case "sessions":
			return { kind: "session" };
		case "lectures":
			return { has: "lectures" };
		case "materials":
			return { has: "materials" };
		case "reach":
			return {};
	}
}

export interface Where {
	area: string;
	exact?: boolean;
	basis: Basis;
	attribution: Attribution;
	measure: Measure;
}

export function monthLink(where: Where, month: string, venueType?: string): RouteLocationRaw {
	return eventsLink({ ...filterOf(where), venue_type: venueType, from: month, to: month });
}

export function yearLink(where: Where, year: string, venueType?: string): RouteLocationRaw {
	return eventsLink({ ...filterOf(where), venue_type: venueType, year });
}

function filterOf({ area, exact, basis, attribution, measure }: Where): EventFilter {
	// Attribution by area is how lists look anyway.
	return { area, exact, basis, attribution: attribution === "team" ? "team" : undefined, ...measureFilter(measure) };
}
