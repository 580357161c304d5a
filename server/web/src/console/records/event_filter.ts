// The filter of a list of events: read from the address, asked of the server, said in words. The names are those of
// GET /api/v1/events; `year` is the one addition, for links that carry a year along.
import type { LocationQuery, LocationQueryRaw } from "vue-router";
import type { ReviewState } from "@/common/records/event";
import type { Query } from "@/console/api/http";
import { areaName, codeName, lastAreaName, teamName, venueName } from "@/console/composables/names";
import { warningName } from "./warnings";
import { t } from "@/console/texts";

export const filterNames = [
	"area",
	"exact",
	"year",
	"from",
	"to",
	"basis",
	"attribution",
	"venue_type",
	"place_type",
	"venue",
	"kind",
	"team",
	"state",
	"topic",
	"campaign",
	"item",
	"audience",
	"has",
	"source",
	"warning",
	"text",
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filter = Partial<Record<FilterName, string>>;

// An empty topic or campaign asks for events that name none; elsewhere empty is nothing.
const mayBeEmpty: readonly FilterName[] = ["topic", "campaign"];

export function filterOf(query: LocationQuery): Filter {
	const filter: Filter = {};
	for (const name of filterNames) {
		const value = query[name];
		if (typeof value === "string" && (value !== "" || mayBeEmpty.includes(name))) filter[name] = value;
	}
	if (filter.from && filter.to) delete filter.year;
	return filter;
}

// What of an address is the list: the filter, the order and the page. Goes along to the event, so that the next one is known
// there.
export function listQuery(query: LocationQuery): LocationQueryRaw {
	const { after, sort } = query;
	return {
		...filterOf(query),
		...(typeof sort === "string" && sort !== "" ? { sort } : {}),
		...(typeof after === "string" && after !== "" ? { after } : {}),
	};
}

export function questionOf(filter: Filter): Query {
	const { year, ...rest } = filter;
	return year && !rest.from && !rest.to ? { ...rest, from: `${year}-01`, to: `${year}-12` } : rest;
}

// The year that a filter spans exactly, however it was written.
export function yearOf(filter: Filter): string {
	if (filter.year) return filter.year;
	const year = filter.from?.slice(0, 4) ?? "";
	return filter.from === `${year}-01` && filter.to === `${year}-12` ? year : "";
}

function monthOrDay(text: string): string {
	return text.length === 7 ? t.value.common.month(text) : text;
}

export function periodText(filter: Filter): string {
	const year = yearOf(filter);
	if (year) return t.value.common.yearName(year);
	const { from, to } = filter;
	if (from && from === to) return monthOrDay(from);
	if (from && to) return t.value.events.between(monthOrDay(from), monthOrDay(to));
	if (from) return t.value.events.since(monthOrDay(from));
	return to ? t.value.events.until(monthOrDay(to)) : "";
}

export function statesOf(filter: Filter): ReviewState[] {
	return (filter.state?.split(",") ?? []).filter((state): state is ReviewState => state in t.value.states && state !== "on_phones");
}

function teamText(team: string): string {
	return team === "other" ? t.value.events.otherTeams : teamName(team) || t.value.common.team;
}

const words: Record<Exclude<FilterName, "year" | "from" | "to">, (value: string) => string> = {
	area: (value) => areaName(value),
	exact: () => t.value.events.exactly,
	basis: (value) => (value === "verified" ? t.value.events.basisVerified : t.value.events.basisReceived),
	attribution: (value) => (value === "team" ? t.value.events.byTeam : ""),
	venue_type: (value) => codeName("venue_types", value),
	place_type: (value) => t.value.events.visitedPlaces(codeName("venue_types", value)),
	venue: (value) => venueName(value),
	kind: (value) => t.value.events.kindFilter[value] ?? value,
	team: teamText,
	state: (value) =>
		value
			.split(",")
			.map((state) => t.value.states[state as ReviewState] ?? state)
			.join(t.value.common.listSeparator),
	topic: (value) => (value === "" ? t.value.events.noTopic : codeName("topics", value)),
	campaign: (value) => (value === "" ? t.value.events.noCampaign : codeName("campaigns", value)),
	item: (value) => codeName("items", value),
	audience: (value) => t.value.events.audienceIs(codeName("audiences", value)),
	has: (value) => t.value.events.has[value] ?? value,
	source: (value) => t.value.events.sources[value] ?? value,
	warning: (value) => (value === "none" ? t.value.events.noWarnings : t.value.events.warned(warningName(value))),
	text: (value) => t.value.events.textHolds(value),
};

export interface Chip {
	names: FilterName[]; // removed together
	text: string;
}

// `home`: the person's own area, which is no filter.
export function chipsOf(filter: Filter, home: string): Chip[] {
	const chips: Chip[] = [];
	const period = periodText(filter);
	for (const name of filterNames) {
		if (name === "year" || name === "from" || name === "to") {
			if (name === "year" && period !== "") chips.push({ names: ["year", "from", "to"], text: period });
			continue;
		}
		const value = filter[name];
		if (value === undefined || (name === "area" && value === home && !filter.exact)) continue;
		const text = words[name](value);
		if (text !== "") chips.push({ names: [name], text });
	}
	return chips;
}

// "鲁山县 2015 年 乡村 场次：计入的记录"
export function titleOf(filter: Filter, home: string): string {
	const parts = [
		lastAreaName(filter.area ?? home),
		periodText(filter),
		filter.venue_type ? words.venue_type(filter.venue_type) : "",
		filter.place_type ? words.place_type(filter.place_type) : "",
		filter.kind ? words.kind(filter.kind) : "",
		filter.has ? words.has(filter.has) : "",
	].filter((part) => part !== "");
	const states = statesOf(filter);
	let what = t.value.events.allRecords;
	if (states.length > 0) what = t.value.events.recordsIn(states.map((state) => t.value.states[state]).join(t.value.common.listSeparator));
	else if (filter.basis) what = filter.basis === "verified" ? t.value.events.basisVerified : t.value.events.basisReceived;
	return parts.length > 0 ? `${parts.join(" ")}${t.value.events.colon}${what}` : what;
}
