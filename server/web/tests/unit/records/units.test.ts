import { expect, it } from "vitest";
import { unitName } from "@/common/records/units";

it("says in English what the vocabulary counts copies in, and leaves what an office added", () => {
	const units = ["册", "份", "张", "条", "块", "个"]; // of schema/vocabulary.json
	expect(units.map((unit) => unitName(unit, "en"))).toEqual(["copies", "copies", "sheets", "pieces", "boards", "pieces"]);
	expect(units.map((unit) => unitName(unit, "zh"))).toEqual(units);
	expect(unitName(" 份 ", "en")).toBe("copies");
	expect(unitName("箱", "en")).toBe("箱");
	expect([unitName(null, "en"), unitName(undefined, "zh"), unitName("", "zh")]).toEqual([undefined, undefined, undefined]);
});
