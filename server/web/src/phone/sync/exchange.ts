// One round trip with the server, but for the network: makes the request from the database, and takes the answer into
// it. Each is one transaction, so that a phone that dies at any moment goes on from before or after, never between.
//
// Called by the sync engine, one exchange at a time.
import type * as Api from "@/common/api/schema";
import { makeUuid } from "@/common/uuid";
import type { PhoneDatabase } from "@/phone/storage/database";
import { noteSent, toWire, unsentReports, type WireNilReport } from "@/phone/storage/nil_reports";
import type { Element } from "@/common/records/event";
import { adopt, beginReset, endReset, freeze, mayFreeze, takeResult, type Result } from "@/phone/rows/rules";
import { emptyRow, hasUnsentWork, withIndexes, type EventRow, type WireChange } from "@/phone/rows/row";

export const protocolVersion = 1;
const readReceiptsMax = 100;
const bytesMax = 1_000_000; // of the changes of one request, before compression

export interface SyncRequest {
	cursor: string | null;
	limit: number;
	sent_at: string;
	client: { app: string; version: string; protocol: number };
	pending: { events: number; edits: number; photos: number; oldest: string | null };
	changes: WireChange[];
	nil_reports?: WireNilReport[];
	notices?: { after: number; read?: { id: string; at: string }[] };
}

export type SyncAnswer = Omit<Api.SyncAnswer, "results" | "changes" | "notices" | "problems"> & {
	results: Result[];
	changes: Element[];
	notices?: Api.PhoneNotice[];
};

// The server's answer is not what the protocol promises; nothing of it was taken over.
export class BrokenAnswer extends Error {}

export interface ExchangeOptions {
	now: number;
	appVersion: string;
	changesMax: number; // of this request, 1 to 500
}

export async function makeRequest(db: PhoneDatabase, options: ExchangeOptions): Promise<SyncRequest> {
	const now = new Date(options.now).toISOString();
	return db.transaction("rw", [db.events, db.notices, db.nilReports, db.meta], async () => {
		const rows = await db.events.where("unsent").above(0).toArray();
		const resetting = (await db.read("resetSeen")) !== null;
		const changes: WireChange[] = [];
		const frozen: EventRow[] = [];
		let bytes = 0;
		const carry = (change: WireChange) => {
			changes.push(change);
			bytes += JSON.stringify(change).length;
		};
		const full = () => changes.length >= options.changesMax || bytes > bytesMax;
		for (const row of rows) if (row.inFlight && !full()) carry(row.inFlight);
		for (const row of rows) {
			if (full()) break;
			if (!mayFreeze(row, resetting)) continue;
			carry(freeze(row, makeUuid(), now, resetting));
			frozen.push(withIndexes(row));
		}
		await db.events.bulkPut(frozen);
		const request: SyncRequest = {
			cursor: await db.read("cursor"),
			limit: 500,
			sent_at: now,
			client: { app: "bajin-web", version: options.appVersion, protocol: protocolVersion },
			pending: describePending(rows, new Set(changes.map((change) => change.id))),
			changes,
			notices: { after: await db.read("noticesAfter") },
		};
		const nilReports = await unsentReports(db);
		if (nilReports.length > 0) request.nil_reports = nilReports.map(toWire);
		const read = await db.notices.where("readUnsent").equals(1).limit(readReceiptsMax).toArray();
		if (read.length > 0)
			request.notices = {
				after: request.notices?.after ?? 0,
				read: read.map((notice) => ({ id: notice.id, at: notice.readAt ?? now })),
			};
		return request;
	});
}

// What stays unsent after the request; drafts are not among it.
function describePending(rows: EventRow[], carried: Set<string>): SyncRequest["pending"] {
	const pending: SyncRequest["pending"] = { events: 0, edits: 0, photos: 0, oldest: null };
	for (const row of rows) {
		if (carried.has(row.id) || !(row.inFlight || hasUnsentWork(row))) continue;
		if (row.version === 0) ++pending.events;
		else ++pending.edits;
		if (row.editedAt !== "" && (pending.oldest === null || row.editedAt < pending.oldest)) pending.oldest = row.editedAt;
	}
	return pending;
}

const outcomes = ["accepted", "unchanged", "merged", "conflict", "rejected"];

export function checkAnswer(request: SyncRequest, answer: SyncAnswer): void {
	const fail = (what: string) => {
		throw new BrokenAnswer(what);
	};
	if (!Array.isArray(answer.results) || answer.results.length !== request.changes.length) fail("not exactly one result for each change");
	answer.results.forEach((result, index) => {
		if (result.change_id !== request.changes[index]?.change_id) fail("results are not in the order of the changes");
		if (!outcomes.includes(result.outcome)) fail(`unknown outcome ${result.outcome}`);
		const applied = result.outcome !== "conflict" && result.outcome !== "rejected";
		if (applied && (!(result.version > 0) || !result.receipt)) fail("an applied change without version or receipt");
		if ((result.outcome === "merged" || result.outcome === "conflict") && !result.current) fail(`${result.outcome} without current`);
	});
	if (!Array.isArray(answer.changes)) fail("no list of changes");
	for (const element of answer.changes) {
		if (typeof element.id !== "string" || !(element.version > 0)) fail("an event without id or version");
		if (!element.deleted && !element.event) fail("a live event without its record");
	}
	if (typeof answer.cursor !== "string" || answer.cursor === "") fail("no cursor");
}

// Throws BrokenAnswer, and then has changed nothing.
export async function takeAnswer(db: PhoneDatabase, request: SyncRequest, answer: SyncAnswer, now: number): Promise<void> {
	checkAnswer(request, answer);
	const at = new Date(now).toISOString();
	await db.transaction("rw", [db.events, db.notices, db.nilReports, db.meta], async () => {
		// Before the results: a result may replace a copy that the restored server has lost.
		if (answer.reset) {
			await db.events.toCollection().modify((row) => {
				beginReset(row);
				withIndexes(row);
			});
			await db.write("resetSeen", {});
		}
		await takeEvents(db, request, answer, at);
		await db.write("cursor", answer.cursor);
		await db.write("more", answer.more);
		if (!answer.more) await finishReset(db);
		await takeNotices(db, request, answer);
		for (const report of request.nil_reports ?? []) await noteSent(db, report, at);
		await db.write("lastSuccess", at);
		await db.write("lastFailure", null);
		await db.write("retryAt", 0);
		await db.write("barrier", null);
		await db.write("referenceWanted", answer.reference);
		const serverTime = Date.parse(answer.server_time);
		if (!Number.isNaN(serverTime)) {
			await db.write("clockOffsetMs", now - serverTime);
			await db.write("clockSeen", now);
		}
	});
}

async function takeEvents(db: PhoneDatabase, request: SyncRequest, answer: SyncAnswer, at: string): Promise<void> {
	const ids = [...new Set([...request.changes.map((change) => change.id), ...answer.changes.map((element) => element.id)])];
	const rows = new Map((await db.events.bulkGet(ids)).flatMap((row) => (row ? [[row.id, row]] : [])));
	const gone: string[] = [];
	request.changes.forEach((change, index) => {
		const row = rows.get(change.id);
		const result = answer.results[index];
		if (!row || !result || row.inFlight?.change_id !== change.change_id) return;
		if (!takeResult(row, result, at)) {
			gone.push(row.id);
			rows.delete(row.id);
		}
	});
	const seen = await db.read("resetSeen");
	for (const element of answer.changes) {
		const row = rows.get(element.id) ?? emptyRow(element.id);
		if (seen) seen[element.id] = element.version;
		adopt(row, element);
		rows.set(row.id, row);
	}
	if (seen) await db.write("resetSeen", seen);
	await db.events.bulkDelete(gone);
	await db.events.bulkPut([...rows.values()].map(withIndexes));
}

async function finishReset(db: PhoneDatabase): Promise<void> {
	const seen = await db.read("resetSeen");
	if (!seen) return;
	await db.events.toCollection().modify((row) => {
		if (row.heals.length === 0) return;
		endReset(row, seen[row.id]);
		withIndexes(row);
	});
	await db.write("resetSeen", null);
	await db.write("prune", true);
}

async function takeNotices(db: PhoneDatabase, request: SyncRequest, answer: SyncAnswer): Promise<void> {
	for (const read of request.notices?.read ?? []) await db.notices.update(read.id, { readUnsent: 0 });
	let after = await db.read("noticesAfter");
	// A server from before there were notices sends none.
	for (const notice of answer.notices ?? []) {
		after = Math.max(after, notice.number);
		if (notice.withdrawn) {
			await db.notices.delete(notice.id);
			continue;
		}
		const held = await db.notices.get(notice.id);
		await db.notices.put({
			...notice,
			read: notice.read || (held?.read ?? false),
			readAt: held?.readAt ?? null,
			readUnsent: held?.readUnsent ?? 0,
		});
	}
	await db.write("noticesAfter", after);
}

// Once a reset is through and everything was answered, events of teams that the phone no longer stands for leave it.
export async function pruneFormerTeams(db: PhoneDatabase, teams: string[]): Promise<void> {
	await db.transaction("rw", [db.events, db.meta], async () => {
		if (!(await db.read("prune")) || (await db.read("more"))) return;
		const unsent = await db.events.where("unsent").above(0).count();
		if (unsent > 0) return;
		await db.events.filter((row) => row.team !== "" && !teams.includes(row.team) && row.refused.length === 0).delete();
		await db.write("prune", false);
	});
}
