// Whether the window is narrower than so many pixels; follows it. Where a style sheet alone would not do: other elements
// for a phone than for a desk.
import { onScopeDispose, ref, type Ref } from "vue";

export function useNarrow(pixels: number): Ref<boolean> {
	const query = matchMedia(`(max-width: ${pixels - 0.02}px)`);
	const isNarrow = ref(query.matches);
	const follow = () => {
		isNarrow.value = query.matches;
	};
	query.addEventListener("change", follow);
	onScopeDispose(() => query.removeEventListener("change", follow));
	return isNarrow;
}
