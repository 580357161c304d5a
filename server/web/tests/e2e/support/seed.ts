// A phone with something in every state, put into its database directly: for pictures of every screen.
import type { Page } from "playwright-core";
import type { EventRecord, Review } from "@/common/records/event";
import { emptyRow, withIndexes, type EventRow } from "@/phone/rows/row";

const year = new Date().getFullYear();

export const ids = {
	waiting: "01957a3e-4c7b-7d21-9a55-00000000aa01",
	submitted: "01957a3e-4c7b-7d21-9a55-00000000aa02",
	verified: "01957a3e-4c7b-7d21-9a55-00000000aa03",
	returned: "01957a3e-4c7b-7d21-9a55-00000000aa04",
	joint: "01957a3e-4c7b-7d21-9a55-00000000aa05",
	duplicate: "01957a3e-4c7b-7d21-9a55-00000000aa06",
	void_requested: "01957a3e-4c7b-7d21-9a55-00000000aa07",
	deleted: "01957a3e-4c7b-7d21-9a55-00000000aa08",
	conflict: "01957a3e-4c7b-7d21-9a55-00000000aa09",
	rejected: "01957a3e-4c7b-7d21-9a55-00000000aa0a",
	late: "01957a3e-4c7b-7d21-9a55-00000000aa0b",
	draft: "01957a3e-4c7b-7d21-9a55-00000000aa0c",
};

function record(id: string, title: string, change: Partial<EventRecord> = {}): EventRecord {
	return {
		id,
		title,
		kind: "session",
		occurred_on: `${year}-03-08`,
		started_at: "09:30",
		ended_at: "11:00",
		venue_type: "village",
		area: "410423102201",
		place: "村文化广场",
		topics: ["womens_rights_law", "domestic_violence_law"],
		campaigns: ["womens_day"],
		forms: ["stall", "talk"],
		speakers: ["张晓红", "李建国"],
		organizers: ["县妇联"],
		recorded_by: "张晓红",
		reach: { total: 800, women: 500, children: 100, method: "estimated" },
		materials: [
			{ item: "law_reader", copies: 50 },
			{ item: "leaflet", copies: 2000 },
		],
		lectures: [{ audience: "women", topic: "womens_rights_law", attendance: 120 }],
		consultations: 30,
		host: {
			organization: "东街村委会",
			contact: "王主任",
			phone: "13800000000",
			confirmed: "signature",
			signature: "M20 70L60 20L90 80L140 30M160 60L200 40L260 66",
		},
		location: { latitude: 33.9012, longitude: 112.8123, accuracy_m: 12 },
		note: "下雨，改在文化活动室举行。",
		...change,
	};
}

function acknowledged(content: EventRecord, review: Partial<Review>, warnings: string[] = []): EventRow {
	const marks = {
		receipt: "7F3K-92QX",
		received_at: `${year}-03-08T11:20:06.120Z`,
		warnings,
		review: { state: "submitted" as const, revision: 1, ...review },
	};
	return { ...emptyRow(content.id), team: "", version: 3, content, local: content, marks, editedAt: `${year}-03-08T03:12:44.000Z` };
}

export function everyState(): EventRow[] {
	const waiting: EventRow = {
		...emptyRow(ids.waiting),
		local: record(ids.waiting, "反家庭暴力法进社区", { venue_type: "community" }),
		editedAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
	};
	const gone = acknowledged(record(ids.deleted, "记错的一场"), { state: "deleted", reason: "当天取消了" });
	gone.deleted = gone.localDeleted = true;
	gone.local = null;
	const differing = acknowledged(record(ids.conflict, "“三八”妇女权益保障法进村"), {});
	differing.refused = [
		{
			outcome: "conflict",
			changeId: "c1",
			problems: [],
			at: `${year}-03-09T00:00:00Z`,
			sent: record(ids.conflict, "妇女权益保障法进村", { reach: { total: 760 }, materials: [{ item: "leaflet", copies: 1800 }] }),
		},
	];
	const refused: EventRow = {
		...emptyRow(ids.rejected),
		local: record(ids.rejected, "开学第一课", { venue_type: "school", reach: { total: 300, women: 40, children: 270 } }),
		blocked: true,
		editedAt: `${year}-03-09T00:00:00Z`,
	};
	refused.refused = [
		{
			outcome: "rejected",
			changeId: "c2",
			at: `${year}-03-09T00:00:00Z`,
			sent: refused.local,
			problems: [{ pointer: "/reach", code: "women_children_over_total", message: "妇女和儿童人次之和不能超过总人次" }],
		},
	];
	return [
		waiting,
		gone,
		differing,
		refused,
		acknowledged(record(ids.submitted, "送法下乡，情暖三八——妇女权益保障法、反家庭暴力法、家庭教育促进法集中宣传活动"), {}, [
			"unusual_reach",
		]),
		acknowledged(record(ids.verified, "宪法宣传周进机关", { venue_type: "agency", occurred_on: `${year}-02-04` }), {
			state: "verified",
			by: "鲁山县审核员",
		}),
		acknowledged(record(ids.returned, "人数写错的一场", { reach: { total: 8000 } }), {
			state: "returned",
			reason: "人数好像多写了一个零，请核对签到表",
			fields: ["/reach/total", "/materials"],
			due_on: `${year}-03-20`,
			by: "鲁山县审核员",
			at: `${year}-03-10T02:00:00Z`,
		}),
		acknowledged(record(ids.joint, "三队联合普法大集"), { state: "joint", adds: ["materials"], of: ids.verified }),
		acknowledged(record(ids.duplicate, "重复记的一场"), { state: "duplicate", of: ids.verified }),
		acknowledged(record(ids.void_requested, "申请作废的一场"), { state: "void_requested", reason: "记错了学校" }),
		acknowledged(record(ids.late, "补报去年腊月的一场", { occurred_on: `${year}-01-15`, venue_type: "school" }), {}, [
			"late",
			"old_date",
		]),
	].map(withIndexes);
}

// Puts rows into the app's database; `meta` by key.
export async function seed(page: Page, rows: EventRow[], meta: Record<string, unknown> = {}): Promise<void> {
	const draft = {
		id: ids.draft,
		event: { id: ids.draft, kind: "session", occurred_on: `${year}-03-12`, title: "写到一半的活动", venue_type: "school" },
		editing: false,
		team: "",
		areaConfirmed: false,
		updatedAt: new Date().toISOString(),
	};
	const notice = (number: number, kind: string, title: string | null, text: string, due: string | null) => ({
		id: `01957a3e-4c7b-7d21-9a55-00000000bb0${number}`,
		number,
		kind,
		title,
		text,
		due_on: due,
		from: "鲁山县司法局",
		at: `${year}-03-0${number}T01:00:00Z`,
		withdrawn: false,
		read: number === 1,
		readAt: null,
		readUnsent: 0,
	});
	const notices = [
		notice(1, "notice", "“三八”维权周安排", "请各队三月八日前后至少开展一场进村宣传，资料到县妇联领取。", null),
		notice(2, "reminder", null, "二月份活动还没有报上来，请尽快上报；没有活动的报“零报告”。", `${year}-03-05`),
	];
	await page.evaluate(
		async ({ rows, draft, notices, meta }) => {
			const database = await new Promise<IDBDatabase>((resolve, reject) => {
				const opening = indexedDB.open("bajin");
				opening.onsuccess = () => resolve(opening.result);
				opening.onerror = () => reject(opening.error);
			});
			const writing = database.transaction(["events", "drafts", "notices", "meta"], "readwrite");
			for (const row of rows) writing.objectStore("events").put(row);
			writing.objectStore("drafts").put(draft);
			for (const entry of notices) writing.objectStore("notices").put(entry);
			for (const [key, value] of Object.entries(meta)) writing.objectStore("meta").put({ key, value });
			await new Promise((resolve) => (writing.oncomplete = resolve));
			database.close();
		},
		{ rows, draft, notices, meta },
	);
}
