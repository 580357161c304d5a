import { gunzipSync, strFromU8 } from "fflate";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SyncEngine } from "@/phone/sync/engine";
import { pauseAfter, SyncScheduler } from "@/phone/sync/scheduler";
import { saveEvent } from "@/phone/storage/events";
import type { PhoneDatabase } from "@/phone/storage/database";
import type { SyncRequest } from "@/phone/sync/exchange";
import { answer, freshDatabase, record } from "../support/records";

const now = Date.parse("2025-03-08T10:00:00.000Z");
const first = "01957a3e-4c7b-7d21-9a55-000000000001";
let db: PhoneDatabase;
let requests: SyncRequest[];
let targets: unknown[];
let references: number;
// What the server answers to each sync, one after the other; the last one again and again.
let replies: ((request: SyncRequest) => Response | Promise<Response>)[];

const ok = (request: SyncRequest, change = {}) => Response.json(answer(request, change));
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
	Response.json({ code, title: code, retryable: status >= 500 }, { status, headers });

function bodyOf(init: RequestInit | undefined): unknown {
	const bytes = init?.body as Uint8Array;
	const packed = new Headers(init?.headers).get("Content-Encoding") === "gzip";
	return JSON.parse(strFromU8(packed ? gunzipSync(bytes) : bytes));
}

beforeEach(async () => {
	db = await freshDatabase();
	requests = [];
	replies = [(request) => ok(request)];
	references = 0;
	targets = [];
	vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
		if (path.endsWith("/reference")) ++references;
		if (path.endsWith("/reference"))
			return Response.json({ vocabulary: {}, venues: [], teams: [], etag: "etag" }, { headers: { ETag: '"etag-of-the-team"' } });
		if (path.endsWith("/areas")) return Response.json({ areas: [] }, { headers: { ETag: '"areas"' } });
		if (path.includes("/targets")) return Response.json(targets);
		const request = bodyOf(init) as SyncRequest;
		requests.push(request);
		const reply = replies.length > 1 ? replies.shift() : replies[0];
		return reply ? reply(request) : Response.error();
	});
});

afterEach(() => vi.unstubAllGlobals());

const engine = (clock = () => now) => new SyncEngine({ db, appVersion: "1.0.0", clock });

describe("a run", () => {
	it("pushes, pulls every page, and fetches the reference data once", async () => {
		await saveEvent(db, record(first), "team-1", now);
		replies = [(request) => ok(request, { more: true }), (request) => ok(request, { cursor: "cursor-2" })];
		expect(await engine().run()).toEqual({ kind: "done" });
		expect(requests.map((request) => request.changes.length)).toEqual([1, 0]);
		expect(requests[1]?.cursor).toBe("cursor-1");
		expect(await db.read("cursor")).toBe("cursor-2");
		expect(await db.read("reference")).toMatchObject({ etag: "etag", entityTag: '"etag-of-the-team"' });
		await engine().run();
		expect(requests).toHaveLength(3);
		expect(references).toBe(1);
	});

	it("keeps what was sent when no answer comes, and sends less the next time", async () => {
		for (let index = 0; index < 150; ++index)
			await saveEvent(db, record(`${first.slice(0, 33)}${String(index).padStart(3, "0")}`), "team-1", now);
		replies = [() => Promise.reject(new TypeError("Failed to fetch")), (request) => ok(request)];
		const tired = engine();
		expect(await tired.run()).toMatchObject({ kind: "failed", code: "no_answer" });
		expect(await db.events.where("unsent").equals(1).count()).toBe(150);
		expect(await tired.run()).toEqual({ kind: "done" });
		expect(requests.map((request) => request.changes.length)).toEqual([150, 100, 50]);
		const sent = new Set(requests[0]?.changes.map((change) => change.change_id));
		expect(requests[1]?.changes.every((change) => sent.has(change.change_id))).toBe(true);
		expect(await db.events.where("unsent").equals(1).count()).toBe(0);
	});

	it("waits as long as the server asks, unless the button is pressed", async () => {
		replies = [() => problem(503, "overloaded", { "Retry-After": "120" }), (request) => ok(request)];
		expect(await engine().run()).toMatchObject({ kind: "failed", retryAfterMs: 120_000 });
		expect(await engine(() => now + 60_000).run()).toEqual({ kind: "waiting", until: now + 120_000 });
		expect(requests).toHaveLength(1);
		expect(await engine(() => now + 60_000).run(true)).toEqual({ kind: "done" });
	});

	it("does not wait for years when the clock jumps back", async () => {
		await db.write("retryAt", now + 120_000);
		expect(await engine(() => now - 86_400_000).run()).toEqual({ kind: "done" });
	});

	it("goes on recording with a revoked token, and says so quietly", async () => {
		await saveEvent(db, record(first), "team-1", now);
		replies = [() => problem(401, "unauthenticated")];
		expect(await engine().run()).toEqual({ kind: "barred", barrier: "unauthenticated" });
		expect(await db.read("barrier")).toBe("unauthenticated");
		expect(await db.events.count()).toBe(1);
		replies = [(request) => ok(request)];
		expect(await engine().run()).toEqual({ kind: "done" });
		expect(await db.read("barrier")).toBeNull();
	});

	it("erases what was acknowledged when the phone was declared lost", async () => {
		await saveEvent(db, record(first), "team-1", now);
		await engine().run();
		replies = [() => problem(401, "device_lost")];
		expect(await engine().run()).toEqual({ kind: "barred", barrier: "device_lost" });
		expect(await db.events.count()).toBe(0);
	});

	it("says that the app is too old, and keeps everything", async () => {
		await saveEvent(db, record(first), "team-1", now);
		replies = [() => problem(426, "protocol_too_old")];
		expect(await engine().run()).toEqual({ kind: "barred", barrier: "protocol_too_old" });
		expect(await db.events.where("unsent").equals(1).count()).toBe(1);
	});

	it("does not believe a page that something else in the network answered with", async () => {
		await saveEvent(db, record(first), "team-1", now);
		replies = [() => new Response("<html>Please sign in</html>", { headers: { "Content-Type": "text/html" } })];
		expect(await engine().run()).toMatchObject({ kind: "failed", code: "broken_answer" });
		expect(await db.events.where("unsent").equals(1).count()).toBe(1);
	});

	it("does not take a gateway's 401 for the server's word: the phone stays joined", async () => {
		await saveEvent(db, record(first), "team-1", now);
		const headers = { "Content-Type": "text/html" };
		for (const status of [401, 403, 426, 511]) {
			replies = [() => new Response("<html>请先登录</html>", { status, headers }), (request) => ok(request)];
			expect(await engine().run()).toMatchObject({ kind: "failed", code: "broken_answer" });
			expect(await db.read("barrier")).toBeNull();
			expect(await db.events.where("unsent").equals(1).count()).toBe(1);
		}
		for (const said of [{ error: "login required" }, { code: "Unauthorized" }, { code: 401 }]) {
			replies = [() => Response.json(said, { status: 401 })];
			expect(await engine().run()).toMatchObject({ kind: "failed" });
			expect(await db.read("barrier")).toBeNull();
		}
		replies = [(request) => ok(request)];
		expect(await engine().run(true)).toEqual({ kind: "done" });
	});

	it("keeps a diary of when, how much and with what end, and of nothing that was sent", async () => {
		await saveEvent(db, record(first), "team-1", now);
		replies = [() => new Response("<html>请先登录</html>"), (request) => ok(request)];
		await engine(() => now).run(true);
		await engine(() => now + 60_000).run(true);
		await engine(() => now + 120_000).run(true);
		await engine(() => now + 180_000).run(true);
		const diary = await db.read("diary");
		expect(diary).toMatchObject([
			{ at: "2025-03-08T10:00:00.000Z", end: "broken_answer", sent: 0, runs: 1 },
			{ at: "2025-03-08T10:01:00.000Z", end: "done", sent: 1, received: 0, runs: 1 },
			// Two in which nothing happened.
			{ from: "2025-03-08T10:02:00.000Z", at: "2025-03-08T10:03:00.000Z", end: "done", sent: 0, runs: 2 },
		]);
		expect(diary.every((entry) => entry.up > 100)).toBe(true);
		expect(diary[1]?.down).toBeGreaterThan(100);
		expect(JSON.stringify(diary)).not.toContain(record(first).title);
	});

	it("asks for the targets of the year from time to time: nothing else says that they were set", async () => {
		await engine().run();
		targets = [{ venue_type: null, metric: "sessions", value: 36 }];
		await engine(() => now + 10 * 60_000).run();
		expect((await db.read("targets"))?.targets).toEqual([]);
		await engine(() => now + 61 * 60_000).run();
		expect((await db.read("targets"))?.targets).toEqual(targets);
		targets = [];
		await engine(() => now + 62 * 60_000).run(true); // the person pressed
		expect((await db.read("targets"))?.targets).toEqual([]);
	});

	it("notes how wrong the phone's clock is", async () => {
		await engine(() => now + 3_600_000).run();
		expect(await db.read("clockOffsetMs")).toBe(3_600_000);
	});

	it("takes a lease that ends later than any lease can for one of a clock that was ahead", async () => {
		vi.stubGlobal("navigator", {}); // no Web Locks
		try {
			await db.meta.put({ key: "syncLease", value: { owner: "another", until: Date.now() + 365 * 86_400_000 } });
			expect(await engine().run()).toEqual({ kind: "done" });
			await db.meta.put({ key: "syncLease", value: { owner: "another", until: Date.now() + 60_000 } });
			expect(await engine().run()).toEqual({ kind: "busy" });
		} finally {
			vi.unstubAllGlobals();
		}
	});

	it("is alone: a second one at the same time finds it busy", async () => {
		let release: (response: Response) => void = () => undefined;
		replies = [() => new Promise<Response>((resolve) => (release = resolve)), (request) => ok(request)];
		const running = engine().run();
		await vi.waitFor(() => expect(requests).toHaveLength(1));
		expect(await engine().run()).toEqual({ kind: "busy" });
		release(ok(requests[0] as SyncRequest));
		expect(await running).toEqual({ kind: "done" });
	});
});

describe("the pause after failures", () => {
	it("doubles, has chance in it, and is bounded", () => {
		expect(pauseAfter(1, 0, null)).toBe(2_000);
		expect(pauseAfter(1, 1, null)).toBe(4_000);
		expect(pauseAfter(3, 1, null)).toBe(16_000);
		expect(pauseAfter(50, 1, null)).toBe(600_000);
	});

	it("is never shorter than the server asked for", () => {
		expect(pauseAfter(1, 0, 30_000)).toBe(30_000);
		expect(pauseAfter(1, 1, 30_000)).toBe(35_000);
	});
});

describe("the schedule", () => {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
	});
	afterEach(() => vi.useRealTimers());

	// Stands for the engine: what matters here is when it is asked.
	class Ends {
		runs = 0;
		constructor(private readonly ends: Awaited<ReturnType<SyncEngine["run"]>>[]) {}
		run = async () => {
			++this.runs;
			return (this.ends.length > 1 ? this.ends.shift() : this.ends[0]) ?? { kind: "done" as const };
		};
	}

	it("tries again by itself after it failed once, with nobody doing anything", async () => {
		const ends = new Ends([{ kind: "failed", code: "no_answer", message: "", retryAfterMs: null }, { kind: "done" }]);
		const scheduler = new SyncScheduler(ends as unknown as SyncEngine, { changed: () => undefined, random: () => 1 });
		scheduler.trigger();
		await vi.advanceTimersByTimeAsync(0);
		expect(ends.runs).toBe(1);
		await vi.advanceTimersByTimeAsync(4_000);
		expect(ends.runs).toBe(2);
		expect(scheduler.schedule.lastEnd).toEqual({ kind: "done" });
	});

	it("runs once more when something was saved while it was running", async () => {
		const ends = new Ends([{ kind: "done" }]);
		const scheduler = new SyncScheduler(ends as unknown as SyncEngine, { changed: () => undefined });
		scheduler.trigger();
		scheduler.trigger();
		scheduler.trigger();
		await vi.advanceTimersByTimeAsync(0);
		expect(ends.runs).toBe(2);
	});

	it("comes from time to time", async () => {
		const ends = new Ends([{ kind: "done" }]);
		new SyncScheduler(ends as unknown as SyncEngine, { changed: () => undefined }).trigger();
		await vi.advanceTimersByTimeAsync(16 * 60_000);
		expect(ends.runs).toBe(4);
	});
});
