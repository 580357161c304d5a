// What a page of figures shows: the answer to its question (area, year or span, basis, attribution, and what else the page asks).
// It is asked once the question is whole and again when it changes; while the question is the same, the answer on the screen stays
// until the next one is there, also when that cannot be had; and it follows the records that come in.
import { toValue, type MaybeRefOrGetter } from "vue";
import { ask, type Query } from "@/console/api/http";
import { useLoad, type Load } from "./use_load";

export interface FigureOptions {
	live?: boolean; // unless false: asked again when records change
	timeoutMs?: number;
	also?: () => unknown; // of what else than the question the answer is made, such as the language
}

// At the start it is not known yet whose figures and of which year: scope.ts says "" and "0" then.
const isWhole = ({ area, year }: Query) => area !== "" && year !== "" && year !== "0";

// `answer`: the address that answers, or what asks where one request is not all of it.
export function useFigure<T, Q extends Query = Query>(
	question: MaybeRefOrGetter<Q>,
	answer: string | ((question: Q, signal: AbortSignal) => Promise<T>),
	options: FigureOptions = {},
): Load<T> {
	const { timeoutMs } = options;
	return useLoad<T>(
		(signal) => {
			const asked = toValue(question);
			if (typeof answer !== "string") return answer(asked, signal);
			return ask<T>(answer, asked, timeoutMs === undefined ? { signal } : { signal, timeoutMs });
		},
		{
			watch: () => JSON.stringify([toValue(question), options.also?.()]),
			when: () => isWhole(toValue(question)),
			live: options.live ?? true,
		},
	);
}
