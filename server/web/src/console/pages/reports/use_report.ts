// The report that a question asks for, on the page and in print. It follows what comes in.
import type { ComputedRef } from "vue";
import { ask, type Query } from "../../api/http";
import { useLoad } from "../../load";
import type { Scope } from "../../scope";
import type { Report } from "./report";

export function useReport(question: ComputedRef<Query>) {
	const isAsked = () => question.value.area !== "" && question.value.year !== "0";
	return useLoad<Report>((signal) => ask("/report", question.value, { signal, timeoutMs: 60_000 }), {
		watch: () => JSON.stringify(question.value),
		when: isAsked,
		live: true,
	});
}

// A year as its months: what is sealed has a first and a last.
export function spanOf(scope: Scope): { from: string; to: string } {
	return scope.year === "" ? { from: scope.from, to: scope.to } : { from: `${scope.year}-01`, to: `${scope.year}-12` };
}
