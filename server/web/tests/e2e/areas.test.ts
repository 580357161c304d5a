// Every page of the console and every screen of the phone on lists of areas of other shapes than a prefecture with its counties:
// nothing is thrown, no page says that it cannot be shown, and what was recorded is there.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "./support/desk";
import { Phone } from "./support/phone";
import { TestServer } from "./support/server";

interface Tree {
	name: string;
	rows: string[]; // code,name,level,parent
	middle: string; // where the coordinator and the team are
	place: string; // where the event was
}

const trees: Tree[] = [
	{
		name: "a county at the root",
		rows: ["410423,鲁山县,county,", "410423102,梁洼镇,township,410423", "410423102201,东街村,village,410423102"],
		middle: "410423102",
		place: "410423102201",
	},
	{
		name: "a prefecture without counties",
		rows: ["441900,东莞市,prefecture,", "441900003,东城街道,township,441900", "441900003001,岗贝社区,community,441900003"],
		middle: "441900003",
		place: "441900003001",
	},
	{
		name: "a municipality with a zone whose codes lie elsewhere",
		rows: [
			"110000,某市,province,",
			"110101,一区,county,110000",
			"999999,开发区,county,110000",
			"110101001,一镇,township,999999",
			"110101001201,一村,village,110101001",
		],
		middle: "999999",
		place: "110101001201",
	},
	{
		name: "codes of twelve digits",
		rows: [
			"410000000000,某省,province,",
			"410400000000,某市,prefecture,410000000000",
			"410423000000,某县,county,410400000000",
			"410423102000,某镇,township,410423000000",
			"410423102201,某村,village,410423102000",
		],
		middle: "410423000000",
		place: "410423102201",
	},
	{ name: "one village", rows: ["410423102201,东街村,village,"], middle: "410423102201", place: "410423102201" },
];

const pages = (area: string) => [
	`/coverage?area=${area}&year=2025`,
	`/coverage?area=${area}&year=2025&attribution=team&measure=places`,
	`/gaps?area=${area}&year=2025`,
	`/places?area=${area}&year=2025&visited=all`,
	`/months?area=${area}&year=2025`,
	`/reports?area=${area}&year=2025`,
	`/reports/print?area=${area}&year=2025`,
	`/events?area=${area}&from=2025-01&to=2025-12`,
	`/review?area=${area}`,
	`/look-alikes?area=${area}`,
	"/kept",
	"/entry",
	`/reporting?area=${area}&year=2025`,
	`/teams?area=${area}`,
	`/devices?area=${area}`,
	`/notices?area=${area}`,
	`/targets?area=${area}&year=2025`,
	`/venues?area=${area}`,
	"/settings",
	"/settings/accounts",
	`/samples?area=${area}&year=2025`,
	"/audit",
	"/account",
	"/words",
];

afterAll(closeBrowser);

describe.each(trees)("$name", ({ rows, middle, place }) => {
	const root = rows[0]?.split(",")[0] ?? "";
	const csv = ["code,name,level,parent", ...rows].join("\n") + "\n";
	let server: TestServer;
	let team = "";
	let desk: Desk | null = null;
	let phone: Phone | null = null;
	const thrown: string[] = [];

	beforeAll(async () => {
		server = await TestServer.start({ areas: { csv, areaOf: { admin: root, pingdingshan: root, lushan: middle, guest: root } } });
		team = server.addTeam("某讲师团", middle);
		const event = {
			kind: "session",
			occurred_on: "2025-03-08",
			venue_type: "village",
			area: place,
			title: "三八普法",
			reach: { total: 80 },
			id: "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f",
		};
		const made = await server.as("admin", "POST", "/events", { team, event });
		expect([made.status, made.body]).toMatchObject([201, {}]);
		const set = await server.as("admin", "PUT", "/targets?year=2025", [
			{ area: middle, venue_type: "village", metric: "sessions", value: 3 },
		]);
		expect([set.status, set.body]).toMatchObject([200, {}]);
	});

	afterEach(async () => {
		await desk?.close();
		await phone?.close();
		desk = phone = null;
	});

	afterAll(() => server.close());

	it("counts the event once, at each area above it, by area and by organiser", async () => {
		for (const area of new Set([root, middle])) {
			for (const attribution of ["area", "team"]) {
				const of = `area=${area}&attribution=${attribution}`;
				const statistics = await server.as("admin", "GET", `/statistics?from=2025-01&to=2025-12&${of}`);
				expect([area, attribution, statistics.body.totals?.sessions]).toEqual([area, attribution, 1]);
				const { total, rows } = (await server.as("admin", "GET", `/coverage?year=2025&${of}`)).body;
				expect([area, attribution, total.sessions, total.target]).toEqual([area, attribution, 1, 3]);
				expect(rows.reduce((sum: number, row: { total: { sessions: number } }) => sum + row.total.sessions, 0)).toBe(1);
			}
		}
		expect(() => server.bajin("check")).not.toThrow();
	});

	it.each(["admin", "lushan"] as const)("opens every page of the console for %s", async (user) => {
		desk = await Desk.open(server, user);
		thrown.length = 0;
		desk.page.on("pageerror", (error) => thrown.push(error.message));
		for (const path of pages(user === "admin" ? root : middle)) {
			if (user === "lushan" && (path.startsWith("/settings") || path === "/audit")) continue;
			await (user === "admin" ? desk.goto(path) : desk.visit(path)); // anew, and by a link
			const failed = await desk.page.locator("[data-state='failed'], [data-state='missing']").count();
			expect([path, failed, thrown]).toEqual([path, 0, []]);
		}
		await desk.visit(`/teams?area=${middle}`);
		expect(await desk.page.locator("main").innerText()).toContain("某讲师团");
		await desk.visit(`/reporting?area=${middle}&year=2025`);
		expect(await desk.page.locator("main").innerText()).toContain("某讲师团");
		await desk.visit(`/targets?area=${middle}&year=2025`);
		expect(await desk.page.locator("main table").count()).toBeGreaterThan(0);
	});

	it("opens every screen of the phone, and the area is found", async () => {
		phone = await Phone.start(server.url);
		thrown.length = 0;
		phone.page.on("pageerror", (error) => thrown.push(error.message));
		await phone.enrol(server.enrolmentCode(team));
		for (const path of ["/", "/notices", "/year", "/settings", "/sync", "/record/new"]) {
			await phone.open(`/#${path}`);
			await phone.page.locator("h1, [data-pointer='/venue_type']").first().waitFor();
			expect([path, thrown]).toEqual([path, []]);
		}
		await phone.page.locator("[data-pointer='/area'] button").last().click();
		const name = rows.find((row) => row.startsWith(`${place},`))?.split(",")[1] ?? "";
		const search = phone.page.locator("input[type='search']");
		await search.fill(name);
		await phone.page
			.locator("button.row", { hasText: name.replace(/(县|镇|街道)$/, "") })
			.first()
			.click();
		await search.waitFor({ state: "hidden" });
		expect(thrown).toEqual([]);
	});
});
