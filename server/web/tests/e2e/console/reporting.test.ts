// 谁没报: every cell against a recount from the list of events, who owes, a month reported on behalf, reminders to phones.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply, type User } from "../support/server";
import { everyEvent } from "./coverage_recount";
import { PlainPhone, plainRecord } from "./teams_phone";

let server: TestServer;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

type TeamRow = { team: string; name: string; months: { month: string; status: string; events: number }[] };

async function reporting(area: string, year: number): Promise<TeamRow[]> {
	return (await server.as("admin", "GET", `/reporting?area=${area}&year=${year}`)).body.teams;
}

// Team and month as they should stand, from nothing but events, teams and the calendar. Whether a month without an event
// was reported as such is known only from the server's own answer: those are compared with what the tests report below.
async function recount(area: string, year: number): Promise<Map<string, { status: string; events: number }>> {
	const teams: Reply["body"][] = (await server.as("admin", "GET", "/teams")).body.teams;
	const settings = (await server.as("admin", "GET", "/settings")).body;
	const today: string = (await server.as("admin", "GET", "/overview")).body.today;
	const counts = new Map<string, number>();
	for (const event of await everyEvent(server, `from=${year}-01&to=${year}-12`)) {
		const key = `${event.team} ${event.event?.occurred_on.slice(0, 7)}`;
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	const nil = new Set(
		(await reporting(area, year)).flatMap((team) =>
			team.months.filter((cell) => cell.status === "nil").map((cell) => `${team.team} ${cell.month}`),
		),
	);
	const prefix = area.endsWith("00") ? area.slice(0, 4) : area;
	const cells = new Map<string, { status: string; events: number }>();
	for (const team of teams.filter((entry) => entry.area.startsWith(prefix))) {
		for (let index = 1; index <= 12; ++index) {
			const month = `${year}-${String(index).padStart(2, "0")}`;
			const next = index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, "0")}`;
			const events = counts.get(`${team.id} ${month}`) ?? 0;
			const isDue = today > `${next}-${String(settings.report_due_day).padStart(2, "0")}`;
			const madeIn = new Date(Date.parse(team.created_at) + 8 * 3_600_000).toISOString().slice(0, 7);
			const status =
				events > 0
					? "reported"
					: nil.has(`${team.id} ${month}`)
						? "nil"
						: month < madeIn
							? "before"
							: month > today.slice(0, 7)
								? "future"
								: isDue
									? "overdue"
									: "none";
			cells.set(`${team.id} ${month}`, { status, events });
		}
	}
	return cells;
}

async function shownCells(desk: Desk): Promise<Map<string, { status: string; events: number }>> {
	const cells = await desk.page.locator("[data-test='year-table'] td[data-month]").evaluateAll((list) =>
		list.map((cell) => {
			const { month, status, events } = (cell as HTMLElement).dataset;
			const text = (cell as HTMLElement).innerText.trim();
			return {
				key: `${(cell.parentElement as HTMLElement).dataset.team} ${month}`,
				status: status ?? "",
				events: Number(events),
				text,
			};
		}),
	);
	const words: Record<string, string> = { nil: "零报告", none: "未报", overdue: "逾期", future: "", before: "—" };
	for (const cell of cells)
		expect(cell.text, cell.key).toBe(cell.status === "reported" ? `✓ ${cell.events.toLocaleString("zh-CN")}` : words[cell.status]);
	return new Map(cells.map(({ key, status, events }) => [key, { status, events }]));
}

describe.each([
	["lushan", "410423"],
	["pingdingshan", "410400"],
	["guest", "410400"],
] as [User, string][])("the table of %s", (user, area) => {
	it("holds in every cell what a recount of the events gives", async () => {
		const desk = await Desk.open(server, user);
		for (const year of [2013, 2015]) {
			await desk.goto(`/reporting?area=${area}&year=${year}`);
			const [shown, counted] = [await shownCells(desk), await recount(area, year)];
			expect(shown.size).toBe(counted.size);
			expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(counted));
		}
		await desk.close();
	});
});

describe("the month that is looked at", () => {
	it("is the newest with records, is counted in words, and names who owes it", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.goto("/reporting");
		const newest: string = (await server.as("admin", "GET", "/overview")).body.newest_month;
		const year = Number(newest.slice(0, 4));
		expect(await desk.page.locator(`[data-month='${newest}'][aria-pressed='true']`).count()).toBe(1);
		const cells = [...(await recount("410400", year))].filter(([key]) => key.endsWith(newest));
		const counted = (status: string) => cells.filter(([, cell]) => cell.status === status).length;
		const summary = await desk.page.locator("[data-test='summary']").innerText();
		expect(summary).toContain(`${cells.length} 支队伍`);
		for (const [status, word] of [
			["reported", "已报"],
			["nil", "零报告"],
			["overdue", "逾期未报"],
			["none", " 未报"],
		] as const) {
			if (counted(status) > 0) expect(summary).toContain(`${word.trim()} ${counted(status)}`);
		}
		const owing = cells.filter(([, cell]) => cell.status === "overdue" || cell.status === "none").map(([key]) => key.split(" ")[0]);
		expect(
			(
				await desk.page
					.locator("[data-test='owes'] tbody tr")
					.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.team))
			).sort(),
		).toEqual(owing.sort());
		await desk.close();
	});

	it("is in the address, and so are the filters", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/reporting?area=410423&year=2015&month=2015-06&status=overdue");
		expect(await desk.page.locator("[data-month='2015-06'][aria-pressed='true']").count()).toBe(1);
		const overdue = [...(await recount("410423", 2015))].filter(
			([key, cell]) => key.endsWith("2015-06") && cell.status === "overdue",
		).length;
		expect(await desk.page.locator("[data-test='year-table'] tbody tr[data-team]").count()).toBe(overdue);
		await desk.page.locator("button[data-month='2015-03']").click();
		await desk.page.waitForURL(/month=2015-03/);
		await desk.close();
	});

	it("opens a number as exactly those events", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/reporting?area=410423&year=2015");
		const cell = desk.page.locator("td[data-status='reported']").first();
		const events = Number(await cell.getAttribute("data-events"));
		const href = (await cell.locator("a").getAttribute("href")) ?? "";
		const listed = await everyEvent(server, href.split("?")[1] ?? "");
		expect(listed).toHaveLength(events);
		await cell.locator("a").click();
		await desk.page.waitForURL(/#\/events\?/);
		await desk.close();
	});
});

describe("who may only look", () => {
	it("sees no telephones, no buttons and no links to events", async () => {
		const desk = await Desk.open(server, "guest");
		await desk.goto("/reporting?area=410400&year=2015&month=2015-09");
		await desk.page.locator("[data-test='owes'] tbody tr").first().waitFor();
		const text = await desk.page.locator("main").innerText();
		expect(text).not.toContain("电话");
		expect(text).not.toContain("代报");
		expect(text).not.toContain("催报");
		expect(
			await desk.page
				.locator(
					"a[href^='tel:'], [data-test='remind'], [data-test='nil'], [data-test='owes'] .el-checkbox, [data-test='year-table'] td a",
				)
				.count(),
		).toBe(0);
		await desk.close();
	});
});

describe("a month reported on behalf", () => {
	it("stands as nothing to report, and owes no more", async () => {
		const before = await recount("410423", 2014);
		const [key] = [...before].find(([, cell]) => cell.status === "overdue") ?? [];
		const [team, month] = (key ?? "").split(" ");
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/reporting?area=410423&year=2014&month=${month}`);
		await desk.page.locator(`[data-test='owes'] tr[data-team='${team}'] [data-test='nil']`).click();
		await desk.page.getByRole("dialog").getByRole("button", { name: "代报零报告" }).click();
		await desk.page.locator(`td[data-month='${month}'][data-status='nil']`).first().waitFor();
		await desk.page.locator(`[data-test='owes'] tr[data-team='${team}']`).waitFor({ state: "detached" });
		const after = new Map(
			(await reporting("410423", 2014)).flatMap((entry) =>
				entry.months.map((cell) => [`${entry.team} ${cell.month}`, { status: cell.status, events: cell.events }] as const),
			),
		);
		expect([...after].filter(([cell, now]) => now.status !== before.get(cell)?.status)).toEqual([[key, { status: "nil", events: 0 }]]);
		await desk.close();
	});
});

describe("a month without an event that a phone reports", () => {
	it("stands on the page within a moment; a record of that month makes it reported", async () => {
		const [team] = (await reporting("410423", 2015)).filter((entry) => entry.months[6]?.status === "overdue");
		if (!team) throw new Error("a team that owes July 2015 is needed");
		const phone = await PlainPhone.ofTeam(server, team.team, "零报告试验机");
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/reporting?area=410423&year=2015&month=2015-07");
		const cell = (status: string) =>
			desk.page.locator(`[data-test='year-table'] tr[data-team='${team.team}'] td[data-month='2015-07'][data-status='${status}']`);
		await cell("overdue").waitFor();
		await phone.sync({ nil_reports: [{ change_id: crypto.randomUUID(), month: "2015-07" }] });
		await desk.goto("/reporting?area=410423&year=2015&month=2015-07");
		await cell("nil").waitFor();
		await desk.page.locator("[data-live='live']").waitFor({ state: "attached" });
		expect((await phone.change(plainRecord("410423102201", { occurred_on: "2015-07-09" }), 0)).outcome).toBe("accepted");
		await cell("reported").waitFor(); // by itself
		expect(await cell("reported").innerText()).toBe("✓ 1");
		await desk.close();
	});
});

describe("a reminder", () => {
	it("goes to each chosen team under its own name, reaches the phone, and its reading is seen", async () => {
		const owing = (await reporting("410423", 2015)).filter((team) => team.months[8]?.status === "overdue");
		const [first, second] = owing;
		if (!first || !second) throw new Error("two teams that owe September 2015 are needed");
		const phone = await PlainPhone.ofTeam(server, first.team, "催报试验机");
		await phone.notices();

		const desk = await Desk.open(server, "lushan");
		await desk.context.grantPermissions(["clipboard-read", "clipboard-write"]);
		await desk.goto("/reporting?area=410423&year=2015&month=2015-09");
		for (const team of [first, second]) await desk.page.locator(`[data-test='owes'] tr[data-team='${team.team}'] .el-checkbox`).click();
		await desk.page.locator("[data-test='remind']").click();
		const dialog = desk.page.getByRole("dialog");
		await dialog.locator("[data-test='preview']").waitFor();
		await dialog.locator("[data-test='copy-wechat']").click();
		const copied = await desk.page.evaluate(() => navigator.clipboard.readText());
		for (const team of [first, second]) expect(copied).toContain(team.name);
		expect(copied).toContain("2015 年 9 月");
		await dialog.locator("[data-test='send-reminders']").click();
		await dialog.locator("[data-test='sent']").waitFor();

		const received = await phone.notices();
		expect(received).toHaveLength(1);
		expect(received[0]).toMatchObject({ kind: "reminder", title: "请报 9 月活动", from: "lushan" });
		expect(received[0].text.startsWith(`${first.name}：2015 年 9 月`)).toBe(true);
		expect(received[0].text).not.toContain("【队名】");
		const sent = (await server.as("lushan", "GET", `/notices?team=${second.team}&kind=reminder`)).body.notices;
		expect(sent).toHaveLength(1);
		expect(sent[0].text.startsWith(second.name)).toBe(true);

		await dialog.getByRole("link", { name: "看谁读了" }).click();
		const log = desk.page.locator(`[data-notice='${received[0].id}']`);
		await log.locator("[data-test='who-read']").click();
		await log.locator(`[data-unread='${first.team}']`).waitFor();
		await phone.read(received[0].id);
		await vi.waitFor(
			async () => {
				await desk.page.reload();
				await desk.page.locator(`[data-read='${first.team}']`).waitFor({ timeout: 3_000 });
			},
			{ timeout: 20_000 },
		);
		expect(await log.locator("[data-test='who-read']").innerText()).toBe("1 / 1 已读");
		expect(await log.locator("[data-test='receipts']").innerText()).toContain("催报试验机");
		await desk.close();
	});
});

describe("on a narrow screen", () => {
	it("nothing makes the page wider", async () => {
		const desk = await Desk.open(server, "lushan", { width: 390 });
		for (const path of ["/reporting?area=410423&year=2015", "/teams", "/devices", "/notices", "/kept", "/entry"]) {
			await desk.goto(path);
			expect(await desk.page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
		}
		await desk.close();
	});
});
