// When the sign-in of this page ends: an hour after the person last did something, and some hours after the sign-in whatever
// happens. The server decides; what stands here warns before, tells the server of somebody who types for long without asking
// for anything, and notices the end.
import type * as Api from "@/common/api/schema";
import { ref } from "vue";
import { idleSeconds, lastActedAt, onActed } from "./presence";

export type SessionEnds = Pick<Api.Session, "idle_seconds" | "idle_ends_in" | "ends_in">;

export type Ending = { kind: "idle" | "over"; minutes: number };

// The sign-in ends soon: what App.vue warns of.
export const ending = ref<Ending | null>(null);

const warnsBeforeMs = 5 * 60_000;

let idleMs = 0;
let idleAt = Infinity;
let overAt = Infinity;
let timer: ReturnType<typeof setTimeout> | undefined;
let ask: () => Promise<void> = async () => undefined;
let asking = false;
let dismissed = false;

// A short limit is warned of in its last quarter.
function leadMs(): number {
	return Math.min(warnsBeforeMs, idleMs / 4);
}

function schedule(at: number): void {
	clearTimeout(timer);
	// Not more than a day at once: what is longer overflows the browser's timers.
	timer = setTimeout(look, Math.min(Math.max(at - Date.now(), 250), 86_400_000));
}

async function askServer(): Promise<void> {
	if (asking) return;
	asking = true;
	try {
		await ask();
	} catch {
		// Without an answer nothing is known; looked at again soon.
		schedule(Date.now() + 5_000);
	} finally {
		asking = false;
	}
}

function look(): void {
	const now = Date.now();
	const endsAt = Math.min(idleAt, overAt);
	if (now < endsAt - leadMs()) {
		ending.value = null;
		schedule(endsAt - leadMs());
		return;
	}
	// Somebody types: the server does not know yet. Or it is over, which the server has to say. Or another page was used.
	const isAway = lastActedAt() + idleMs <= idleAt;
	if (now >= endsAt || (idleAt < overAt && (!isAway || ending.value === null))) {
		void askServer().then(() => {
			if (Date.now() < Math.min(idleAt, overAt)) warn();
		});
		return;
	}
	warn();
}

function warn(): void {
	const endsAt = Math.min(idleAt, overAt);
	const now = Date.now();
	if (now < endsAt - leadMs()) {
		ending.value = null;
		schedule(endsAt - leadMs());
		return;
	}
	const kind = overAt <= idleAt ? "over" : "idle";
	if (!(kind === "over" && dismissed)) ending.value = { kind, minutes: Math.max(1, Math.ceil((endsAt - now) / 60_000)) };
	schedule(Math.min(endsAt, now + 30_000));
}

// The server said how long it still lasts. `again` asks that.
export function sessionLasts(ends: SessionEnds, again: () => Promise<void>): void {
	const now = Date.now();
	ask = again;
	idleMs = ends.idle_seconds * 1000;
	idleAt = now + ends.idle_ends_in * 1000;
	const nextOver = now + ends.ends_in * 1000;
	if (Math.abs(nextOver - overAt) > 60_000) dismissed = false;
	overAt = nextOver;
	if (now < Math.min(idleAt, overAt) - leadMs()) ending.value = null;
	schedule(Math.min(idleAt, overAt) - leadMs());
}

// A request was answered, and told how long ago the person did something.
export function sessionUsed(): void {
	idleAt = Math.max(idleAt, Date.now() - idleSeconds() * 1000 + idleMs);
}

export function sessionIsOver(): void {
	clearTimeout(timer);
	ending.value = null;
	dismissed = false;
}

// The warning was read.
export function dismissEnding(): void {
	dismissed = true;
	ending.value = null;
}

// Whoever touches the page while it warns is there.
onActed(() => {
	if (ending.value?.kind === "idle") void askServer();
});
