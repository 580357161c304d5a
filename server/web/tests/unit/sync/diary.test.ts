import { expect, it } from "vitest";
import type { DiaryEntry } from "@/phone/storage/database";
import { withRun } from "@/phone/sync/diary";

const quiet = { sent: 0, received: 0, up: 100, down: 50 };
const at = (minute: number) => `2026-03-08T01:${String(minute).padStart(2, "0")}:00.000Z`;

it("makes one entry of runs in a row in which nothing happened", () => {
	let diary: DiaryEntry[] = [];
	for (let minute = 0; minute < 50; ++minute) diary = withRun(diary, "done", quiet, at(minute), at(minute));
	expect(diary).toEqual([{ from: at(0), at: at(49), runs: 50, end: "done", sent: 0, received: 0, up: 5000, down: 2500 }]);
	diary = withRun(diary, "no_answer", quiet, at(50), at(50));
	diary = withRun(diary, "done", { ...quiet, received: 3 }, at(51), at(51));
	diary = withRun(diary, "done", quiet, at(52), at(52));
	expect(diary.map((entry) => [entry.end, entry.runs, entry.received])).toEqual([
		["done", 50, 0],
		["no_answer", 1, 0],
		["done", 1, 3],
		["done", 1, 0],
	]);
});

it("holds a hundred, and lets the oldest go", () => {
	let diary: DiaryEntry[] = [];
	for (let run = 0; run < 130; ++run) diary = withRun(diary, "done", { ...quiet, sent: run + 1 }, at(0), at(0));
	expect([diary.length, diary[0]?.sent, diary[99]?.sent]).toEqual([100, 31, 130]);
});
