// A query of the database that stays true: runs again when what it read has changed, in this tab or another.
import { liveQuery } from "dexie";
import { onScopeDispose, shallowRef, type ShallowRef } from "vue";
import { whenIdle } from "./idle";

// `start`: when to ask for the first time.
function follow<T>(query: () => Promise<T>, initial: T, start: (ask: () => void) => void): ShallowRef<T> {
	const value = shallowRef(initial);
	let stop: (() => void) | null = null;
	let isOver = false;
	start(() => {
		if (isOver) return;
		const subscription = liveQuery(query).subscribe({
			next: (found) => {
				value.value = found;
			},
			error: (error: unknown) => {
				throw error;
			},
		});
		stop = () => subscription.unsubscribe();
	});
	onScopeDispose(() => {
		isOver = true;
		stop?.();
	});
	return value;
}

export function useLive<T>(query: () => Promise<T>, initial: T): ShallowRef<T> {
	return follow(query, initial, (ask) => ask());
}

// The same for what is large and not needed for the first look: asked once the screen has been drawn.
export function useLiveWhenIdle<T>(query: () => Promise<T>, initial: T): ShallowRef<T> {
	return follow(query, initial, whenIdle);
}
