// How far the reports of an area's span have come. Live: beside what was reported stands what the platform has now.
import type { ComputedRef } from "vue";
import { useFigure } from "@/console/composables/use_figure";
import { type Scope, spanOf } from "@/console/composables/scope";
import type { Submissions } from "./submissions";

export function useSubmissions(scope: ComputedRef<Scope>) {
	const question = () => ({ area: scope.value.area, ...spanOf(scope.value), basis: scope.value.basis });
	return useFigure<Submissions>(question, "/submissions");
}
