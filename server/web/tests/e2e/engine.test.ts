// The app's own sync engine, several phones of it, against a real server: random work, a road that loses requests and
// answers, reviews, a restore from a backup. At the end all converge, nothing is lost, each event counts once. The seed is
// printed and can be given again (BAJIN_SEED).
import "fake-indexeddb/auto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sameValue } from "@/common/json";
import type { EventRecord } from "@/common/records/event";
import { PhoneDatabase } from "@/phone/storage/database";
import { deleteEvent, dropRefused, saveEvent } from "@/phone/storage/events";
import { SyncEngine } from "@/phone/sync/engine";
import { isUnsent } from "@/phone/rows/row";
import { stateOf } from "@/phone/rows/state";
import { makeTimedUuid } from "@/common/uuid";
import { TestServer } from "./support/server";

// mulberry32: small, seeded, good enough to choose what happens next.
function random(seed: number): () => number {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

interface Handset {
	db: PhoneDatabase;
	engine: SyncEngine;
}

const realFetch = globalThis.fetch;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
let server: TestServer;
let team: string;

beforeAll(async () => {
	server = await TestServer.start({ pages: false });
});

afterAll(async () => {
	vi.unstubAllGlobals();
	await server.close();
});

async function handset(name: string): Promise<Handset> {
	const db = new PhoneDatabase(`engine-${name}-${Date.now()}`);
	const enrolled = (await server.request("POST", "/enrol", { code: server.enrolmentCode(team), device: name, request_id: name })).body;
	await db.write("device", {
		token: enrolled.token,
		deviceId: enrolled.device_id,
		name,
		team,
		area: "410423",
		enrolledAt: new Date().toISOString(),
	});
	return { db, engine: new SyncEngine({ db, appVersion: "1.0.0", server: server.url }) };
}

function makeRecord(id: string, total: number): EventRecord {
	return { id, kind: "session", occurred_on: today, venue_type: "village", area: "410423102201", title: "送法下乡", reach: { total } };
}

async function step({ db, engine }: Handset, chance: () => number): Promise<void> {
	const rows = (await db.events.toArray()).filter((row) => row.local !== null && row.refused.length === 0);
	const row = rows[Math.floor(chance() * rows.length)];
	const what = chance();
	if (what < 0.25 || !row?.local) {
		const id = makeTimedUuid(Date.now());
		await saveEvent(db, makeRecord(id, Math.floor(chance() * 500)), team, Date.now());
	} else if (what < 0.45) {
		await saveEvent(db, { ...row.local, reach: { total: Math.floor(chance() * 500) } }, row.team, Date.now());
	} else if (what < 0.55) {
		await saveEvent(db, { ...row.local, note: `备注 ${Math.floor(chance() * 1e6)}` }, row.team, Date.now());
	} else if (what < 0.6) {
		await deleteEvent(db, row.id, "记重了", Date.now());
	} else if (what < 0.65) {
		const event = (await server.as("admin", "GET", `/events/${row.id}`)).body;
		if (event?.version && !event.deleted) {
			const state = chance() < 0.5 ? "verified" : "returned";
			await server.as("admin", "POST", `/events/${row.id}/review`, {
				version: event.version,
				state,
				reason: "请核对",
				fields: ["/reach/total"],
			});
		}
	} else {
		await engine.run(true);
	}
}

// What a person does with what was refused: here the present version always stands.
async function settle(phones: Handset[]): Promise<void> {
	for (let round = 0; round < 20; ++round) {
		let quiet = true;
		for (const { db, engine } of phones) {
			for (const row of await db.events.filter((found) => found.refused.length > 0).toArray()) {
				await dropRefused(db, row.id);
				quiet = false;
			}
			expect(await engine.run(true)).toEqual({ kind: "done" });
			if ((await db.events.toArray()).some(isUnsent)) quiet = false;
		}
		if (quiet && round > 0) return;
	}
	throw new Error("the phones did not come to rest");
}

const seeds = process.env.BAJIN_SEED
	? [Number(process.env.BAJIN_SEED)]
	: process.env.BAJIN_LONG
		? Array.from({ length: 40 }, (_, index) => index + 1)
		: [1, 2, 3, 4];

describe("three phones of the app, a bad road and a restore", () => {
	it.each(seeds)("converge and lose nothing (seed %i)", async (seed) => {
		const chance = random(seed);
		team = server.addTeam(`鲁山县第 ${seed} 讲师组`, "410423");
		vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
			const isSync = String(input).endsWith("/sync");
			if (isSync && chance() < 0.15) throw new TypeError("no road to the server");
			const response = await realFetch(input, init);
			if (isSync && chance() < 0.15) {
				await response.arrayBuffer();
				throw new TypeError("no road back");
			}
			return response;
		});
		const phones = [await handset(`a${seed}`), await handset(`b${seed}`), await handset(`c${seed}`)];
		const pick = () => phones[Math.floor(chance() * phones.length)] as Handset;
		for (let count = 0; count < 60; ++count) await step(pick(), chance);
		const backup = server.backup();
		for (let count = 0; count < 25; ++count) await step(pick(), chance);
		vi.stubGlobal("fetch", realFetch);
		for (const phone of phones) await phone.engine.run(true); // what was acknowledged is on some phone
		await server.restore(backup);
		await settle(phones);

		const stored = (await server.events(`&team=${team}`)).filter((event) => !event.deleted);
		expect(stored.length).toBeGreaterThan(5);
		for (const { db } of phones) {
			const rows = await db.events.toArray();
			const live = rows.filter((row) => row.local !== null);
			expect(live.map((row) => row.id).sort()).toEqual(stored.map((event) => event.id).sort());
			for (const event of stored) {
				const row = live.find((found) => found.id === event.id);
				expect(sameValue(row?.local, event.event)).toBe(true);
				expect(row && stateOf(row)).toBe(event.review.state);
				expect(row?.version).toBe(event.version);
				expect(row?.marks.receipt).toBe(event.receipt);
			}
		}
		expect(() => server.bajin("check")).not.toThrow();
	});
});
