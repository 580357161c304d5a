// Runs exchanges until nothing is left to send or to fetch, one at a time on this phone, and notes what went wrong.
//
// One run at a time across tabs: the Web Locks API where there is one, else a lease in the database. What a run sends and
// learns is in the database before the next step; killing it at any moment loses nothing.
import { call, NoAnswer, NotTheServer, ProblemError } from "@/common/http";
import { makeUuid } from "@/common/uuid";
import type { AreaRow, Reference } from "@/common/reference";
import type { Barrier, PhoneDatabase, Target } from "@/phone/storage/database";
import { BrokenAnswer, makeRequest, pruneFormerTeams, takeAnswer, type SyncAnswer } from "./exchange";
import { serverDay } from "./clock";
import { noteRun, nothingMoved } from "./diary";
import { hasUnsentWork, isUnsent, withIndexes, type EventRow } from "@/phone/rows/row";

export type SyncEnd =
	| { kind: "done" }
	| { kind: "not_enrolled" }
	| { kind: "busy" } // another tab is at it
	| { kind: "waiting"; until: number } // as the server asked
	| { kind: "failed"; code: string; message: string; retryAfterMs: number | null }
	| { kind: "barred"; barrier: Barrier };

export interface EngineOptions {
	db: PhoneDatabase;
	appVersion: string;
	server?: string; // prefix of paths; empty in the page
	clock?: () => number;
	language?: () => string;
}

const changesMost = 200;
const changesLeast = 10;
const leaseMs = 120_000;
const targetsKeptMs = 60 * 60_000;
const lockName = "bajin-sync";

export class SyncEngine {
	private changesMax = changesMost;
	private moved = nothingMoved();

	constructor(private readonly options: EngineOptions) {}

	// Never throws for what a network or server may do. `force`: also before the time the server asked to wait for.
	async run(force = false): Promise<SyncEnd> {
		return (await this.alone(() => this.runAlone(force))) ?? { kind: "busy" };
	}

	private now(): number {
		return (this.options.clock ?? Date.now)();
	}

	private async alone(work: () => Promise<SyncEnd>): Promise<SyncEnd | null> {
		if (typeof navigator !== "undefined" && navigator.locks) {
			return navigator.locks.request(`${lockName}-${this.options.db.name}`, { ifAvailable: true }, (lock) => (lock ? work() : null));
		}
		const { db } = this.options;
		const owner = makeUuid();
		const taken = await db.transaction("rw", db.meta, async () => {
			const lease = (await db.meta.get("syncLease"))?.value as { owner: string; until: number } | undefined;
			// Later than its own length from now: the clock was ahead when it was taken.
			if (lease && lease.until > Date.now() && lease.until <= Date.now() + leaseMs) return false;
			await db.meta.put({ key: "syncLease", value: { owner, until: Date.now() + leaseMs } });
			return true;
		});
		if (!taken) return null;
		try {
			return await work();
		} finally {
			await db.meta.delete("syncLease");
		}
	}

	private async runAlone(force: boolean): Promise<SyncEnd> {
		const { db } = this.options;
		const device = await db.read("device");
		if (!device) return { kind: "not_enrolled" };
		const retryAt = await db.read("retryAt");
		// A clock that jumped back must not make the phone wait for years.
		if (!force && retryAt > this.now() && retryAt - this.now() < 3_600_000) return { kind: "waiting", until: retryAt };
		const from = this.now();
		this.moved = nothingMoved();
		const end = await this.exchangeAll(device.token, force);
		const word = end.kind === "failed" ? end.code : end.kind === "barred" ? end.barrier : end.kind;
		await noteRun(db, word, this.moved, from, this.now());
		return end;
	}

	private async exchangeAll(token: string, force: boolean): Promise<SyncEnd> {
		try {
			while (await this.exchange(token)) {
				// There is more.
			}
			await this.refreshReference(token, force);
			return { kind: "done" };
		} catch (error) {
			return this.noteFailure(error);
		}
	}

	// One round trip; true when there is more to do.
	private async exchange(token: string): Promise<boolean> {
		const { db } = this.options;
		const request = await makeRequest(db, { now: this.now(), appVersion: this.options.appVersion, changesMax: this.changesMax });
		let answer: SyncAnswer | null;
		try {
			answer = (await this.call<SyncAnswer>("/api/v1/sync", { token, body: request })).value;
		} catch (error) {
			// Less at a time gets through where much does not.
			const tooMuch = error instanceof NoAnswer || (error instanceof ProblemError && [408, 413].includes(error.status));
			if (tooMuch) this.changesMax = Math.max(changesLeast, Math.floor(this.changesMax / 2));
			throw error;
		}
		if (!answer) throw new BrokenAnswer("an empty answer");
		await takeAnswer(db, request, answer, this.now());
		this.moved.sent += request.changes.length;
		this.moved.received += answer.changes.length;
		this.changesMax = Math.min(changesMost, this.changesMax * 2);
		if (answer.more) return true;
		const waiting = await db.events.where("unsent").equals(1).toArray();
		return waiting.some(isUnsent);
	}

	private call<T>(path: string, options: { token?: string; body?: unknown; etag?: string }) {
		return call<T>({
			...options,
			path: (this.options.server ?? "") + path,
			language: this.options.language?.() ?? "zh",
			traffic: this.moved,
		});
	}

	// Code lists, venues and teams, when the server said that they changed; the list of areas with them; targets, of which it
	// says nothing, from time to time, and whenever the person asks (`force`).
	private async refreshReference(token: string, force: boolean): Promise<void> {
		const { db } = this.options;
		const held = await db.read("reference");
		const wanted = await db.read("referenceWanted");
		const heldAreas = await db.read("areas");
		// After a reset the phone may stand for other teams.
		const isNews = held?.etag !== wanted || (await db.read("prune"));
		if (isNews) {
			const fetched = await this.call<Omit<Reference, "entityTag">>("/api/v1/reference", { token, etag: held?.entityTag });
			if (fetched.value) await db.write("reference", { ...fetched.value, entityTag: fetched.etag ?? "" });
			await this.refreshAreas(heldAreas?.etag);
		} else if (!heldAreas) {
			await this.refreshAreas(undefined);
		}
		await this.refreshTargets(token, isNews || force);
		const reference = await db.read("reference");
		if (reference)
			await pruneFormerTeams(
				db,
				reference.teams.map((team) => team.id),
			);
	}

	private async refreshAreas(etag: string | undefined): Promise<void> {
		const areas = await this.call<{ areas: AreaRow[] }>("/api/v1/areas", { etag });
		if (areas.value) await this.options.db.write("areas", { etag: areas.etag ?? "", json: JSON.stringify(areas.value.areas) });
	}

	private async refreshTargets(token: string, isNews: boolean): Promise<void> {
		const year = Number((await serverDay(this.options.db, this.now())).slice(0, 4));
		const held = await this.options.db.read("targets");
		const age = this.now() - Date.parse(held?.at ?? "");
		if (!isNews && held?.year === year && age >= 0 && age < targetsKeptMs) return;
		try {
			const targets = await this.call<Target[]>(`/api/v1/targets?year=${year}`, { token });
			if (targets.value)
				await this.options.db.write("targets", { year, targets: targets.value, at: new Date(this.now()).toISOString() });
		} catch (error) {
			// They are only for comparison; the sync went through without them.
			if (!(error instanceof ProblemError || error instanceof NoAnswer)) throw error;
		}
	}

	private async noteFailure(error: unknown): Promise<SyncEnd> {
		const { db } = this.options;
		const at = new Date(this.now()).toISOString();
		if (error instanceof ProblemError) {
			const barrier = barrierOf(error);
			await db.write("lastFailure", { at, code: error.code, message: error.message });
			if (barrier) {
				await db.write("barrier", barrier);
				if (barrier === "device_lost") await eraseAcknowledged(db);
				return { kind: "barred", barrier };
			}
			if (error.retryAfterMs !== null) await db.write("retryAt", this.now() + error.retryAfterMs);
			return { kind: "failed", code: error.code, message: error.message, retryAfterMs: error.retryAfterMs };
		}
		const isOther = error instanceof BrokenAnswer || error instanceof NotTheServer;
		const code = isOther ? "broken_answer" : error instanceof NoAnswer ? "no_answer" : "storage";
		const message = error instanceof Error ? error.message : String(error);
		await db.write("lastFailure", { at, code, message });
		return { kind: "failed", code, message, retryAfterMs: null };
	}
}

// By the codes that the server gives these; a gateway that speaks of a sign-in means its own.
function barrierOf(error: ProblemError): Barrier | null {
	const isSaid = (status: number, code: Barrier) => error.status === status && error.code === code;
	if (isSaid(401, "device_lost")) return "device_lost";
	if (isSaid(401, "unauthenticated")) return "unauthenticated";
	return isSaid(426, "protocol_too_old") ? "protocol_too_old" : null;
}

// The phone was declared lost: what the server has leaves it; what was never sent stays, and can still be brought in.
export async function eraseAcknowledged(db: PhoneDatabase): Promise<void> {
	await db.transaction("rw", [db.events, db.notices, db.meta], async () => {
		const gone: string[] = [];
		const kept: EventRow[] = [];
		for (const row of await db.events.toArray()) {
			row.heals = [];
			if (row.inFlight?.heal) row.inFlight = null;
			if (hasUnsentWork(row) || row.refused.length > 0) kept.push(withIndexes(row));
			else gone.push(row.id);
		}
		await db.events.bulkDelete(gone);
		await db.events.bulkPut(kept);
		await db.notices.clear();
		await db.write("cursor", null);
		await db.write("more", true);
	});
}
