// Random samples: the filter as it is sent, what a record stands at, how many were genuine.
import { expect, it } from "vitest";
import {
	filterTexts,
	genuineShare,
	mayCheck,
	needsNote,
	neighboursOf,
	standingOf,
	standings,
	type Sample,
	type SampleEvent,
} from "@/console/pages/samples/samples";
import { en, zh } from "@/console/texts/samples";

it("sends the filter as texts, without what was not asked", () => {
	expect(
		filterTexts({ area: "410423", from: "2015-01", to: "2015-12", basis: "received", attribution: undefined, exact: true, text: "" }),
	).toEqual({ area: "410423", from: "2015-01", to: "2015-12", basis: "received", exact: "true" });
});

it("knows what was not looked into yet, and asks why a record is not genuine", () => {
	const event: SampleEvent = { id: "e", version: 1, now_version: 1, finding: null };
	expect(standingOf(event)).toBe("open");
	expect(standingOf({ ...event, finding: { finding: "unverifiable", note: "无人可问", by: "a", at: "" } })).toBe("unverifiable");
	expect([needsNote("genuine"), needsNote("partly_genuine"), needsNote("not_genuine"), needsNote("unverifiable")]).toEqual([
		false,
		true,
		true,
		true,
	]);
});

it("counts the genuine among those that were looked into", () => {
	const none = { genuine: 0, partly_genuine: 0, not_genuine: 0, unverifiable: 0, open: 10 };
	expect(genuineShare(none)).toBeNull();
	expect(genuineShare({ ...none, genuine: 3, not_genuine: 1, open: 6 })).toBe(0.75);
});

it("says every standing in both languages", () => {
	for (const texts of [zh, en]) expect(Object.keys(texts.standings)).toEqual([...standings]);
});

it("lets a coordinator change no finding of somebody else, and nobody one of a record out of sight", () => {
	const found: SampleEvent = { id: "e", version: 1, now_version: 1, finding: { finding: "genuine", note: "", by: "a", at: "" } };
	expect(mayCheck(found, { role: "coordinator", username: "b" })).toBe(false);
	expect(mayCheck(found, { role: "coordinator", username: "a" })).toBe(true);
	expect(mayCheck({ ...found, finding: null }, { role: "coordinator", username: "b" })).toBe(true);
	expect(mayCheck(found, { role: "auditor", username: "b" })).toBe(true);
	expect(mayCheck({ ...found, now_version: null }, { role: "auditor", username: "b" })).toBe(false);
	expect(mayCheck(found, null)).toBe(false);
});

it("goes on from a record that has just left the list, and past those that cannot be read", () => {
	const drawn = ["a", "b", "c", "d"].map((id) => ({ id, version: 1, now_version: id === "c" ? null : 1, finding: null }) as SampleEvent);
	const sample = { events: drawn } as Sample;
	expect(neighboursOf(sample, "b", drawn)).toEqual({ previous: "a", next: "d" });
	const open = drawn.filter((event) => event.id !== "b");
	expect(neighboursOf(sample, "b", open)).toEqual({ previous: "a", next: "d" });
	expect(neighboursOf(sample, "d", open)).toEqual({ previous: "a", next: null });
});
