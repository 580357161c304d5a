// The PIN: what is stored of it, and how long to wait after wrong tries.
import { describe, expect, it } from "vitest";
import { isPin, makePin, matchesPin, waitAfter, waitLeft } from "@/phone/composables/pin";

describe("the PIN", () => {
	it("is known again, and stored as salt and hash only", async () => {
		const stored = await makePin("2580");
		expect(await matchesPin("2580", stored)).toBe(true);
		expect(await matchesPin("2581", stored)).toBe(false);
		expect(JSON.stringify(stored)).not.toContain("2580");
		expect((await makePin("2580")).hash).not.toBe(stored.hash);
	});

	it("has four to six digits", () => {
		expect(["1234", "123456"].every(isPin)).toBe(true);
		expect(["", "123", "1234567", "12a4", "１２３４"].some(isPin)).toBe(false);
	});

	it("makes who guesses wait, longer each time and never for ever", () => {
		expect([4, 5, 6, 7].map(waitAfter)).toEqual([0, 30_000, 60_000, 120_000]);
		expect(waitAfter(500)).toBe(15 * 60_000);
	});

	it("counts the wait from the last wrong try, also when the clock was set back", () => {
		expect(waitLeft({ wrong: 5, at: 1_000_000 }, 1_010_000)).toBe(20_000);
		expect(waitLeft({ wrong: 5, at: 1_000_000 }, 2_000_000)).toBe(0);
		expect(waitLeft({ wrong: 5, at: 9_000_000_000 }, 1_000_000)).toBe(30_000);
		expect(waitLeft({ wrong: 4, at: 1_000_000 }, 1_000_000)).toBe(0);
	});
});
