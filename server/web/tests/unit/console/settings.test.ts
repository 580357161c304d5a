// @vitest-environment happy-dom
// Settings: passwords to begin with, states of accounts, code lists by year, and the audit log in words.
import { describe, expect, it } from "vitest";
import { endOfDay, makePassword, stateOf, type User } from "@/console/pages/settings/accounts";
import { actionText, detailTexts, otherRecords, subjectText, type AuditRow } from "@/console/pages/settings/audit";
import { isValidIn, nameIn, type KeptCode } from "@/console/pages/settings/vocabulary";
import { language } from "@/console/texts/language";
import { t } from "@/console/texts";

describe("a password to begin with", () => {
	it("has twelve signs that are not mixed up, in groups of four", () => {
		for (let count = 0; count < 50; ++count)
			expect(makePassword()).toMatch(/^[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}$/);
	});

	it("uses no byte that would make some signs likelier", () => {
		let asked = 0;
		const password = makePassword((bytes) => bytes.fill(asked++ === 0 ? 255 : 3));
		expect(password).toBe("dddd-dddd-dddd");
		expect(asked).toBe(2);
	});
});

it("tells accounts in use from those disabled and expired", () => {
	const user = (change: Partial<User>): User => ({
		id: "1",
		username: "x",
		name: null,
		unit: null,
		telephone: null,
		role: "viewer",
		area: "410400",
		created_at: "",
		disabled_at: null,
		expires_at: null,
		from: null,
		to: null,
		must_change: false,
		...change,
	});
	const now = Date.parse("2026-11-24T12:00:00Z");
	expect(stateOf(user({}), now)).toBe("in_use");
	expect(stateOf(user({ expires_at: endOfDay("2026-11-24") }), now)).toBe("in_use");
	expect(stateOf(user({ expires_at: endOfDay("2026-11-23") }), now)).toBe("expired");
	expect(stateOf(user({ disabled_at: "2026-01-01T00:00:00Z", expires_at: endOfDay("2020-01-01") }), now)).toBe("disabled");
});

describe("a code", () => {
	const code: KeptCode = {
		code: "institution",
		zh: "事业单位",
		en: "Institution",
		valid_from: "2012-03-01",
		valid_to: "2020-12-31",
		replaced_by: null,
		former_names: [
			{ zh: "单位", en: "Unit", until: "2014-12-31" },
			{ zh: "机构", en: "Body", until: "2012-12-31" },
		],
	};

	it("is valid in the years that its days touch", () => {
		expect(["2011", "2012", "2020", "2021"].map((year) => isValidIn(code, year))).toEqual([false, true, true, false]);
	});

	it("has the name of its time", () => {
		expect(["2012", "2013", "2014", "2015"].map((year) => nameIn(code, year, "zh"))).toEqual(["机构", "单位", "单位", "事业单位"]);
	});
});

describe("the audit log", () => {
	const row = (action: string, details: Record<string, unknown>, subject: string | null = null): AuditRow => ({
		number: 1,
		at: "",
		actor: "admin",
		actor_id: null,
		action,
		event: null,
		area: null,
		subject,
		address: "",
		details,
	});

	it("says what was done", () => {
		expect(actionText("set_target", t.value)).toBe("下达或调整目标");
		expect(actionText("something_new", t.value)).toBe("something_new");
		expect(detailTexts({ state: "returned", version: 3, mode: "single", reason: "人数不对" }, t.value)).toEqual([
			"状态：退回补正",
			"方式：逐条",
			"原因：人数不对",
		]);
	});

	it("shows what a change changed", () => {
		expect(detailTexts({ before: { report_due_day: 5 }, after: { report_due_day: 8 } }, t.value)).toEqual(["月报截止日：5 → 8"]);
		expect(detailTexts({ before: {}, after: { valid_to: null } }, t.value)).toEqual(["停用：空"]);
	});

	it("tells times as they are in Shanghai", () => {
		expect(detailTexts({ expires: "2026-12-01T16:30:00.000Z" }, t.value)).toEqual(["有效期到：2026-12-02 00:30"]);
	});

	it("has words for what is sampled, packed and looked at, no keys", () => {
		const filter = { from: "2015-01", basis: "received", has: "materials" };
		expect(detailTexts({ filter, size: 20, document_no: "平司〔2026〕12 号" }, t.value)).toEqual([
			"范围：起始日期：2015-01、统计口径：含待核实、有：宣传资料份数",
			"抽取条数：20",
			"依据文件：平司〔2026〕12 号",
		]);
		const path = "/api/v1/events/014d2cef-d0df-793b-807b-46ff248e0a06/history";
		const [one, two] = ["01912e5c-0000-7000-8000-000000000001", "01912e5c-0000-7000-8000-000000000002"];
		expect(detailTexts({ state: "duplicate", of: one }, t.value)).toEqual(["状态：判为重复"]);
		expect(detailTexts({ other: two }, t.value)).toEqual([]);
		expect(otherRecords({ of: one, state: "joint" })).toEqual([{ name: "of", id: one }]);
		expect(otherRecords({ other: two })).toEqual([{ name: "other", id: two }]);
		expect(detailTexts({ path, status: 200 }, t.value)).toEqual(["看了：记录"]);
		expect(detailTexts({ path: "/api/v1/report_tasks", status: 403 }, t.value)).toEqual(["看了：上报任务", "结果：403"]);
	});

	it("names the subject once", () => {
		const made = row("make_user", { username: "liwei", role: "viewer" }, "0195");
		expect(subjectText(made, t.value)).toBe("liwei");
		expect(detailTexts(made.details, t.value, subjectText(made, t.value))).toEqual(["角色：查看"]);
	});

	it("speaks English too", () => {
		language.value = "en";
		expect(actionText("sign_in", t.value)).toBe("signed in");
		language.value = "zh";
	});
});
