// UUIDs made on the phone. `crypto.getRandomValues` is there in every browser of the build target, also without TLS.

function text(bytes: Uint8Array): string {
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function stamped(bytes: Uint8Array, version: number): Uint8Array {
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	return bytes;
}

// Random (RFC 9562, version 4): for changes.
export function makeUuid(): string {
	return text(stamped(crypto.getRandomValues(new Uint8Array(16)), 4));
}

// Led by the time in milliseconds (RFC 9562, version 7): for events, so that the server's tables stay compact. A phone
// with a wrong clock still makes unique ones.
export function makeTimedUuid(now: number): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	let rest = Math.max(0, Math.floor(now));
	for (let index = 5; index >= 0; --index) {
		bytes[index] = rest % 256;
		rest = Math.floor(rest / 256);
	}
	return text(stamped(bytes, 7));
}
