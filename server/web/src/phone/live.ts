// A query of the database that stays true: runs again when what it read has changed, in this tab or another.
import { liveQuery } from "dexie";
import { onScopeDispose, shallowRef, type ShallowRef } from "vue";

export function useLive<T>(query: () => Promise<T>, initial: T): ShallowRef<T> {
	const value = shallowRef(initial);
	const subscription = liveQuery(query).subscribe({
		next: (found) => {
			value.value = found;
		},
		error: (error: unknown) => {
			throw error;
		},
	});
	onScopeDispose(() => subscription.unsubscribe());
	return value;
}
