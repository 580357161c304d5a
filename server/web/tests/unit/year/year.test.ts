// The figures of a year, against what shared/measures.cpp counts for the same events.
import { describe, expect, it } from "vitest";
import type { EventRecord, Review, ReviewState } from "@/common/records/event";
import type { Code } from "@/common/reference";
import type { Target } from "@/phone/storage/database";
import { edit } from "@/phone/rows/rules";
import { emptyRow, type EventRow } from "@/phone/rows/row";
import { completionOf, yearOf } from "@/phone/views/year";
import vocabulary from "../../../../../schema/vocabulary.json";
import { officialAreas } from "../support/areas";

const venue = (id: string, venue_type: string) => ({ id, venue_type, area: "410423", name: id, valid_from: null, valid_to: null });
const codes = {
	audiences: vocabulary.audiences as Code[],
	items: vocabulary.items,
	venues: [venue("school-1", "school"), venue("factory-1", "enterprise")],
	areas: officialAreas,
};
let made = 0;

function record(change: Partial<EventRecord> = {}): EventRecord {
	return {
		id: `event-${++made}`,
		kind: "session",
		occurred_on: "2025-03-08",
		venue_type: "village",
		area: "410423102201",
		title: "三八",
		reach: { total: 100 },
		materials: [
			{ item: "law_reader", copies: 50 },
			{ item: "leaflet", copies: 200 },
			{ item: "leaflet", copies: 30 },
			{ item: "gift", copies: 7 },
			{ item: "nobody_knows_it", copies: 9 },
		],
		lectures: [{ audience: "women" }, { audience: "girls" }, { audience: "officials" }, { audience: "nobody_knows_it" }],
		consultations: 3,
		...change,
	};
}

function stored(state: ReviewState, change: Partial<EventRecord> = {}, adds?: Review["adds"]): EventRow {
	const content = record(change);
	const review = { state, revision: 1, ...(adds ? { adds, of: "leading" } : {}) };
	return { ...emptyRow(content.id), version: 1, content, local: content, marks: { receipt: "R", review } };
}

const whole = { sessions: 1, lectures: 4, women_children_lectures: 2, reach: 100, materials: 280, consultations: 3 };
const none = { sessions: 0, lectures: 0, women_children_lectures: 0, reach: 0, materials: 0, consultations: 0 };

describe("yearOf", () => {
	it("counts a received event once on one basis, a verified one on both", () => {
		const received = yearOf([stored("submitted")], 2025, codes);
		expect(received.received).toEqual(whole);
		expect(received.verified).toEqual(none);
		for (const state of ["verified", "void_requested"] as const) {
			const verified = yearOf([stored(state)], 2025, codes);
			expect(verified.received).toEqual(whole);
			expect(verified.verified).toEqual(whole);
			expect(verified.states).toMatchObject({ verified: 1, submitted: 0 });
		}
	});

	it("never counts returned, duplicate or void ones", () => {
		const gone = { ...stored("deleted"), deleted: true, localDeleted: true, content: null, local: null };
		const year = yearOf([stored("returned"), stored("duplicate"), gone], 2025, codes);
		expect(year.received).toEqual(none);
		expect(year.states).toEqual({ verified: 0, submitted: 0, returned: 1, duplicate: 1, joint: 0, on_phone: 0, refused: 0 });
		expect(year.venueTypes).toEqual({});
		expect(year.placesVisited).toBe(0);
	});

	it("takes of a joint event what the reviewer ticked, on both bases, and its participation apart", () => {
		const plain = yearOf([stored("joint", {}, [])], 2025, codes);
		expect(plain.received).toEqual(none);
		expect(plain).toMatchObject({ participations: 1, states: { joint: 1 } });
		const ticked = yearOf([stored("joint", {}, ["lectures", "materials"])], 2025, codes);
		expect(ticked.received).toEqual({ ...none, lectures: 4, women_children_lectures: 2, materials: 280 });
		expect(ticked.verified).toEqual(ticked.received);
		expect(yearOf([stored("joint", {}, ["consultations"])], 2025, codes).received).toEqual({ ...none, consultations: 3 });
		expect(ticked.months.every((month) => month.sessions === 0 && month.reach === 0)).toBe(true);
	});

	it("adds a lecture held on its own to everything but sessions", () => {
		const year = yearOf([stored("submitted", { kind: "lecture" })], 2025, codes);
		expect(year.received).toEqual({ ...whole, sessions: 0 });
		expect(year.venueTypes).toEqual({});
		expect(year.months[2]).toEqual({ month: "2025-03", sessions: 0, reach: 100 });
	});

	it("never adds what is still on the phone, and counts an edited one as the office has it", () => {
		const unsent = emptyRow("unsent");
		edit(unsent, record({ id: "unsent" }), "2025-03-08T00:00:00Z");
		const edited = stored("verified");
		edit(edited, { ...record(), reach: { total: 9000 } }, "2025-03-08T00:00:00Z");
		const deleted = stored("submitted");
		edit(deleted, null, "2025-03-08T00:00:00Z");
		const year = yearOf([unsent, edited, deleted], 2025, codes);
		expect(year.received).toMatchObject({ sessions: 2, reach: 200 });
		expect(year.verified).toMatchObject({ sessions: 1, reach: 100 });
		expect(year.states).toMatchObject({ on_phone: 3, verified: 1, submitted: 1 });
	});

	it("keeps years and months apart", () => {
		const rows = ["2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01"].map((occurred_on) => stored("submitted", { occurred_on }));
		const year = yearOf(rows, 2025, codes);
		expect(year.received.sessions).toBe(2);
		expect(year.months.map((month) => month.sessions)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
	});
});

describe("places visited", () => {
	it("count a venue and those merged into it once", () => {
		const merged = { ...venue("school-2", "school"), valid_to: "0001-01-01", merged_into: "school-1" };
		const rows = ["school-1", "school-2"].map((venue_id) => stored("submitted", { venue_type: "school", venue_id }));
		expect(yearOf(rows, 2025, { ...codes, venues: [...codes.venues, merged] }).placesVisited).toBe(1);
		expect(yearOf(rows.slice(1), 2025, { ...codes, venues: [...codes.venues, merged] }).placesVisited).toBe(1);
	});

	it("are villages and communities by their code, and other places by the register, each once", () => {
		const rows = [
			stored("submitted"),
			stored("submitted", { venue_id: "school-1" }), // still the village
			stored("submitted", { area: "410423102" }), // no village named
			stored("submitted", { venue_type: "school", venue_id: "school-1" }),
			stored("verified", { venue_type: "school", venue_id: "school-1" }),
			stored("submitted", { venue_type: "school", venue_id: "factory-1" }), // registered as something else
			stored("submitted", { venue_type: "school", venue_id: "unknown" }),
			stored("submitted", { venue_type: "school" }),
		];
		expect(yearOf(rows, 2025, codes).placesVisited).toBe(2);
	});
});

describe("an edit that is not sent yet", () => {
	it("and moves the event to another year leaves it counted where the office has it", () => {
		const moved = stored("submitted");
		edit(moved, { ...record(), occurred_on: "2024-12-31" }, "2025-03-08T00:00:00Z");
		expect(yearOf([moved], 2025, codes).received.sessions).toBe(1);
		expect(yearOf([moved], 2024, codes)).toMatchObject({ received: none, states: { on_phone: 1 } });
	});
});

describe("completionOf", () => {
	it("holds every kind of target against what was done", () => {
		const rows = [
			stored("submitted"),
			stored("verified"),
			stored("submitted", { venue_type: "school", area: "410423" }),
			stored("returned"),
		];
		const targets: Target[] = [
			{ team: "t", venue_type: null, metric: "sessions", value: 10 },
			{ team: "t", venue_type: "school", metric: "sessions", value: 4 },
			{ team: "t", venue_type: "barracks", metric: "sessions", value: 1 },
			{ team: "t", venue_type: null, metric: "women_children_lectures", value: 5 },
			{ team: "t", venue_type: null, metric: "materials", value: 1000 },
			{ team: "t", venue_type: null, metric: "places_visited", value: 3 },
			{ team: "t", venue_type: "school", metric: "materials", value: 300 },
			{ team: "t", venue_type: "school", metric: "places_visited", value: 2 },
			{ team: "t", venue_type: "village", metric: "sessions", value: null },
		];
		expect(completionOf(rows, 2025, codes, targets).map((entry) => [entry.metric, entry.venueType, entry.done, entry.target])).toEqual([
			["sessions", null, 3, 10],
			["sessions", "school", 1, 4],
			["sessions", "barracks", 0, 1],
			["women_children_lectures", null, 6, 5],
			["places_visited", null, 1, 3],
			["places_visited", "school", 0, 2],
			["materials", null, 840, 1000],
			["materials", "school", 280, 300],
		]);
	});
});
