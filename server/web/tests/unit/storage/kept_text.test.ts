// What is typed in a dialog is still there after the app was killed.
import { expect, it } from "vitest";
import { PhoneDatabase } from "@/phone/storage/database";
import { keepText, readKept } from "@/phone/storage/kept_text";

const now = Date.parse("2026-03-08T01:00:00Z");

it("keeps a text by where it was typed, and forgets an empty one", async () => {
	const db = new PhoneDatabase("kept");
	await keepText(db, "answer/1", "就是 120 人", now);
	await keepText(db, "delete/1", "记重了", now);
	await keepText(db, "answer/1", "就是 120 人，签到表上", now + 1);
	expect(await readKept(new PhoneDatabase("kept"), "answer/1")).toBe("就是 120 人，签到表上");
	await keepText(db, "answer/1", "", now + 2);
	expect([await readKept(db, "answer/1"), await readKept(db, "delete/1")]).toEqual(["", "记重了"]);
});

it("keeps the newest twenty", async () => {
	const db = new PhoneDatabase("kept-many");
	for (let count = 0; count < 25; ++count) await keepText(db, `answer/${count}`, "text", now + count * 1000);
	expect(Object.keys(await db.read("typed")).sort()).toEqual(Array.from({ length: 20 }, (_, index) => `answer/${index + 5}`).sort());
});
