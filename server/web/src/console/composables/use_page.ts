// A list that was asked for whole, shown a page at a time. The page is in the address (`after`: how many came before), as
// with lists that the server cuts, so ListPager serves both.
import { computed, type ComputedRef } from "vue";
import { useRoute } from "vue-router";

export function usePage<T>(rows: ComputedRef<T[]>, size = 200): { shown: ComputedRef<T[]>; next: ComputedRef<number | null> } {
	const route = useRoute();
	const start = computed(() => {
		const after = Number(route.query.after ?? 0);
		return Number.isInteger(after) && after > 0 && after < rows.value.length ? after : 0;
	});
	const shown = computed(() => rows.value.slice(start.value, start.value + size));
	const next = computed(() => (start.value + size < rows.value.length ? start.value + size : null));
	return { shown, next };
}
