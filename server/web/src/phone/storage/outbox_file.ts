// Everything unsent as one file, for the office to import when sending keeps failing. Used by the settings and the
// banners. Whatever is sent later under the same change ids counts once.
import { shanghaiDay } from "@/common/calendar";
import { plain } from "@/common/json";
import { makeUuid } from "@/common/uuid";
import type { Draft, PhoneDatabase } from "./database";
import { handOverFile, type Handed } from "./hand_over";
import { toWire, unsentReports, type WireNilReport } from "./nil_reports";
import { freeze, mayFreeze } from "@/phone/rows/rules";
import { isDirty, sameContent, withIndexes, type EventRow, type WireChange } from "@/phone/rows/row";

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface OutboxFile {
	format: "bajin-outbox";
	format_version: 1;
	made_at: string;
	app: { name: "bajin-web"; version: string };
	device_id: string | null;
	device_name: string;
	teams: string[];
	changes: WireChange[];
	nil_reports: WireNilReport[];
	drafts: Draft[]; // the office leaves them aside; another phone can take them up
}

// A change that was refused, as it was sent; the server keeps one copy of a change id, however often it comes.
function refusedChanges(row: EventRow): WireChange[] {
	return row.refused.map((refused) => ({
		change_id: refused.changeId,
		id: row.id,
		base: row.version,
		op: refused.sent === null ? ("delete" as const) : ("put" as const),
		edited_at: row.editedAt || refused.at,
		...(row.version === 0 && row.team !== "" ? { team: row.team } : {}),
		...(refused.sent === null ? {} : { event: refused.sent }),
	}));
}

// What was typed since the change under way was frozen: it has no change of its own before that one is answered, and must
// be in the file all the same. Given on a copy of the row, it leaves no trace; sent later under another id, it is found to
// be stored already.
function editedSince(row: EventRow, now: string): WireChange | null {
	const sent = row.inFlight;
	if (!sent || !isDirty(row) || row.blocked) return null;
	if (sent.op !== "answer" && !sent.heal && sameContent(row.localDeleted, row.local, sent.op === "delete", sent.event ?? null))
		return null;
	const copy = { ...plain(row), inFlight: null };
	const change = freeze(copy, makeUuid(), now, true);
	// Nobody but this phone has an event that the server never acknowledged: the change before makes version 1 of it.
	if (row.version === 0) change.base = 1;
	return change;
}

// Freezes what waits, exactly as the next sync would, so that it is sent later under the ids that stand in the file.
export async function makeOutboxFile(db: PhoneDatabase, options: { now: number; appVersion: string }): Promise<OutboxFile> {
	const now = new Date(options.now).toISOString();
	return db.transaction("rw", [db.events, db.nilReports, db.drafts, db.meta], async () => {
		const device = await db.read("device");
		const reference = await db.read("reference");
		const changes: WireChange[] = [];
		const frozen: EventRow[] = [];
		const waiting = await db.events.where("unsent").above(0).toArray();
		const refused = await db.events.filter((row) => row.unsent === 0 && row.refused.length > 0).toArray();
		for (const row of [...refused, ...waiting]) {
			changes.push(...refusedChanges(row));
			// Edits only: a heal says again what the office once had, and has its turn when the phone syncs.
			if ((isDirty(row) || row.answer) && mayFreeze(row, true)) {
				freeze(row, makeUuid(), now, true);
				frozen.push(withIndexes(row));
			}
			if (row.inFlight) changes.push(row.inFlight);
			const later = editedSince(row, now);
			if (later) changes.push(later);
		}
		await db.events.bulkPut(frozen);
		const reports = await unsentReports(db);
		const teams = reference?.teams.map((team) => team.id) ?? [];
		return plain<OutboxFile>({
			format: "bajin-outbox",
			format_version: 1,
			made_at: now,
			app: { name: "bajin-web", version: options.appVersion },
			device_id: device?.deviceId ?? null,
			device_name: device?.name ?? "",
			teams: device && !teams.includes(device.team) ? [device.team, ...teams] : teams,
			changes,
			nil_reports: reports.map(toWire),
			drafts: await db.drafts.toArray(),
		});
	});
}

// Takes up the drafts of such a file, of this phone before it was emptied or of another one. What is here already stays as it is.
// Gives how many came; null: it is no such file.
export async function takeDrafts(db: PhoneDatabase, text: string): Promise<number | null> {
	let file: Partial<OutboxFile>;
	try {
		file = JSON.parse(text) as Partial<OutboxFile>;
	} catch {
		return null;
	}
	if (file?.format !== "bajin-outbox" || !Array.isArray(file.drafts)) return null;
	const drafts = file.drafts.filter((draft) => uuidPattern.test(draft?.id) && typeof draft.event === "object" && draft.event !== null);
	return db.transaction("rw", [db.events, db.drafts], async () => {
		let taken = 0;
		for (const draft of drafts) {
			const isHere = (await db.events.get(draft.id)) !== undefined;
			// An edit of a record that is not here would have nothing to stand on.
			if (isHere !== (draft.editing === true) || (await db.drafts.get(draft.id))) continue;
			await db.drafts.put(draft);
			++taken;
		}
		return taken;
	});
}

// How many records and reports the file carries, as the person counts them.
export function countInFile(file: OutboxFile): number {
	return new Set(file.changes.map((change) => change.id)).size + file.nil_reports.length;
}

export function fileName(file: OutboxFile, makeName: (day: string, device: string) => string): string {
	const device = file.device_name.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 40);
	return makeName(shanghaiDay(Date.parse(file.made_at)), device);
}

// Gives the file to the person.
export function handOver(file: OutboxFile, name: string, title: string): Promise<Handed> {
	return handOverFile(JSON.stringify(file, null, "\t"), name, "application/json", title);
}
