// Closing the window asks first while something is not saved.
import { onBeforeUnmount, onMounted } from "vue";

export function useLeaveGuard(hasUnsaved: () => boolean): void {
	const guard = (event: BeforeUnloadEvent) => {
		if (hasUnsaved()) event.preventDefault();
	};
	onMounted(() => window.addEventListener("beforeunload", guard));
	onBeforeUnmount(() => window.removeEventListener("beforeunload", guard));
}
