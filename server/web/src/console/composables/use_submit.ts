// Sending what a dialog asks for: busy while it is under way, and why it failed in words. Not twice at once.
import { ref, type Ref } from "vue";
import { reasonOf } from "./notify";

export interface Submit {
	busy: Ref<boolean>;
	failure: Ref<string>;
	submit: () => Promise<void>;
}

export function useSubmit(work: () => Promise<void>): Submit {
	const busy = ref(false);
	const failure = ref("");

	async function submit(): Promise<void> {
		if (busy.value) return;
		busy.value = true;
		failure.value = "";
		try {
			await work();
		} catch (error) {
			failure.value = reasonOf(error);
		} finally {
			busy.value = false;
		}
	}

	return { busy, failure, submit };
}
