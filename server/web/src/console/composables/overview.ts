// What the console needs wherever one is: the years there are, and how much is waiting. Asked at the start and again when
// records change.
import type * as Api from "@/common/api/schema";
import { computed, shallowRef } from "vue";
import { ask } from "@/console/api/http";

export type Overview = Api.Overview;

export const overview = shallowRef<Overview | null>(null);

export async function readOverview(): Promise<void> {
	overview.value = await ask<Overview>("/overview");
}

// The month and year that people mean when they name none: those of the newest records.
export const newestMonth = computed(() => overview.value?.newest_month ?? overview.value?.today.slice(0, 7) ?? "");
export const newestYear = computed(() => Number(newestMonth.value.slice(0, 4)));

// Years that can be chosen: those with records, this one, and all between.
export const years = computed<number[]>(() => {
	if (!overview.value) return [];
	const thisYear = Number(overview.value.today.slice(0, 4));
	const first = overview.value.years[0] ?? thisYear;
	return Array.from({ length: Math.max(1, thisYear - first + 1) }, (_, index) => thisYear - index);
});
