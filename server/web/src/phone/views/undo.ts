// What was deleted last, for a few seconds: the delete is sent only after they are over.
import { ref } from "vue";
import { db, scheduler } from "../app";
import { undoDelete } from "../storage/events";
import type { EventRow } from "../sync/row";

const undoForMs = 8_000;

export const undoable = ref<EventRow | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function offerUndo(before: EventRow): void {
	clearTimeout(timer);
	undoable.value = before;
	timer = setTimeout(() => (undoable.value = null), undoForMs);
	scheduler.trigger(undoForMs);
}

export async function undo(): Promise<void> {
	const before = undoable.value;
	clearTimeout(timer);
	undoable.value = null;
	if (!before) return;
	await undoDelete(db, before, Date.now());
	scheduler.trigger();
}
