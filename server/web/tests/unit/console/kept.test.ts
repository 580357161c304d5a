// @vitest-environment happy-dom
// Kept changes: why they were kept, what can be done with them, and a record put together from both sides.
import { beforeEach, describe, expect, it } from "vitest";
import vocabulary from "../../../../../schema/vocabulary.json";
import type { EventRecord } from "@/common/records/event";
import type { Reference } from "@/common/reference";
import type { EventState } from "@/console/api/types";
import { reference } from "@/console/composables/names";
import { baseOf, choicesOf, joined, leftToChoose, suggested, wayOf, type Kept } from "@/console/pages/kept/kept";
import { whyKept } from "@/console/pages/kept/why";
import { en as enProblems, zh as zhProblems } from "@/console/texts/problems";

const base: EventRecord = {
	id: "e",
	kind: "session",
	occurred_on: "2015-12-09",
	venue_type: "village",
	area: "410423",
	title: "原名",
	reach: { total: 100 },
	note: "原",
};
const stored: EventRecord = { ...base, title: "新存的", place: "村委会", reach: { total: 110 } };
const sent: EventRecord = { ...base, title: "传来的", note: "改了", reach: { total: 110 } };

const current = (event: EventRecord | null, deleted = false) =>
	({ id: "e", version: 3, deleted, event, review: { state: "submitted", revision: 0 } }) as unknown as EventState;

function kept(change: Partial<Kept> = {}): Kept {
	return {
		number: 1,
		change_id: "c",
		id: "e",
		outcome: "conflict",
		team: "t",
		device: "d",
		received_at: "",
		problems: [],
		change: { base: 1, op: "put", event: sent },
		resolved_at: null,
		current: current(stored),
		...change,
	};
}

beforeEach(() => {
	reference.value = { etag: "", entityTag: "", vocabulary, venues: [], teams: [] } as unknown as Reference;
});

describe("a conflict", () => {
	it("asks only about what both changed differently", () => {
		const choices = choicesOf(base, stored, sent);
		expect(choices.map(({ name, changedBy }) => [name, changedBy])).toEqual([
			["place", "stored"],
			["title", "both"],
			["note", "sent"],
		]);
		expect(suggested(choices)).toEqual({ place: "stored", note: "sent" });
		expect(leftToChoose(choices, suggested(choices)).map((choice) => choice.name)).toEqual(["title"]);
		expect(choices[1]?.before).toBe("原名");
	});

	it("gives the record that was chosen, field by field", () => {
		const chosen = suggested(choicesOf(base, stored, sent));
		expect(joined(base, stored, sent, { ...chosen, title: "sent" })).toEqual({
			...base,
			title: "传来的",
			place: "村委会",
			note: "改了",
			reach: { total: 110 },
		});
		expect(joined(base, stored, sent, { title: "stored", place: "sent", note: "stored" })).toEqual({
			...base,
			title: "新存的",
			reach: { total: 110 },
		});
	});

	it("keeps the photos of both", () => {
		const photo = (letter: string) => ({ sha256: letter.repeat(64) });
		const [theirs, ours] = [
			{ ...stored, photos: [photo("a")] },
			{ ...sent, photos: [photo("b")] },
		];
		const choices = choicesOf(base, theirs, ours);
		expect(choices.find((choice) => choice.name === "photos")).toMatchObject({ changedBy: "both", isJoined: true });
		expect(leftToChoose(choices, suggested(choices)).map((choice) => choice.name)).toEqual(["title"]);
		expect(joined(base, theirs, ours, { title: "sent" }).photos).toEqual([photo("a"), photo("b")]);
	});

	it("without the version the phone knew asks about everything that both hold", () => {
		expect(choicesOf(null, stored, sent).map(({ name, changedBy }) => [name, changedBy])).toEqual([
			["place", "stored"],
			["title", "both"],
			["note", "both"],
		]);
	});

	it("starts from the version that the phone knew, or the newest below", () => {
		const entry = (version: number, event: EventRecord | null) => ({ version, at: "", by: null, op: "put" as const, event });
		const history = [entry(1, base), entry(1, null), entry(4, stored)];
		expect(baseOf(history, 1)).toBe(base);
		expect(baseOf(history, 3)).toBe(base);
		expect(baseOf(history, 4)).toBe(stored);
		expect(baseOf(history, 0)).toBeNull();
	});
});

describe("what can be done", () => {
	it("is choosing, correcting, or closing with the reason why no more", () => {
		expect(wayOf(kept())).toEqual({ way: "choose", why: null });
		expect(wayOf(kept({ outcome: "rejected", current: null }))).toEqual({ way: "correct", why: null });
		expect(wayOf(kept({ outcome: "rejected" }))).toEqual({ way: "correct", why: null });
		expect(wayOf(kept({ change: { base: 1, op: "delete" } }))).toEqual({ way: "close", why: "void" });
		expect(wayOf(kept({ change: { base: 1, op: "answer", reason: "没有要改的" } }))).toEqual({ way: "close", why: "answer" });
		expect(wayOf(kept({ current: current(null, true) }))).toEqual({ way: "close", why: "deleted" });
		expect(wayOf(kept({ change: null }))).toEqual({ way: "close", why: "unreadable" });
		expect(wayOf(kept({ outcome: "rejected", problems: [{ pointer: "/id", code: "forbidden", message: "" }] }))).toEqual({
			way: "close",
			why: "otherTeam",
		});
	});
});

describe("why it was kept", () => {
	it("is said in one sentence", () => {
		expect(whyKept(kept())).toBe("两边不一样：地点、活动名称 等 3 处");
		expect(whyKept(kept({ change: { op: "delete" } }))).toBe("手机要作废，别处又改过");
		expect(whyKept(kept({ current: current(null, true) }))).toBe("手机改了，这条已被作废");
		expect(whyKept(kept({ change: { event: stored } }))).toBe("两边现在已经一样");
		expect(whyKept(kept({ change: null }))).toBe("内容无法读出");
		const problems = [
			{ pointer: "/materials/2/copies", code: "missing", message: "" },
			{ pointer: "/area", code: "unknown_code", message: "" },
		];
		expect(whyKept(kept({ outcome: "rejected", problems }))).toBe("第 3 行：请填数量、地区名单里没有这个地方");
	});
});

describe("problems", () => {
	const codes = [
		"missing",
		"empty",
		"wrong_type",
		"invalid_format",
		"out_of_range",
		"too_long",
		"too_many",
		"unknown_code",
		"unknown_kind",
		"women_children_over_total",
		"lecture_without_entries",
		"record_too_large",
		"forbidden",
		"change_id_reused",
	];
	it("are sentences in both languages, without the code's own name", () => {
		for (const code of codes) {
			for (const pointer of ["", "/reach/total", "/lectures/0/audience", "/host/contact", "/area", "/occurred_on"]) {
				for (const { text } of [zhProblems, enProblems]) {
					const sentence = text({ pointer, code, message: "" });
					expect(sentence).not.toContain(code);
					expect(sentence).not.toContain("/");
					expect(sentence.length).toBeGreaterThan(3);
				}
			}
		}
	});

	it("that are not known are said as the server says them", () => {
		expect(zhProblems.text({ pointer: "/x", code: "new_rule", message: "服务器的话" })).toBe("服务器的话");
		expect(zhProblems.text({ pointer: "/note", code: "new_rule" })).toBe("备注有问题");
	});
});
