// Asking for what a page shows. While the same is asked again, the old answer stays on the screen, also when it cannot be
// had; the answer to another question leaves at once, so that no figure ever stands under a question that it does not
// answer. An answer that was overtaken by a newer question is dropped, and its request given up.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from "vue";
import { NoAnswer, ProblemError } from "@/common/http";
import { onChanged } from "./live";

export type LoadStatus = "loading" | "ready" | "failed" | "forbidden" | "missing";

export interface Load<T> {
	value: ShallowRef<T | null>;
	status: Ref<LoadStatus>;
	busy: Ref<boolean>; // asking, the first time or again
	error: ShallowRef<ProblemError | NoAnswer | null>;
	reload: () => Promise<void>;
}

export interface LoadOptions {
	watch?: WatchSource<unknown>; // the question; another one is asked at once, and its answer begins at nothing
	again?: WatchSource<unknown>; // asks the same again when it changes
	live?: boolean; // asks again when records of the scope change
	when?: () => boolean; // not before this holds; part of what is watched
}

function statusOf(error: unknown): LoadStatus {
	if (error instanceof ProblemError && error.status === 403) return "forbidden";
	if (error instanceof ProblemError && error.status === 404) return "missing";
	return "failed";
}

export function useLoad<T>(question: (signal: AbortSignal) => Promise<T>, options: LoadOptions = {}): Load<T> {
	const value = shallowRef<T | null>(null) as ShallowRef<T | null>;
	const status = ref<LoadStatus>("loading");
	const busy = ref(false);
	const error = shallowRef<ProblemError | NoAnswer | null>(null);
	let current: AbortController | null = null;

	async function reload(): Promise<void> {
		if (options.when && !options.when()) return;
		current?.abort();
		const asking = new AbortController();
		current = asking;
		busy.value = true;
		try {
			const answer = await question(asking.signal);
			if (current !== asking) return;
			value.value = answer;
			status.value = "ready";
			error.value = null;
		} catch (failure) {
			if (current !== asking) return;
			error.value = failure instanceof ProblemError || failure instanceof NoAnswer ? failure : new NoAnswer(String(failure));
			const found = statusOf(failure);
			// A page that is already shown stays, and says that it is not fresh.
			status.value = value.value !== null && found === "failed" ? "ready" : found;
		} finally {
			if (current === asking) busy.value = false;
		}
	}

	function forget(): void {
		value.value = null;
		status.value = "loading";
		error.value = null;
	}

	watch(
		[options.watch ?? (() => 0), options.when ?? (() => true), options.again ?? (() => 0)],
		([asked], [before]) => {
			if (JSON.stringify(asked) !== JSON.stringify(before)) forget();
			void reload();
		},
		{ immediate: true },
	);
	if (options.live) onScopeDispose(onChanged(() => void reload()));
	onScopeDispose(() => current?.abort());
	return { value, status, busy, error, reload };
}
