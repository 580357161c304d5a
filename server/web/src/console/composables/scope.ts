// The question that a page answers, in its address: area, year or span, basis, attribution. A link shows a colleague the
// same page; going back goes back to the question before.
import { computed, watchEffect } from "vue";
import { useRoute, useRouter, type LocationQueryRaw } from "vue-router";
import type { Query } from "@/console/api/http";
import type { Attribution, Basis } from "@/console/api/types";
import { newestYear } from "./overview";
import { isWholeYears, type Period } from "@/console/utils/periods";
import { account } from "@/console/api/session";

export interface Scope {
	area: string;
	year: string; // "" when a span is shown
	from: string; // "2011-01" or "2011-01-10"; "" with a year
	to: string;
	basis: Basis;
	attribution: Attribution;
}

export type ScopeField = keyof Scope;

// A year as its months: what is sealed or drawn has a first and a last.
export function spanOf(scope: Scope): Period {
	return scope.year === "" ? { from: scope.from, to: scope.to } : { from: `${scope.year}-01`, to: `${scope.year}-12` };
}

// What of time a page can show: any days, whole calendar years (figures beside targets, which are set for years), one year.
export type Spans = "days" | "years" | "year";
const spansOfPages: Record<string, Spans> = { "/gaps": "years", "/months": "year", "/reporting": "year", "/targets": "year" };
export const spansOf = (path: string): Spans => spansOfPages[path] ?? "days";

// What a page shows of the time in an address. A span that it cannot show stays in the address, for the pages that can:
// `carried`, in the place of which the last year that it touches is shown.
export interface Shown {
	year: string;
	from: string;
	to: string;
	carried: Period | null;
}

const isMonthOrDay = (text: string) => /^\d{4}-\d{2}(-\d{2})?$/.test(text);

export function shownSpan(spans: Spans, asked: Period | null, year: string): Shown {
	if (asked === null) return { year, from: "", to: "", carried: null };
	const isWhole = isWholeYears(asked);
	if (spans === "days" || (spans === "years" && isWhole)) return { year: "", ...asked, carried: null };
	const last = asked.to.slice(0, 4);
	return { year: last, from: "", to: "", carried: isWhole && asked.from.slice(0, 4) === last ? null : asked };
}

// The years that a span touches, the last first.
export function yearsOf({ from, to }: Period): string[] {
	const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => String(last - index));
}

const one = (value: unknown): string => (typeof value === "string" ? value : "");

export function useScope() {
	const route = useRoute();
	const router = useRouter();

	const home = route.path;
	const spans = spansOf(home);
	const shown = computed<Shown>(() => {
		const asked = { from: one(route.query.from), to: one(route.query.to) };
		const isSpan = spans === "days" ? asked.from !== "" && asked.to !== "" : isMonthOrDay(asked.from) && isMonthOrDay(asked.to);
		return shownSpan(spans, isSpan ? asked : null, one(route.query.year) || String(newestYear.value));
	});
	const carried = computed(() => shown.value.carried);

	const scope = computed<Scope>(() => {
		const { query } = route;
		return {
			area: one(query.area) || (account.value?.area ?? ""),
			year: shown.value.year,
			from: shown.value.from,
			to: shown.value.to,
			basis: query.basis === "verified" ? "verified" : "received",
			attribution: query.attribution === "team" ? "team" : "area",
		};
	});

	// What was left out is written down, so that the address alone says what is shown.
	watchEffect(() => {
		const { area, year, from } = scope.value;
		const hasTime = from !== "" || (one(route.query.from) !== "" && one(route.query.to) !== "");
		if (route.path !== home || area === "" || (year === "0" && !hasTime)) return;
		if (one(route.query.area) !== "" && (one(route.query.year) !== "" || hasTime)) return;
		void router.replace({ query: { ...route.query, area, ...(hasTime ? {} : { year }) } });
	});

	// Changes the question; the page of a list starts over.
	function change(fields: Partial<Scope>, more: LocationQueryRaw = {}): void {
		const query: LocationQueryRaw = { ...route.query, ...fields, ...more, after: undefined };
		if (fields.year) query.from = query.to = undefined;
		if (fields.from) query.year = undefined;
		void router.push({ query });
	}

	// The question as the server takes it.
	const question = computed<Query>(() => {
		const { area, year, from, to, basis, attribution } = scope.value;
		return { area, ...(year === "" ? { from, to } : { year }), basis, attribution };
	});

	return { scope, question, change, spans, carried };
}

// What of an address belongs to the question and goes along from page to page.
export function scopeOf(query: LocationQueryRaw): LocationQueryRaw {
	const kept: ScopeField[] = ["area", "year", "from", "to", "basis", "attribution"];
	return Object.fromEntries(kept.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
}
