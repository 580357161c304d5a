// The draft of an opened record form: kept on every change, with what is typed and not yet taken over, so that nothing is lost when
// the app is put away or killed.
import { ref, watch, type ComputedRef } from "vue";
import { sameValue } from "@/common/json";
import type { EventRecord } from "@/common/records/event";
import { db } from "@/phone/app";
import type { Stroke } from "@/phone/rows/signature";
import type { Draft } from "@/phone/storage/database";
import { deleteDraft, isUnstored, saveDraft } from "@/phone/storage/events";

export type Stored = "saved" | "saving" | "failed";

const debounceMs = 250;
const presetFields = ["id", "kind", "occurred_on", "area", "recorded_by"];

// `draft`: reactive. `record`: what would be sent of it.
export function keepDraft(draft: Draft, record: ComputedRef<EventRecord>) {
	const stored = ref<Stored>(isUnstored(draft) ? "failed" : "saved");
	let [finished, dirty] = [false, stored.value === "failed"];
	let timer: ReturnType<typeof setTimeout> | undefined;
	let writing: Promise<void> = Promise.resolve();

	function flush(): Promise<void> {
		clearTimeout(timer);
		if (dirty && !finished) {
			dirty = false;
			writing = writing
				.then(() => (finished ? undefined : saveDraft(db, draft, Date.now())))
				.then(
					() => {
						if (!dirty) stored.value = "saved";
					},
					() => {
						dirty = true;
						stored.value = "failed";
					},
				);
		}
		return writing;
	}

	watch(
		() => [draft.event, draft.team, draft.areaConfirmed, draft.base, draft.unfinished],
		() => {
			dirty = true;
			delete draft.copied;
			if (stored.value === "saved") stored.value = "saving";
			clearTimeout(timer);
			timer = setTimeout(() => void flush(), debounceMs);
		},
		{ deep: true },
	);

	// Nothing was entered: such a draft would only be litter in the list.
	function isUntouched(): boolean {
		if ((draft.unfinished?.strokes ?? []).length > 0) return false;
		if (draft.copied) return true;
		if (draft.editing) return sameValue(draft.base, record.value);
		const isPreset = Object.keys(record.value).every((field) => presetFields.includes(field));
		return !draft.areaConfirmed && isPreset && draft.event.kind === "session";
	}

	// What is typed but not yet taken over, such as half a list of names.
	const pendingInputs = new Set<() => void>();
	const namesTyped = (pointer: string) => draft.unfinished?.names?.[pointer] ?? "";
	function keepNames(pointer: string, text: string): void {
		const { [pointer]: _before, ...others } = draft.unfinished?.names ?? {};
		const { names: _names, ...unfinished } = draft.unfinished ?? {};
		const names = text === "" ? others : { ...others, [pointer]: text };
		draft.unfinished = Object.keys(names).length > 0 ? { ...unfinished, names } : unfinished;
	}
	function keepStrokes(strokes: Stroke[]): void {
		const { strokes: _strokes, ...unfinished } = draft.unfinished ?? {};
		draft.unfinished = strokes.length > 0 ? { ...unfinished, strokes } : unfinished;
	}
	function takePending(): void {
		for (const take of pendingInputs) take();
	}

	async function leave(): Promise<void> {
		if (finished) return;
		takePending();
		dirty = true;
		if (!isUntouched()) return flush();
		await discard();
	}

	async function discard(): Promise<void> {
		finished = true;
		stored.value = "saved"; // there is nothing to store any more
		clearTimeout(timer);
		await writing;
		await deleteDraft(db, draft.id);
	}

	// Written out a last time: from here on the draft may not come back behind the record.
	async function finish(): Promise<void> {
		await flush();
		finished = true;
	}

	// The record is safe, and the draft gone with it.
	function done(): void {
		clearTimeout(timer);
		stored.value = "saved";
	}

	// It did not become a record after all: it is written again.
	function resume(): void {
		finished = false;
		dirty = true;
		void flush();
	}

	return {
		stored,
		flush,
		leave,
		discard,
		isUntouched,
		pendingInputs,
		takePending,
		namesTyped,
		keepNames,
		keepStrokes,
		finish,
		done,
		resume,
	};
}

export type KeptDraft = ReturnType<typeof keepDraft>;
