// The question that a page answers, in its address: area, year or span, basis, attribution. A link shows a colleague the
// same page; going back goes back to the question before.
import { computed, watchEffect } from "vue";
import { useRoute, useRouter, type LocationQueryRaw } from "vue-router";
import type { Query } from "./api/http";
import type { Attribution, Basis } from "./api/types";
import { newestYear } from "./overview";
import { account } from "./session";

export interface Scope {
	area: string;
	year: string; // "" when a span was asked for
	from: string; // "2011-01"; "" with a year
	to: string;
	basis: Basis;
	attribution: Attribution;
}

export type ScopeField = keyof Scope;

const one = (value: unknown): string => (typeof value === "string" ? value : "");

export function useScope() {
	const route = useRoute();
	const router = useRouter();

	const scope = computed<Scope>(() => {
		const { query } = route;
		const isSpan = one(query.from) !== "" && one(query.to) !== "";
		return {
			area: one(query.area) || (account.value?.area ?? ""),
			year: isSpan ? "" : one(query.year) || String(newestYear.value),
			from: isSpan ? one(query.from) : "",
			to: isSpan ? one(query.to) : "",
			basis: query.basis === "verified" ? "verified" : "received",
			attribution: query.attribution === "team" ? "team" : "area",
		};
	});

	// What was left out is written down, so that the address alone says what is shown.
	const home = route.path;
	watchEffect(() => {
		const { area, year, from } = scope.value;
		if (route.path !== home || area === "" || (year === "0" && from === "")) return;
		if (one(route.query.area) !== "" && (one(route.query.year) !== "" || from !== "")) return;
		void router.replace({ query: { ...route.query, area, ...(year === "" ? {} : { year }) } });
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

	return { scope, question, change };
}

// What of an address belongs to the question and goes along from page to page.
export function scopeOf(query: LocationQueryRaw): LocationQueryRaw {
	const kept: ScopeField[] = ["area", "year", "from", "to", "basis", "attribution"];
	return Object.fromEntries(kept.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
}
