// The server's stream of hints that records have changed (GET /api/v1/changes). A hint says only that it is worth asking
// again. Many in a row ring once in two seconds.
//
// A browser opens six connections to a server and no more, and each stream holds one: so one tab follows for all tabs of
// the console and tells the others (a lock of the browser says which one, a channel carries what it hears), and a tab that is
// not looked at lets go. When it is looked at again, it asks.
import { ref } from "vue";

export type LiveState = "connecting" | "live" | "lost";

export const liveState = ref<LiveState>("connecting");

type Told = { kind: "changed" } | { kind: "state"; state: LiveState } | { kind: "ask" };

const name = "bajin-live";
const pauseMs = 2_000;
const reconnectMs = 15_000;

const listeners = new Set<() => void>();
const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);

let stream: EventSource | null = null;
let rungAt = 0;
let ringing: ReturnType<typeof setTimeout> | null = null;
let reconnecting: ReturnType<typeof setTimeout> | null = null;
let giveUp: AbortController | null = null; // of the wait for the lock, or of the lock itself

function post(told: Told): void {
	others?.postMessage(told);
}

function ring(): void {
	ringing ??= setTimeout(
		() => {
			ringing = null;
			if (document.hidden) return;
			rungAt = Date.now();
			for (const listener of [...listeners]) listener();
		},
		Math.max(0, rungAt + pauseMs - Date.now()),
	);
}

function show(state: LiveState): void {
	liveState.value = state;
	if (stream !== null) post({ kind: "state", state });
}

function connect(): void {
	stream?.close();
	stream = new EventSource("/api/v1/changes");
	let wasOpen = false;
	stream.addEventListener("open", () => {
		show("live");
		// What happened while there was no stream is not told afterwards.
		if (wasOpen) hear();
		wasOpen = true;
	});
	stream.addEventListener("changed", hear);
	stream.addEventListener("error", () => {
		show("lost");
		// The browser tries again by itself unless the answer was a refusal: then asking from time to time has to do.
		if (stream?.readyState !== EventSource.CLOSED) return;
		reconnecting = setTimeout(() => {
			hear();
			connect();
		}, reconnectMs);
	});
}

function hear(): void {
	ring();
	post({ kind: "changed" });
}

function disconnect(): void {
	if (reconnecting !== null) clearTimeout(reconnecting);
	reconnecting = null;
	stream?.close();
	stream = null;
}

// Follows as soon as no other tab does, until it lets go.
function follow(): void {
	if (giveUp !== null) return;
	const signal = (giveUp = new AbortController()).signal;
	post({ kind: "ask" });
	if (!("locks" in navigator)) {
		connect();
		return;
	}
	const hold = () =>
		new Promise<void>((letGo) => {
			if (signal.aborted) return letGo();
			connect();
			signal.addEventListener("abort", () => letGo());
		});
	// Refused when it lets go before its turn has come.
	navigator.locks.request(name, { signal }, hold).catch(() => undefined);
}

function letGo(): void {
	disconnect();
	giveUp?.abort();
	giveUp = null;
}

// Once, when somebody is signed in.
export function followChanges(): void {
	others?.addEventListener("message", ({ data }: MessageEvent<Told>) => {
		if (data.kind === "changed") ring();
		else if (data.kind === "ask") {
			if (stream !== null) post({ kind: "state", state: liveState.value });
		} else if (stream === null) liveState.value = data.state;
	});
	if (!document.hidden) follow();
	document.addEventListener("visibilitychange", () => {
		if (document.hidden) {
			letGo();
			return;
		}
		follow();
		ring();
	});
}

// Calls back after changes, until the function it gives is called.
export function onChanged(listener: () => void): () => void {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}
