// What is typed and not yet saved, kept in this browser window so that a reload loses nothing. Of each person their own.
import { account } from "@/console/api/session";

const keyOf = (name: string) => `bajin-entry:${account.value?.user ?? ""}:${name}`;

export function readUnsaved<T>(name: string): T | null {
	try {
		const text = sessionStorage.getItem(keyOf(name));
		return text === null ? null : (JSON.parse(text) as T);
	} catch {
		return null;
	}
}

export function keepUnsaved(name: string, value: unknown): void {
	try {
		sessionStorage.setItem(keyOf(name), JSON.stringify(value));
	} catch {
		// A browser that keeps nothing: then leaving asks, and that is all.
	}
}

export function dropUnsaved(name: string): void {
	try {
		sessionStorage.removeItem(keyOf(name));
	} catch {
		// Nothing was kept.
	}
}
