// @vitest-environment happy-dom
// Teams and phones: filters and order, versions, clocks in words, the roster while it is edited.
import { beforeEach, describe, expect, it } from "vitest";
import { language } from "@/console/texts/language";
import { compareVersions, filterDevices, isSilent, newestVersion, sortDevices } from "@/console/pages/teams/phones";
import { hasLeft, membersOf, problemsOf, rowsOf, withOthers } from "@/console/pages/teams/roster";
import { ago, clockSkew } from "@/console/composables/ago";
import type { Device } from "@/console/api/team_types";
import { zh } from "@/console/texts/teams";

const now = Date.parse("2026-11-24T08:00:00Z");
const none = { events: 0, edits: 0, photos: 0, oldest: null };

function device(name: string, change: Partial<Device> = {}): Device {
	return {
		id: name,
		name,
		teams: ["t1"],
		state: "active",
		created_at: "2026-01-01T00:00:00Z",
		last_heard_at: "2026-11-24T07:00:00Z",
		app_version: "1.2.0",
		clock_offset_s: 0,
		pending: none,
		written_off: null,
		revoked_at: null,
		lost_at: null,
		...change,
	};
}

beforeEach(() => {
	language.value = "zh";
});

const phones = [
	device("张", { last_heard_at: "2026-11-20T07:00:00Z", pending: { ...none, events: 2 } }),
	device("李", { last_heard_at: null, teams: ["t2"] }),
	device("王", { last_heard_at: "2026-10-01T07:00:00Z", pending: { ...none, events: 1, edits: 4 } }),
	device("赵", { last_heard_at: "2026-09-01T07:00:00Z", state: "lost" }),
];
const names = (list: Device[]) => list.map((entry) => entry.name).join("");

describe("phones", () => {
	it("are filtered by team, state and silence; a lost one is not waited for", () => {
		const all = { team: "", state: "" as const, silentDays: 0, text: "" };
		expect(names(filterDevices(phones, all, now))).toBe("张李王赵");
		expect(names(filterDevices(phones, { ...all, team: "t2" }, now))).toBe("李");
		expect(names(filterDevices(phones, { ...all, state: "lost" }, now))).toBe("赵");
		expect(names(filterDevices(phones, { ...all, silentDays: 14 }, now))).toBe("李王");
		expect(names(filterDevices(phones, { ...all, text: "张" }, now))).toBe("张");
	});

	it("are put in order: never heard first, most unsent first", () => {
		expect(names(sortDevices(phones, "heard"))).toBe("李赵王张");
		expect(names(sortDevices(phones, "unsent"))).toBe("王张李赵");
	});

	it("with an old app are told from the newest in use", () => {
		expect(compareVersions("1.10.0", "1.9.3")).toBeGreaterThan(0);
		expect(compareVersions("1.2", "1.2.0")).toBe(0);
		expect(
			newestVersion([
				device("a", { app_version: "1.9.0" }),
				device("b", { app_version: "1.10.0" }),
				device("c", { app_version: "2.0.0", state: "revoked" }),
			]),
		).toBe("1.10.0");
		expect(newestVersion([])).toBe("");
	});

	it("are silent after so many days, or when never heard", () => {
		expect(isSilent("2026-11-10T08:00:00Z", 14, now)).toBe(true);
		expect(isSilent("2026-11-10T08:00:01Z", 14, now)).toBe(false);
		expect(isSilent(null, 14, now)).toBe(true);
	});
});

describe("words", () => {
	it("say how far a clock is off, once it matters", () => {
		expect(clockSkew(7200)).toBe("快 2 小时");
		expect(clockSkew(-900)).toBe("慢 15 分钟");
		expect(clockSkew(3 * 86_400)).toBe("快 3 天");
		expect(clockSkew(599)).toBe("");
		expect(clockSkew(null)).toBe("");
	});

	it("say how long ago", () => {
		expect(ago(null, now)).toBe("从未");
		expect(ago("2026-11-24T09:00:00Z", now)).toBe("刚刚");
		expect(ago("2026-11-24T07:30:00Z", now)).toBe("30 分钟前");
		expect(ago("2026-11-23T07:30:00Z", now)).toBe("24 小时前");
		expect(ago("2026-11-01T08:00:00Z", now)).toBe("23 天前");
		expect(ago("2016-01-06T02:00:00Z", now)).toBe("10 年前");
		language.value = "en";
		expect(ago("2026-11-24T07:59:00Z", now)).toBe("1 minute ago");
	});

	it("tell what a phone still holds", () => {
		expect(zh.pendingParts(3, 0, 12)).toBe("新记录 3 条，照片 12 张");
		expect(zh.pendingParts(0, 0, 0)).toBe("");
	});

	it("for WeChat hold the code and the way to the browser", () => {
		const text = zh.wechatCode({
			team: "鲁山队",
			code: "7F3K-92QX",
			url: "https://x/#/enrol?code=7F3K92QX",
			until: "2026-12-01 08:00",
		});
		expect(text).toContain("7F3K-92QX");
		expect(text).toContain("在浏览器打开");
	});
});

describe("a roster", () => {
	it("tells what is wrong in which row, and leaves blank rows out", () => {
		const rows = [
			...rowsOf([
				{ name: "张晓红", unit: "妇联", from: "2015-01-01" },
				{ name: "李", from: "2015-02-01", to: "2015-01-01" },
				{ name: "张晓红", from: "2015-01-01" },
			]),
			{ key: 9, name: " ", unit: "司法局", from: "", to: "" },
			{ key: 10, name: "", unit: "", from: "", to: "" },
		];
		expect([...problemsOf(rows)]).toEqual([
			[1, "李：离队不能早于入队"],
			[2, "张晓红 写了两遍"],
			[9, "第 4 行：请写姓名"],
		]);
		expect(membersOf(rows.slice(0, 1))).toEqual([{ name: "张晓红", unit: "妇联", from: "2015-01-01" }]);
		expect(membersOf(rows)).toHaveLength(4);
	});

	it("takes over what somebody else changed meanwhile, but for a row that is being edited", () => {
		const before = [{ name: "王芳" }, { name: "李建国" }, { name: "赵敏" }];
		const now = [{ name: "王芳", to: "2015-06-30" }, { name: "赵敏", unit: "妇联" }, { name: "周萍" }];
		const rows = rowsOf(before);
		rows[2] = { key: 2, name: "赵敏", unit: "司法局", from: "", to: "" };
		rows.push({ key: 3, name: "孙立", unit: "", from: "", to: "" });
		const joined = withOthers(rows, before, now);
		expect(membersOf(joined)).toEqual([
			{ name: "赵敏", unit: "司法局" },
			{ name: "孙立" },
			{ name: "王芳", to: "2015-06-30" },
			{ name: "周萍" },
		]);
		expect(new Set(joined.map((row) => row.key)).size).toBe(4);
	});

	it("lets somebody come back", () => {
		expect(
			problemsOf(
				rowsOf([
					{ name: "张", from: "2014-01-01", to: "2014-12-31" },
					{ name: "张", from: "2016-01-01" },
				]),
			).size,
		).toBe(0);
		expect(hasLeft({ name: "张", to: "2014-12-31" }, "2015-01-01")).toBe(true);
		expect(hasLeft({ name: "张", to: "2015-01-01" }, "2015-01-01")).toBe(false);
		expect(hasLeft({ name: "张" }, "2015-01-01")).toBe(false);
	});
});
