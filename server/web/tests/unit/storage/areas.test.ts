import { describe, expect, it } from "vitest";
import { AreaIndex } from "@/common/areas";
import { initialsOfName } from "@/common/initials";
import { lyingAreas, officialAreas as index, officialRows as rows } from "../support/areas";

const names = async (text: string, under?: string) =>
	(await index.search(text, { under, limit: 1000 })).map((area) => index.pathName(area.code));

describe("the list of areas", () => {
	it("is a tree with names from the county down", () => {
		expect(index.root?.code).toBe("410400");
		expect(index.pathName("410423102201")).toBe("鲁山县 梁洼镇 东街村民委员会");
		expect(index.pathName("410400")).toBe("平顶山市");
		expect(index.pathName("999999")).toBe("999999");
		expect(index.find("410423")?.children.length).toBeGreaterThan(10);
	});

	it("knows what lies where by the list alone, whatever the codes are", () => {
		expect(lyingAreas.contains("110000", "888888")).toBe(true);
		expect(lyingAreas.contains("999999", "110100001201")).toBe(true);
		expect(lyingAreas.contains("110100000000", "110100001201")).toBe(false);
		expect(lyingAreas.contains("110100001", "110100002")).toBe(false);
		expect(lyingAreas.contains("777777", "777777")).toBe(true);
		expect(lyingAreas.around("110100001201")?.code).toBe("110100001");
		expect(lyingAreas.around("888888")?.code).toBe("999999");
		expect(lyingAreas.ancestorAt("888888", "county")?.code).toBe("999999");
		expect(lyingAreas.ancestorAt("110000", "county")).toBeUndefined();
		expect(lyingAreas.childTowards("110000", "110100001201")?.code).toBe("999999");
		expect(lyingAreas.childTowards("999999", "999999")).toBeUndefined();
		expect([lyingAreas.isPlace("888888"), lyingAreas.isPlace("110100000000"), lyingAreas.isPlace("777777")]).toEqual([
			true,
			false,
			false,
		]);
		expect(lyingAreas.pathName("888888")).toBe("开发区 二村");
	});

	it("finds by a part of the name, counties before villages", async () => {
		expect((await names("鲁山"))[0]).toBe("鲁山县");
		expect(await names("梁洼镇")).toContain("鲁山县 梁洼镇");
	});

	it("finds by the first letters of the readings, whichever reading it is", async () => {
		expect((await names("lsx"))[0]).toBe("鲁山县");
		expect(await names("jx")).toContain("郏县");
		expect(initialsOfName("长")[0]?.split("").sort().join("")).toBe("cz");
	});

	it("shows what lies in the team's county first", async () => {
		const anywhere = await names("东街");
		const here = await names("东街", "410423");
		expect(here[0]).toContain("鲁山县");
		expect([...here].sort()).toEqual([...anywhere].sort());
	});

	it("leaves out areas that are no longer in force, and finds nothing for nothing", async () => {
		const old = new AreaIndex([
			...rows,
			{ code: "410499", name: "旧县", level: "county", parent: "410400", valid_to: "2015-12-31", successor: "410423" },
		]);
		expect(await old.search("旧县")).toEqual([]);
		expect(old.pathName("410499")).toBe("旧县");
		expect(await index.search("  ")).toEqual([]);
	});
});
