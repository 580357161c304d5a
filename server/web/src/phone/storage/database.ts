// The phone's database in IndexedDB. Everything the app must not forget is here, and nothing that it could only guess:
// what is shown as sent was answered by the server in the same transaction that says so.
import type * as Api from "@/common/api/schema";
import { Dexie, type EntityTable, type Table } from "dexie";
import type { EventRecord } from "@/common/records/event";
import type { Reference } from "@/common/reference";
import type { Stroke } from "@/phone/rows/signature";
import type { EventRow } from "@/phone/rows/row";

// A record that is being written; kept on every change, so that it survives the app being killed.
export interface Draft {
	id: string; // of the event
	event: Partial<EventRecord>;
	editing: boolean; // of an event that exists
	team: string;
	areaConfirmed: boolean;
	updatedAt: string;
	// Of an edit: the record and the review as they were when it was begun. What other phones and the county did meanwhile
	// is neither undone nor taken for seen.
	base?: EventRecord | null;
	seenRevision?: number;
	// Begun and not taken over yet: names typed but not added, by the pointer of their field, and a signature being written.
	copied?: true; // from another record, and nothing changed in it since
	unfinished?: { names?: Record<string, string>; strokes?: Stroke[] };
}

// A message from the county to the team.
export type Notice = Api.PhoneNotice & {
	readAt: string | null; // on this phone
	readUnsent: 0 | 1;
};

// 零报告: a month without an event.
export interface NilReport {
	month: string;
	changeId: string;
	at: string;
	sentAt: string | null;
	// An event of that month was recorded after all.
	withdrawn?: { changeId: string; sentAt: string | null } | null;
}

export interface Device {
	token: string;
	deviceId: string;
	name: string;
	team: string;
	area: string;
	enrolledAt: string;
	code?: string; // that it joined by
}

export type Target = Pick<Api.Target, "team" | "venue_type" | "metric" | "value">;

// Why the server will not talk to this phone for now.
export type Barrier = "unauthenticated" | "device_lost" | "protocol_too_old";

export interface Settings {
	language: "zh" | "en";
	theme: "system" | "light" | "dark";
	textSize: 100 | 125 | 150 | 200;
	recordedBy: string;
	pin: { salt: string; hash: string } | null;
	recentAreas: string[];
	countyPhone?: string; // whom to ask; not there in settings of earlier versions of the app
}

// What was typed in a dialog (kept_text.ts).
export interface KeptText {
	text: string;
	at: string;
}

// Syncs that happened (sync/diary.ts).
export interface DiaryEntry {
	from: string;
	at: string; // of the last run that it stands for
	runs: number;
	end: string; // "done", or the code of what went wrong
	sent: number; // changes
	received: number; // events
	up: number; // bytes
	down: number;
}

// Single values, by name.
export interface MetaValues {
	device: Device | null;
	enrolling: { requestId: string; code: string } | null;
	cursor: string | null;
	more: boolean; // pages are outstanding
	resetSeen: Record<string, number> | null; // versions on the pages of a reset that is going on
	prune: boolean; // after a reset: what belongs to former teams may go once it is settled
	lastSuccess: string | null;
	lastFailure: { at: string; code: string; message: string } | null;
	retryAt: number; // not before this time, as the server asked
	barrier: Barrier | null;
	clockOffsetMs: number | null; // phone minus server, while it can still be believed
	clockSeen: number | null; // what the phone's clock said when it was last looked at
	referenceWanted: string | null; // etag the server named last
	reference: Reference | null;
	areas: { etag: string; json: string } | null; // of AreaRow[]: as text it is read three times as fast
	targets: { year: number; targets: Target[]; at?: string } | null; // `at`: when the server was asked
	noticesAfter: number;
	settings: Settings;
	lastNag: string | null;
	typed: Record<string, KeptText>; // in dialogs, by where
	diary: DiaryEntry[]; // the oldest first
}

export const metaDefaults: MetaValues = {
	device: null,
	enrolling: null,
	cursor: null,
	more: true,
	resetSeen: null,
	prune: false,
	lastSuccess: null,
	lastFailure: null,
	retryAt: 0,
	barrier: null,
	clockOffsetMs: null,
	clockSeen: null,
	referenceWanted: null,
	reference: null,
	areas: null,
	targets: null,
	noticesAfter: 0,
	settings: { language: "zh", theme: "system", textSize: 100, recordedBy: "", pin: null, recentAreas: [] },
	lastNag: null,
	typed: {},
	diary: [],
};

export class PhoneDatabase extends Dexie {
	events!: EntityTable<EventRow, "id">;
	drafts!: EntityTable<Draft, "id">;
	notices!: EntityTable<Notice, "id">;
	nilReports!: EntityTable<NilReport, "month">;
	meta!: Table<{ key: string; value: unknown }, string>;

	constructor(name = "bajin") {
		// On the disk before it is called stored: a phone's battery may be taken out.
		super(name, { chromeTransactionDurability: "strict" });
		// Append-only: a new layout is a new version with an upgrade, because phones come back after months.
		this.version(1).stores({
			events: "id, day, unsent",
			drafts: "id, updatedAt",
			notices: "id, number, readUnsent",
			nilReports: "month",
			meta: "key",
		});
	}

	async read<K extends keyof MetaValues>(key: K): Promise<MetaValues[K]> {
		const row = await this.meta.get(key);
		return row === undefined ? metaDefaults[key] : (row.value as MetaValues[K]);
	}

	async write<K extends keyof MetaValues>(key: K, value: MetaValues[K]): Promise<void> {
		await this.meta.put({ key, value });
	}
}
