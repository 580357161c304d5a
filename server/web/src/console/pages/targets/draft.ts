// Changes of targets that are not saved yet, with undo. A change that leads back to what is stored is none.
import { computed, shallowRef } from "vue";
import { trimmed } from "@/common/plain_text";
import type { WrongNumber } from "@/common/whole_number";
import { readTarget } from "./sheet";
import type { TargetCell } from "./targets";

export interface Change {
	cell: TargetCell;
	text: string; // as typed
	value: number | null;
	wrong: WrongNumber | null;
	stored: number | null; // what stood there when the change was begun
}

type Changes = ReadonlyMap<string, Change>;

const undoMax = 100;

export function useDraft(keyOf: (cell: TargetCell) => string, storedValue: (key: string) => number | null) {
	const changes = shallowRef<Changes>(new Map());
	const past = shallowRef<Changes[]>([]);
	const future = shallowRef<Changes[]>([]);

	function remember(next: Changes): void {
		past.value = [...past.value.slice(-undoMax + 1), changes.value];
		future.value = [];
		changes.value = next;
	}

	function write(written: { cell: TargetCell; text: string }[]): void {
		if (written.length === 0) return;
		const next = new Map(changes.value);
		for (const { cell, text } of written) {
			const key = keyOf(cell);
			const stored = next.get(key)?.stored ?? storedValue(key);
			const { value, wrong } = readTarget(text);
			if (wrong === null && value === stored) next.delete(key);
			else next.set(key, { cell, text: trimmed(text), value, wrong, stored });
		}
		remember(next);
	}

	function step(from: typeof past, to: typeof past): void {
		const found = from.value[from.value.length - 1];
		if (!found) return;
		to.value = [...to.value, changes.value];
		from.value = from.value.slice(0, -1);
		changes.value = found;
	}

	function clear(): void {
		changes.value = new Map();
		past.value = [];
		future.value = [];
	}

	return {
		changes,
		write,
		clear,
		drop: () => remember(new Map()),
		undo: () => step(past, future),
		redo: () => step(future, past),
		canUndo: computed(() => past.value.length > 0),
		wrong: computed(() => [...changes.value.values()].filter((change) => change.wrong !== null)),
	};
}

export type Draft = ReturnType<typeof useDraft>;
