// Leaving a page with something unsaved on it asks first; closing the window does too.
import { onScopeDispose } from "vue";
import { onBeforeRouteLeave } from "vue-router";
import { confirmed } from "@/console/composables/confirm";
import { t } from "@/console/texts";

export function askBeforeLeaving(isUnsaved: () => boolean): void {
	onBeforeRouteLeave(async () => {
		if (!isUnsaved()) return true;
		const words = t.value.entry;
		return confirmed({ title: words.leaveTitle, text: words.leaveHelp, button: words.leave });
	});
	const beforeUnload = (event: BeforeUnloadEvent) => {
		if (isUnsaved()) event.preventDefault();
	};
	window.addEventListener("beforeunload", beforeUnload);
	onScopeDispose(() => window.removeEventListener("beforeunload", beforeUnload));
}
