// 本队今天已记过这里, and what is offered because it went together before.
import { describe, expect, it } from "vitest";
import type { EventRecord } from "@/common/records/event";
import { usualSets } from "@/phone/records/recent";
import { findSameVisits, sameVisits } from "@/phone/records/same_visit";
import { PhoneDatabase } from "@/phone/storage/database";
import { emptyRow, withIndexes, type EventRow } from "@/phone/rows/row";

const stored: EventRecord = {
	id: "a",
	kind: "session",
	occurred_on: "2026-03-08",
	venue_type: "village",
	area: "410423102201",
	place: "村文化广场",
	title: "三八宣传",
	reach: { total: 80 },
};
const row = (change: Partial<EventRow> = {}, record: Partial<EventRecord> = {}): EventRow =>
	withIndexes({ ...emptyRow("a"), team: "t", version: 1, content: { ...stored, ...record }, local: { ...stored, ...record }, ...change });
const wanted = { ...stored, id: "new", title: "又一场" };
const found = (rows: EventRow[], change: Partial<EventRecord> = {}, team = "t") =>
	sameVisits(rows, { ...wanted, ...change }, team).map((visit) => visit.id);

describe("the same visit", () => {
	it("is of one day, kind of place and place", () => {
		expect(found([row()])).toEqual(["a"]);
		expect(found([row()], { place: " 村文化广场 " })).toEqual(["a"]);
		expect(found([row()], { place: undefined })).toEqual(["a"]);
		expect(found([row({}, { place: undefined })])).toEqual(["a"]);
	});

	it("is none of another day, kind, area, place or team, nor itself", () => {
		expect(found([row()], { occurred_on: "2026-03-07" })).toEqual([]);
		expect(found([row()], { venue_type: "school" })).toEqual([]);
		expect(found([row()], { area: "410423102202" })).toEqual([]);
		expect(found([row()], { place: "村小学门口" })).toEqual([]);
		expect(found([row()], {}, "another team")).toEqual([]);
		expect(found([row()], { id: "a" })).toEqual([]);
		expect(sameVisits([row()], { ...wanted, area: undefined }, "t")).toEqual([]);
	});

	it("goes by the registered place where both have one, whatever they call it", () => {
		const registered = row({}, { venue_id: "v1" });
		expect(found([registered], { venue_id: "v1", place: "广场", area: "410423102" })).toEqual(["a"]);
		expect(found([registered], { venue_id: "v2" })).toEqual([]);
	});

	it("is none that was deleted or judged a double", () => {
		expect(found([row({ deleted: true, localDeleted: true, local: null })])).toEqual([]);
		expect(found([row({ localDeleted: true, local: null })])).toEqual([]);
		expect(found([row({ marks: { review: { state: "duplicate", revision: 1 } } })])).toEqual([]);
	});

	it("is found among what the phone holds, what other phones recorded included", async () => {
		const db = new PhoneDatabase("same-visit");
		await db.events.bulkPut([row(), row({ id: "b" }, { id: "b", occurred_on: "2026-03-07" })]);
		expect((await findSameVisits(db, wanted, "t")).map((visit) => visit.record.title)).toEqual(["三八宣传"]);
	});
});

describe("usual sets", () => {
	const of = (topics: string[], items: string[], speakers: string[]): EventRecord => ({
		...stored,
		topics,
		materials: items.map((item) => ({ item, copies: 5 })),
		speakers,
	});

	it("are what was recorded together at least twice, in whatever order, the commonest first", () => {
		const first = of(["civil_code"], ["leaflet", "poster"], ["张晓红"]);
		const second = of([], ["leaflet"], ["李建国"]);
		const records = [
			first,
			second,
			of(["civil_code"], ["poster", "leaflet"], ["张晓红"]),
			second,
			second,
			of(["other"], ["leaflet"], []),
		];
		expect(usualSets(records)).toEqual([
			{ topics: [], items: ["leaflet"], speakers: ["李建国"] },
			{ topics: ["civil_code"], items: ["leaflet", "poster"], speakers: ["张晓红"] },
		]);
	});

	it("are none of one thing alone", () => {
		const alone = of([], ["leaflet"], []);
		expect(usualSets([alone, alone, alone])).toEqual([]);
	});
});
