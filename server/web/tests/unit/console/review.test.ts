// @vitest-environment happy-dom
// The rules of the review pages: keys, many at once, the queue, what somebody else did meanwhile, the history.
import { describe, expect, it } from "vitest";
import type { ReviewState } from "@/common/records/event";
import {
	bulkMax,
	candidatesOf,
	neededToOpen,
	partSize,
	runBulk,
	type BulkResult,
	type Named,
	type Progress,
} from "@/console/pages/review/bulk";
import { stepsOf } from "@/console/event_panel/history";
import { actionOf, isTypingIn, keyOfAction, type Pressed } from "@/console/event_panel/keys";
import { changesBetween } from "@/console/event_panel/meanwhile";
import { afterDecision, isFiltered, neighbour, queueFilterOf, queueQuestion } from "@/console/pages/review/queue";
import { actionsOf, isOpenPair, wroteIt } from "@/console/event_panel/rules";
import type { HistoryRow } from "@/console/event_panel/types";
import { event, record } from "./event_state";

const pressed = (key: string, more: Partial<Pressed> = {}): Pressed => ({
	key,
	code: `Key${key.toUpperCase()}`,
	ctrlKey: false,
	altKey: false,
	metaKey: false,
	isComposing: false,
	repeat: false,
	defaultPrevented: false,
	...more,
});

describe("a key", () => {
	it("means what its hint says", () => {
		for (const [action, key] of Object.entries(keyOfAction)) expect(actionOf(pressed(key), false)).toBe(action);
		expect(actionOf(pressed("x"), false)).toBeNull();
	});

	it("means nothing while somebody types, composes, or holds another key with it", () => {
		expect(actionOf(pressed("v"), true)).toBeNull();
		for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }, { defaultPrevented: true }])
			expect(actionOf(pressed("v", more), false)).toBeNull();
	});

	it("that is held runs through the list, but decides once", () => {
		expect(actionOf(pressed("j", { repeat: true }), false)).toBe("next");
		expect(actionOf(pressed("v", { repeat: true }), false)).toBeNull();
	});

	it("is known behind a Chinese input method, and with capitals", () => {
		expect(actionOf(pressed("Process", { code: "KeyV" }), false)).toBe("verify");
		expect(actionOf(pressed("Process", { code: "Slash" }), false)).toBeNull();
		expect(actionOf(pressed("V"), false)).toBe("verify");
	});

	it("knows fields in which one types from those one ticks", () => {
		document.body.innerHTML =
			'<input id="t" type="search"><textarea id="a"></textarea><input id="c" type="checkbox"><button id="b">b</button><div role="dialog"><button id="d">d</button></div>';
		const at = (id: string) => isTypingIn(document.getElementById(id));
		expect([at("t"), at("a"), at("c"), at("b"), at("d"), isTypingIn(null)]).toEqual([true, true, false, false, true, false]);
	});
});

describe("many at once", () => {
	it("need a tenth opened, at least five, or all if there are fewer", () => {
		expect([0, 1, 4, 5, 6, 50, 51, 100, 999, 1000].map(neededToOpen)).toEqual([0, 1, 4, 5, 5, 5, 6, 10, 100, 100]);
	});

	it("are those that wait without any warning and are not of one's own hand", () => {
		const events = [
			event("a"),
			event("b", { warnings: ["late"] }),
			event("c", { state: "verified" }),
			event("d", { source: "paper", entered_by: "lushan" }),
			event("e", { entered_by: "else" }),
		];
		const { events: found, own } = candidatesOf(events, "lushan");
		expect(found.map((one) => one.id)).toEqual(["a", "e"]);
		expect(own).toBe(1);
	});

	const named = (count: number): Named[] => Array.from({ length: count }, (_, index) => ({ id: `e${index}`, version: 3, revision: 0 }));
	const reviewed = (part: Named[]): BulkResult[] =>
		part.map(({ id }, index) =>
			index === 7
				? { id, outcome: "refused", code: "own_entry", revision: null }
				: { id, outcome: "reviewed", code: null, revision: 1 },
		);

	it("go in parts, tell how far they are, and which were refused", async () => {
		const sizes: number[] = [];
		const told: number[] = [];
		const end = await runBulk(
			named(250),
			async (part) => {
				sizes.push(part.length);
				return reviewed(part);
			},
			(progress) => told.push(progress.sent),
			new AbortController().signal,
		);
		expect(sizes).toEqual([partSize, partSize, 50]);
		expect(told).toEqual([100, 200, 250, 250]);
		expect(end.refused.map((result) => result.id)).toEqual(["e7", "e107", "e207"]);
		expect(end.done).toHaveLength(247);
		expect(end.done[0]).toEqual({ id: "e0", version: 3, revision: 1 });
		expect(end.isCancelled).toBe(false);
	});

	it("stop between two parts when called off, and what was done stands", async () => {
		const cancel = new AbortController();
		const end = await runBulk(
			named(bulkMax),
			async (part) => {
				cancel.abort();
				return reviewed(part);
			},
			() => undefined,
			cancel.signal,
		);
		expect(end).toMatchObject({ sent: 100, isCancelled: true });
		expect(end.done).toHaveLength(99);
	});

	it("have told what was done when the network fails", async () => {
		let last: Progress | null = null;
		let calls = 0;
		const sending = runBulk(
			named(150),
			async (part) => {
				if (++calls === 2) throw new Error("no answer");
				return reviewed(part);
			},
			(progress) => {
				last = progress;
			},
			new AbortController().signal,
		);
		await expect(sending).rejects.toThrow("no answer");
		expect(last).toMatchObject({ sent: 100 });
	});
});

describe("the queue", () => {
	const list = [event("a"), event("b"), event("c")];

	it("goes on to the event below, at the end to the one above", () => {
		expect(afterDecision(list, "a", 0)?.id).toBe("b");
		expect(afterDecision(list, "c", 2)?.id).toBe("b");
		expect(afterDecision([event("a")], "a", 0)).toBeNull();
	});

	it("knows its place when the open event has left the list", () => {
		const rest = [event("a"), event("c")];
		expect(neighbour(rest, "b", 1, 1)?.id).toBe("c");
		expect(neighbour(rest, "b", 1, -1)?.id).toBe("a");
		expect(neighbour(rest, "z", 0, -1)).toBeNull();
	});

	it("asks only for what its filter says; the year of another page is none of it", () => {
		const filter = queueFilterOf({
			area: "410423",
			year: "2015",
			basis: "received",
			month: "2015-12",
			warning: "none",
			tab: "nonsense",
		});
		const asked = Object.fromEntries(Object.entries(queueQuestion(filter)).filter(([, value]) => value !== undefined));
		expect(asked).toEqual({ state: "submitted", area: "410423", from: "2015-12", to: "2015-12", warning: "none" });
		expect(isFiltered(filter, "410423")).toBe(true);
		expect(isFiltered(queueFilterOf({ area: "410423", tab: "returned" }), "410423")).toBe(false);
		expect(queueQuestion(queueFilterOf({ tab: "all" })).state).toBeUndefined();
	});
});

describe("what may be done", () => {
	it("follows the state", () => {
		expect(actionsOf(event("a"))).toContain("verify");
		expect(actionsOf(event("a", { state: "verified" }))).not.toContain("verify");
		expect(actionsOf(event("a", { state: "void_requested" }))).toEqual(["agree", "refuse"]);
		expect(actionsOf(event("a", { state: "deleted", deleted: true }))).toEqual([]);
	});

	it("is no verifying of what one wrote, however long ago", () => {
		const rows = [
			{ op: "put", device: null, by: "lushan" },
			{ op: "put", device: "phone", by: "phone" },
		] as HistoryRow[];
		expect(wroteIt("lushan", event("a"), rows)).toBe(true);
		expect(wroteIt("else", event("a"), rows)).toBe(false);
		expect(wroteIt("phone", event("a"), rows)).toBe(false);
		expect(wroteIt("lushan", event("a", { entered_by: "lushan" }), null)).toBe(true);
	});

	it("leaves a pair open only while both count and nobody said that they differ", () => {
		const cleared = { by: "x", at: "", reason: "" };
		expect(isOpenPair(event("a"), { event: event("b", { state: "verified" }), cleared: null })).toBe(true);
		expect(isOpenPair(event("a"), { event: event("b"), cleared })).toBe(false);
		expect(isOpenPair(event("a", { state: "returned" }), { event: event("b"), cleared: null })).toBe(false);
	});
});

describe("what somebody else did meanwhile", () => {
	const before = event("a");

	it("is nothing while version and revision stand", () => {
		expect(changesBetween(before, { ...before, warnings: ["look_alike"] })).toBeNull();
	});

	it("is a decision with a name", () => {
		const after = {
			...before,
			review: { ...before.review, state: "verified" as const, revision: 1, by: "pds", at: "2015-03-10T00:00:00Z" },
		};
		expect(changesBetween(before, after)).toMatchObject({
			by: "pds",
			state: "verified",
			isReviewed: true,
			isEdited: false,
			fields: [],
		});
	});

	it("is an edit with its fields, also when it takes back what was verified", () => {
		const verified = {
			...before,
			review: { ...before.review, state: "verified" as const, revision: 1, by: "pds", at: "2015-03-10T00:00:00Z" },
		};
		const after = {
			...verified,
			version: 2,
			review: { ...verified.review, state: "submitted" as const, revision: 2 },
			event: record({ id: "a", reach: { total: 90 } }),
		};
		expect(changesBetween(verified, after)).toMatchObject({ by: null, isEdited: true, isReviewed: false, fields: ["reach"] });
	});

	it("is no decision of the last reviewer when the team asks to void", () => {
		const verified = {
			...before,
			review: { ...before.review, state: "verified" as const, revision: 1, by: "pds", at: "2015-03-10T00:00:00Z" },
		};
		const after = {
			...verified,
			review: { ...verified.review, state: "void_requested" as const, revision: 2, at: "2015-03-11T00:00:00Z" },
		};
		expect(changesBetween(verified, after)).toMatchObject({ by: null, isReviewed: false, state: "void_requested" });
	});
});

describe("the history", () => {
	const review = (state: ReviewState, more: Partial<HistoryRow["review"]> = {}): HistoryRow["review"] => ({
		...event("a").review,
		state,
		...more,
	});
	const row = (seq: number, given: Partial<HistoryRow>): HistoryRow => ({
		version: seq,
		seq,
		at: `2015-03-0${seq}T00:00:00Z`,
		by: "phone",
		device: "phone",
		op: "put",
		event: record(),
		review: review("submitted"),
		...given,
	});

	it("tells who did what, the newest first, and what an edit changed", () => {
		const steps = stepsOf([
			row(1, {}),
			row(2, {
				op: "review",
				device: null,
				by: "lushan",
				review: review("returned", { reason: "人次不对", fields: ["/reach/total"], due_on: "2015-03-20" }),
			}),
			row(3, { event: record({ reach: { total: 60 }, note: "核对过" }), review: review("submitted", { reason: "人次不对" }) }),
			row(4, {
				op: "review",
				device: null,
				by: "lushan",
				event: record({ reach: { total: 60 }, note: "核对过" }),
				review: review("verified", { mode: "bulk" }),
			}),
			row(5, { device: null, by: "pds", event: record({ reach: { total: 60 } }), review: review("submitted") }),
			row(6, { op: "delete", event: null, review: review("deleted", { reason: "误报" }) }),
			row(7, { event: record() }),
		]);
		expect(steps.map((step) => step.kind)).toEqual(["revived", "deleted", "corrected", "reviewed", "edited", "reviewed", "reported"]);
		expect(steps[4]).toMatchObject({ changed: ["reach", "note"], by: null, recordedBy: "张晓红", reason: "" });
		expect(steps[5]).toMatchObject({
			by: "lushan",
			reason: "人次不对",
			fields: ["/reach/total"],
			dueOn: "2015-03-20",
			stateChanged: true,
			changed: [],
		});
		expect(steps[3]).toMatchObject({ isBulk: true, changed: [] });
		expect(steps[2]).toMatchObject({ by: "pds", changed: ["note"] });
		expect(steps[6]).toMatchObject({ changed: [], stateChanged: true });
	});
});
