// A large file while the server makes it: how far it is, asked each second under an id that the page made; given up when
// the person says so or leaves; kept until it is saved.
import type * as Api from "@/common/api/schema";
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { ProblemError } from "@/common/http";
import { makeUuid } from "@/common/uuid";
import { ask, askFile, send, type FetchedFile, type Query } from "@/console/api/http";
import { reasonOf } from "@/console/composables/notify";

export type ExportState = "waiting" | "working" | "receiving" | "ready" | "failed" | "cancelled";

type Progress = Api.Progress;

export interface ExportJob {
	state: Ref<ExportState>;
	done: Ref<number>;
	total: Ref<number | null>;
	failure: Ref<string>;
	file: ShallowRef<FetchedFile | null>;
	start: () => Promise<void>;
	cancel: () => Promise<void>;
}

const askEachMs = 1_000;

const isOver = (state: ExportState) => state === "ready" || state === "failed" || state === "cancelled";

export function useExport(path: string, query: Query): ExportJob {
	const state = ref<ExportState>("waiting");
	const done = ref(0);
	const total = ref<number | null>(null);
	const failure = ref("");
	const file = shallowRef<FetchedFile | null>(null);
	let id = "";
	let asking = new AbortController();
	let timer: ReturnType<typeof setTimeout> | null = null;

	async function look(): Promise<void> {
		const of = id;
		try {
			const progress = await ask<Progress>(`/progress/${of}`, {}, { signal: asking.signal, timeoutMs: 10_000 });
			if (of !== id || isOver(state.value)) return;
			done.value = progress.done;
			total.value = progress.total;
			state.value = progress.state === "ready" ? "receiving" : "working";
		} catch {
			// It has not begun yet, or this one question was lost: the file itself tells how it ends.
		}
		if (of === id && !isOver(state.value)) timer = setTimeout(() => void look(), askEachMs);
	}

	function stopLooking(): void {
		if (timer !== null) clearTimeout(timer);
		timer = null;
	}

	async function start(): Promise<void> {
		const own = (id = makeUuid());
		asking = new AbortController();
		state.value = "waiting";
		done.value = 0;
		total.value = null;
		failure.value = "";
		timer = setTimeout(() => void look(), askEachMs);
		try {
			const answer = await askFile(path, { ...query, progress: own }, asking.signal);
			if (own !== id || isOver(state.value)) return;
			file.value = answer;
			state.value = "ready";
		} catch (error) {
			if (own !== id || isOver(state.value)) return;
			state.value = error instanceof ProblemError && error.code === "cancelled" ? "cancelled" : "failed";
			failure.value = state.value === "failed" ? reasonOf(error) : "";
		} finally {
			if (own === id) stopLooking();
		}
	}

	// The server is told, or it would go on for nobody.
	async function cancel(): Promise<void> {
		if (isOver(state.value)) return;
		state.value = "cancelled";
		stopLooking();
		await send("DELETE", `/progress/${id}`).catch(() => undefined); // it may not have begun
		asking.abort();
	}

	onScopeDispose(() => void cancel());
	return { state, done, total, failure, file, start, cancel };
}
