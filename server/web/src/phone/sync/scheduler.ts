// When the phone syncs: at the start, when the page is seen again, when the network is back, after something was saved,
// from time to time, and at the press of a button. After a failure it waits, longer each time and a random while, and
// never less than the server asked for; a run that failed once is always tried again without anybody doing anything.
import type { SyncEnd, SyncEngine } from "./engine";

export interface Schedule {
	state: "idle" | "running";
	lastEnd: SyncEnd | null;
	nextAt: number;
}

export interface SchedulerHooks {
	changed: (schedule: Schedule) => void;
	random?: () => number;
}

const everyMs = 5 * 60_000;
const firstPauseMs = 4_000;
const longestPauseMs = 10 * 60_000;

// The pause after the n-th failure in a row, n from 1: half of it is chance, so that phones do not come all at once.
export function pauseAfter(failures: number, random: number, askedMs: number | null): number {
	const ceiling = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
	const pause = ceiling / 2 + (random * ceiling) / 2;
	return askedMs === null ? pause : Math.max(pause, askedMs + random * 5_000);
}

export class SyncScheduler {
	readonly schedule: Schedule = { state: "idle", lastEnd: null, nextAt: 0 };
	private timer: ReturnType<typeof setTimeout> | undefined;
	private failures = 0;
	private again = false;
	private current: Promise<SyncEnd> | null = null;

	constructor(
		private readonly engine: SyncEngine,
		private readonly hooks: SchedulerHooks,
	) {}

	start(): () => void {
		const onVisible = () => {
			if (document.visibilityState === "visible") this.trigger();
		};
		const onOnline = () => this.trigger();
		document.addEventListener("visibilitychange", onVisible);
		window.addEventListener("online", onOnline);
		this.trigger();
		return () => {
			document.removeEventListener("visibilitychange", onVisible);
			window.removeEventListener("online", onOnline);
			clearTimeout(this.timer);
		};
	}

	// Soon; waits out what the server asked for. `delayMs`: for the undo of a delete.
	trigger(delayMs = 0): void {
		if (delayMs === 0) void this.run(false);
		else this.arm(delayMs);
	}

	// The button: now, whatever was asked.
	press(): Promise<SyncEnd> {
		return this.run(true);
	}

	private run(force: boolean): Promise<SyncEnd> {
		if (this.current) {
			this.again = true; // something may have been saved after the request was made
			return this.current;
		}
		this.current = this.runOnce(force).finally(() => {
			this.current = null;
			if (this.again) {
				this.again = false;
				if (this.schedule.lastEnd?.kind === "done") this.trigger();
			}
		});
		return this.current;
	}

	private async runOnce(force: boolean): Promise<SyncEnd> {
		clearTimeout(this.timer);
		this.set({ state: "running" });
		let end: SyncEnd;
		try {
			end = await this.engine.run(force);
		} catch (error) {
			end = { kind: "failed", code: "storage", message: error instanceof Error ? error.message : String(error), retryAfterMs: null };
		}
		this.set({ state: "idle", lastEnd: end });
		this.arm(this.pauseAfterEnd(end));
		return end;
	}

	private pauseAfterEnd(end: SyncEnd): number {
		if (end.kind === "failed") return pauseAfter(++this.failures, (this.hooks.random ?? Math.random)(), end.retryAfterMs);
		this.failures = 0;
		if (end.kind === "waiting") return Math.max(1_000, end.until - Date.now());
		return end.kind === "busy" ? firstPauseMs : everyMs;
	}

	private arm(delayMs: number): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.trigger(), delayMs);
		this.set({ nextAt: Date.now() + delayMs });
	}

	private set(change: Partial<Schedule>): void {
		Object.assign(this.schedule, change);
		this.hooks.changed({ ...this.schedule });
	}
}
