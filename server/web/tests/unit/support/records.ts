// Records and answers for the tests, and a database of its own for each.
import { PhoneDatabase } from "@/phone/storage/database";
import type { Element, EventRecord } from "@/common/records/event";
import type { SyncAnswer, SyncRequest } from "@/phone/sync/exchange";
import type { Result } from "@/phone/rows/rules";

let databases = 0;

export async function freshDatabase(): Promise<PhoneDatabase> {
	const db = new PhoneDatabase(`test-${++databases}-${Date.now()}`);
	await db.write("device", {
		token: "token",
		deviceId: "device",
		name: "测试手机",
		team: "team-1",
		area: "410423",
		enrolledAt: "2025-03-01T00:00:00.000Z",
	});
	return db;
}

export function record(id: string, change: Partial<EventRecord> = {}): EventRecord {
	return {
		id,
		kind: "session",
		occurred_on: "2025-03-08",
		venue_type: "village",
		area: "410423102201",
		title: "妇女权益保障法进村",
		reach: { total: 80 },
		...change,
	};
}

export function element(event: EventRecord | null, version: number, change: Partial<Element> = {}): Element {
	return {
		id: event?.id ?? "",
		version,
		deleted: event === null,
		team: "team-1",
		receipt: `R${version}`,
		warnings: [],
		review: { state: event === null ? "deleted" : "submitted", revision: 0 },
		event,
		...change,
	};
}

export function result(request: SyncRequest, index: number, change: Partial<Result>): Result {
	const sent = request.changes[index];
	return {
		change_id: sent?.change_id ?? null,
		id: sent?.id ?? null,
		outcome: "accepted",
		version: (sent?.base ?? 0) + 1,
		receipt: "7F3K-92QX",
		problems: [],
		warnings: [],
		current: null,
		...change,
	};
}

export function answer(request: SyncRequest, change: Partial<SyncAnswer> = {}): SyncAnswer {
	return {
		results: request.changes.map((_, index) => result(request, index, {})),
		changes: [],
		cursor: "cursor-1",
		more: false,
		reset: false,
		server_time: "2025-03-08T10:00:00.000Z",
		reference: "etag",
		notices: [],
		...change,
	};
}
