// What was deleted last, for a few seconds: the delete is sent only after they are over.
import { shallowRef } from "vue";
import { db, scheduler } from "@/phone/app";
import { undoDelete } from "@/phone/storage/events";
import type { EventRow } from "@/phone/rows/row";

const undoForMs = 8_000;

// Shallow: the row goes back into the database, which takes no reactive proxies.
export const undoable = shallowRef<EventRow | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function offerUndo(before: EventRow): void {
	clearTimeout(timer);
	undoable.value = before;
	timer = setTimeout(() => (undoable.value = null), undoForMs);
	scheduler.trigger(undoForMs);
}

// Gives false when it could not be brought back; then it is offered again.
export async function undo(): Promise<boolean> {
	const before = undoable.value;
	clearTimeout(timer);
	undoable.value = null;
	if (!before) return true;
	try {
		await undoDelete(db, before, Date.now());
	} catch {
		offerUndo(before);
		return false;
	}
	scheduler.trigger();
	return true;
}
