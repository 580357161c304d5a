// What the person does to records: save, delete, undo, copy, settle; and the drafts on the way there. Every change is in
// the database, and read back, before the screen says so.
import { plain, sameValue } from "@/common/json";
import { monthOf, shanghaiDay } from "@/common/calendar";
import { makeTimedUuid } from "@/common/uuid";
import type { EventRecord } from "@/common/records/event";
import { edit } from "@/phone/rows/rules";
import { emptyRow, isDirty, isKnownToServer, withIndexes, type EventRow } from "@/phone/rows/row";
import { knownRecord, shownRecord } from "@/phone/rows/state";
import type { Draft, PhoneDatabase } from "./database";
import { withdrawReport } from "./nil_reports";

// The phone said that it stored something and then did not have it.
export class StorageFailure extends Error {}

// Saves a finished record, ends its draft, and reads it back.
export async function saveEvent(
	db: PhoneDatabase,
	record: EventRecord,
	team: string,
	now: number,
	seenRevision?: number,
): Promise<EventRow> {
	await db.transaction("rw", [db.events, db.drafts, db.nilReports], async () => {
		const row = (await db.events.get(record.id)) ?? emptyRow(record.id);
		if (row.version === 0 && row.team === "") row.team = team;
		edit(row, record, new Date(now).toISOString(), "", seenRevision);
		await db.events.put(withIndexes(row));
		await db.drafts.delete(record.id);
		await withdrawReport(db, monthOf(record.occurred_on));
	});
	const stored = await db.events.get(record.id);
	if (!stored || !sameValue(stored.local, plain(record))) throw new StorageFailure(record.id);
	return stored;
}

// Answers a return that asks for nothing to be changed. Gives false where the event does not stand returned any more.
export async function answerReturn(db: PhoneDatabase, id: string, reason: string, now: number): Promise<boolean> {
	return db.transaction("rw", [db.events, db.drafts], async () => {
		const row = await db.events.get(id);
		const review = row?.marks.review;
		if (!row || review?.state !== "returned" || isDirty(row)) return false;
		row.answer = { reason, revision: review.revision, at: new Date(now).toISOString() };
		await db.events.put(withIndexes(row));
		await db.drafts.delete(id);
		return true;
	});
}

// Deletes on the phone; gives the row as it was, for undo. What never left the phone is simply gone.
export async function deleteEvent(db: PhoneDatabase, id: string, reason: string, now: number): Promise<EventRow | null> {
	return db.transaction("rw", [db.events, db.drafts], async () => {
		const row = await db.events.get(id);
		if (!row) return null;
		const before = plain(row);
		await db.drafts.delete(id);
		if (!isKnownToServer(row) && !row.inFlight) {
			await db.events.delete(id);
		} else {
			edit(row, null, new Date(now).toISOString(), reason);
			await db.events.put(withIndexes(row));
		}
		return before;
	});
}

// Takes the delete back, also from a row that a screen holds as a reactive one. Where it was sent meanwhile, the record is saved again
// and so revived on the server.
export async function undoDelete(db: PhoneDatabase, held: EventRow, now: number): Promise<void> {
	const before = plain(held);
	await db.transaction("rw", db.events, async () => {
		const row = await db.events.get(before.id);
		if (!row) {
			await db.events.put(withIndexes(before));
			return;
		}
		if (!row.localDeleted || !before.local) return;
		edit(row, before.local, before.editedAt || new Date(now).toISOString());
		row.refused = before.refused;
		row.blocked = before.blocked;
		await db.events.put(withIndexes(row));
	});
}

// Gives up a refused change: what the server has stands, or nothing where it has nothing. The server keeps what was sent.
export async function dropRefused(db: PhoneDatabase, id: string): Promise<void> {
	await db.transaction("rw", [db.events, db.drafts], async () => {
		const row = await db.events.get(id);
		if (!row) return;
		await db.drafts.delete(id);
		if (row.version === 0) {
			await db.events.delete(id);
			return;
		}
		row.refused = [];
		row.blocked = false;
		row.local = row.content;
		row.localDeleted = row.deleted;
		await db.events.put(withIndexes(row));
	});
}

// Drafts that the phone had no room for: they live as long as the page.
const unstored = new Map<string, Draft>();

export function isUnstored(draft: Draft): boolean {
	return unstored.has(draft.id);
}

async function storeNew(db: PhoneDatabase, draft: Draft): Promise<void> {
	try {
		await db.drafts.put(draft);
	} catch {
		// The form opens all the same and says so, where something can be done about it.
		unstored.set(draft.id, draft);
	}
}

// An empty record of today, with what the last ones had in common.
export async function newDraft(db: PhoneDatabase, now: number): Promise<Draft> {
	const device = await db.read("device");
	const settings = await db.read("settings");
	const draft: Draft = {
		id: makeTimedUuid(now),
		event: { kind: "session", occurred_on: shanghaiDay(now) },
		editing: false,
		team: device?.team ?? "",
		areaConfirmed: false,
		updatedAt: new Date(now).toISOString(),
	};
	draft.event.id = draft.id;
	const area = settings.recentAreas[0] ?? device?.area;
	if (area) draft.event.area = area;
	if (settings.recordedBy !== "") draft.event.recorded_by = settings.recordedBy;
	await storeNew(db, draft);
	return draft;
}

// A draft that edits an event; the one begun before, when there is one.
export async function draftOf(db: PhoneDatabase, id: string, now: number): Promise<Draft | null> {
	const begun = (await db.drafts.get(id)) ?? unstored.get(id);
	if (begun) return begun;
	const row = await db.events.get(id);
	const record = row ? shownRecord(row) : null;
	if (!row || !record) return null;
	const draft: Draft = {
		id,
		event: plain(record),
		editing: true,
		team: row.team,
		areaConfirmed: true,
		updatedAt: new Date(now).toISOString(),
		base: plain(shownRecord(row)),
		seenRevision: row.marks.review?.revision ?? 0,
	};
	await storeNew(db, draft);
	return draft;
}

// The same kind of visit again: place, laws, people, kinds of materials and lectures. Never a figure, and nothing that belongs to
// that one day: who was counted then is no guess of who came today.
export async function copyAsNew(db: PhoneDatabase, id: string, now: number): Promise<Draft | null> {
	const row = await db.events.get(id);
	const record = row ? knownRecord(row) : null;
	if (!row || !record) return null;
	const device = await db.read("device");
	const {
		id: _id,
		occurred_on: _day,
		started_at: _start,
		ended_at: _end,
		location: _location,
		photos: _photos,
		reach: _reach,
		consultations: _consultations,
		materials,
		lectures,
		note: _note,
		host,
		...kept
	} = plain(record);
	const draft: Draft = {
		id: makeTimedUuid(now),
		event: kept as Partial<EventRecord>,
		editing: false,
		team: device?.team ?? row.team,
		areaConfirmed: false,
		copied: true,
		updatedAt: new Date(now).toISOString(),
	};
	draft.event.id = draft.id;
	draft.event.occurred_on = shanghaiDay(now);
	// The copies and the listeners are empty fields to be filled.
	if (materials) draft.event.materials = materials.map(({ item }) => ({ item })) as EventRecord["materials"];
	if (lectures) draft.event.lectures = lectures.map(({ attendance: _attendance, ...lecture }) => lecture);
	if (host) draft.event.host = { organization: host.organization, contact: host.contact, phone: host.phone };
	await storeNew(db, draft);
	return draft;
}

export async function saveDraft(db: PhoneDatabase, draft: Draft, now: number): Promise<void> {
	await db.drafts.put({ ...plain(draft), updatedAt: new Date(now).toISOString() });
	unstored.delete(draft.id);
}

export async function deleteDraft(db: PhoneDatabase, id: string): Promise<void> {
	unstored.delete(id);
	await db.drafts.delete(id);
}

export async function markNoticeRead(db: PhoneDatabase, id: string, now: number): Promise<void> {
	await db.transaction("rw", db.notices, async () => {
		const notice = await db.notices.get(id);
		if (!notice || notice.readAt !== null) return;
		await db.notices.put({ ...notice, read: true, readAt: new Date(now).toISOString(), readUnsent: 1 });
	});
}

// The newest events by day, and all that have not arrived or wait for the person.
export async function newestRows(db: PhoneDatabase, count: number): Promise<EventRow[]> {
	const newest = await db.events.orderBy("day").reverse().limit(count).toArray();
	const unsent = await db.events.where("unsent").above(0).toArray();
	return [...new Map([...newest, ...unsent].map((row) => [row.id, row])).values()];
}
