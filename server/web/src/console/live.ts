// The server's stream of hints that records have changed (GET /api/v1/changes): one for the page, whoever listens. A hint
// says only that it is worth asking again. Many in a row ring once in two seconds; a page that is not looked at waits.
import { ref } from "vue";

export type LiveState = "connecting" | "live" | "lost";

export const liveState = ref<LiveState>("connecting");

const listeners = new Set<() => void>();
const pauseMs = 2_000;
const reconnectMs = 15_000;

let stream: EventSource | null = null;
let rungAt = 0;
let timer: ReturnType<typeof setTimeout> | null = null;
let isWaiting = false; // for the page to be looked at

function tell(): void {
	timer = null;
	if (document.hidden) {
		isWaiting = true;
		return;
	}
	rungAt = Date.now();
	for (const listener of [...listeners]) listener();
}

function ring(): void {
	timer ??= setTimeout(tell, Math.max(0, rungAt + pauseMs - Date.now()));
}

function connect(): void {
	stream?.close();
	stream = new EventSource("/api/v1/changes");
	let wasOpen = false;
	stream.addEventListener("open", () => {
		liveState.value = "live";
		// What happened while there was no stream is not told afterwards.
		if (wasOpen) ring();
		wasOpen = true;
	});
	stream.addEventListener("changed", ring);
	stream.addEventListener("error", () => {
		liveState.value = "lost";
		// The browser tries again by itself unless the answer was a refusal.
		if (stream?.readyState === EventSource.CLOSED) setTimeout(connect, reconnectMs);
	});
}

// Once, when somebody is signed in.
export function followChanges(): void {
	connect();
	document.addEventListener("visibilitychange", () => {
		if (document.hidden || !isWaiting) return;
		isWaiting = false;
		ring();
	});
}

// Calls back after changes, until the function it gives is called.
export function onChanged(listener: () => void): () => void {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}
