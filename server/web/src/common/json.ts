// JSON values as the protocol compares them: neither the order of keys, nor null or absent makes a difference.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function sameValue(left: unknown, right: unknown): boolean {
	if (left === undefined || left === null) return right === undefined || right === null;
	if (Array.isArray(left)) {
		return Array.isArray(right) && left.length === right.length && left.every((entry, index) => sameValue(entry, right[index]));
	}
	if (isObject(left)) {
		if (!isObject(right)) return false;
		const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
		return [...keys].every((key) => sameValue(left[key], right[key]));
	}
	return left === right;
}

// A copy that shares nothing with the original and is no reactive proxy: what goes into storage.
export function plain<T>(value: T): T {
	return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
