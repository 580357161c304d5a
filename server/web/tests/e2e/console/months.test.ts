// Charts of a year: the tables behind them against a recount from the list of events, cell by cell, for each person, basis
// and attribution; what a number and a bar open; a picture for a report.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { measures, type Measure } from "@/console/pages/months/months";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type User } from "../support/server";
import { everyEvent, Recount, rowOf } from "./coverage_recount";

type Event = Awaited<ReturnType<typeof everyEvent>>[number];

let server: TestServer;
let desk: Desk;
let recounts: Map<number, Recount>;
let teamAreas: Map<string, string>;
const year = 2015;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	recounts = new Map([
		[year, await Recount.of(server, year)],
		[year - 1, await Recount.of(server, year - 1)],
	]);
	const { teams } = (await server.as("admin", "GET", "/teams")).body;
	teamAreas = new Map(teams.map((team: { id: string; area: string }) => [team.id, team.area]));
});

afterEach(() => desk.close());

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

type Cells = Record<string, string>;

// "2015-03 school" → "4"
const table = (chart: string): Promise<Cells> =>
	desk.page
		.locator(`[data-chart='${chart}'] tr[data-line]`)
		.evaluateAll((rows) =>
			Object.fromEntries(
				rows.flatMap((row) =>
					[...row.querySelectorAll("[data-series]")].map((cell) => [
						`${row.getAttribute("data-line")} ${cell.getAttribute("data-series")}`,
						(cell.textContent ?? "").trim(),
					]),
				),
			),
		);

interface Question {
	area: string;
	basis: "received" | "verified";
	attribution: "area" | "team";
	measure: Measure;
}

const states = { received: ["submitted", "verified", "void_requested"], verified: ["verified", "void_requested"] };

function sumOf(of: number, question: Question, keep: (event: Event, row: string) => boolean): number {
	const recount = recounts.get(of);
	if (!recount) throw new Error("not counted");
	let sum = 0;
	for (const event of recount.events) {
		if (!event.event) continue;
		const row = rowOf(question.attribution === "team" ? (teamAreas.get(event.team) ?? "") : event.event.area, question.area);
		if (row === null || !keep(event, row)) continue;
		const counts = states[question.basis].includes(event.review.state);
		const adds = event.review.state === "joint" ? (event.review.adds ?? []) : [];
		const { measure } = question;
		if (measure === "sessions") sum += counts && event.event.kind === "session" ? 1 : 0;
		else if (counts || (measure !== "reach" && adds.includes(measure))) sum += recount.sum([event], measure);
	}
	return sum;
}

async function compare(user: User, question: Question): Promise<void> {
	const { area, basis, attribution, measure } = question;
	await desk.goto(`/months?area=${area}&year=${year}&basis=${basis}&attribution=${attribution}&measure=${measure}`);
	const written = (value: number) => value.toLocaleString("zh-CN");
	const types = await table("types");
	expect(Object.keys(types).length).toBeGreaterThan(12 * 8);
	for (const [key, value] of Object.entries(types)) {
		const [line = "", series = ""] = key.split(" ");
		const sum = sumOf(
			year,
			question,
			({ event }) =>
				(line === "total" || event?.occurred_on.startsWith(line) === true) && (series === "last" || event?.venue_type === series),
		);
		expect([user, question, key, value]).toEqual([user, question, key, written(sum)]);
	}
	for (const [key, value] of Object.entries(await table("reach"))) {
		const [line = "", series = ""] = key.split(" ");
		const of = (wanted: number) =>
			sumOf(wanted, { ...question, measure: "reach" }, ({ event }) => line === "total" || event?.occurred_on.slice(5, 7) === line);
		expect([user, question, key, value]).toEqual([
			user,
			question,
			key,
			written(series === "last" ? of(year) - of(year - 1) : of(Number(series))),
		]);
	}
	for (const [key, value] of Object.entries(await table("areas"))) {
		const [line = "", series = ""] = key.split(" ");
		const of = (wanted: number) => sumOf(wanted, question, (_, row) => line === "total" || row === line);
		expect([user, question, key, value]).toEqual([
			user,
			question,
			key,
			written(series === "last" ? of(year) - of(year - 1) : of(Number(series))),
		]);
	}
}

describe("the tables behind the charts", () => {
	for (const measure of measures) {
		it(`hold the ${measure} of the prefecture and of a county`, async () => {
			desk = await Desk.open(server, "pingdingshan");
			await compare("pingdingshan", { area: "410400", basis: "received", attribution: "area", measure });
			await compare("pingdingshan", { area: "410423", basis: "verified", attribution: "team", measure });
		});
	}

	it("hold the same for a county's coordinator and for a viewer, who opens nothing", async () => {
		desk = await Desk.open(server, "lushan");
		await compare("lushan", { area: "410423", basis: "received", attribution: "area", measure: "sessions" });
		await desk.close();
		desk = await Desk.open(server, "guest");
		await compare("guest", { area: "410400", basis: "received", attribution: "team", measure: "lectures" });
		await desk.goto(`/months?area=410400&year=${year}&tables=types.reach.areas`);
		expect(await desk.page.locator(".chart-card a").count()).toBe(0);
	});

	it("open exactly the events of each number", async () => {
		desk = await Desk.open(server, "lushan");
		for (const measure of ["sessions", "lectures", "materials"] as const) {
			await desk.goto(`/months?area=410423&year=${year}&measure=${measure}&tables=types.areas.reach`);
			const links = await desk.page
				.locator(".chart-card a")
				.evaluateAll((found) =>
					found.map(
						(link) =>
							[
								link.textContent ?? "",
								link.getAttribute("href") ?? "",
								link.closest("[data-chart]")?.getAttribute("data-chart") ?? "",
							] as const,
					),
				);
			expect(links.length).toBeGreaterThan(20);
			for (const [text, href, chart] of links.filter((_, index) => index % 7 === 0)) {
				const events = await everyEvent(server, new URL(`http://x${href.slice(1)}`).search.slice(1), "lushan");
				const recount = recounts.get(year);
				const of = chart === "reach" ? "reach" : measure;
				expect([href, recount?.sum(events, of)]).toEqual([href, Number(text.replaceAll(",", ""))]);
			}
		}
	});
});

describe("a chart", () => {
	it("opens the events of the bar that is pressed", async () => {
		desk = await Desk.open(server, "lushan");
		await desk.goto(`/months?area=410423&year=${year}`);
		// The longest bar of this year: its county, and where it is drawn.
		const rows = Object.entries(await table("areas")).filter(([key]) => key.endsWith(` ${year}`) && !key.startsWith("total"));
		const values = rows.map(([, value]) => Number(value.replaceAll(",", "")));
		const index = values.indexOf(Math.max(...values));
		const canvas = desk.page.locator("[data-chart='areas'] canvas");
		const box = await canvas.boundingBox();
		if (!box) throw new Error("no chart");
		const band = (box.height - 4 - 62) / rows.length;
		await canvas.click({ position: { x: box.width / 2, y: 4 + band * (index + 0.5) + 7 } });
		await desk.page.waitForURL(/\/events\?/);
		const query = new URL(`http://x${new URL(desk.page.url()).hash.slice(1)}`).searchParams;
		expect([query.get("area"), query.get("from"), query.get("kind")]).toEqual([
			rows[index]?.[0].split(" ")[0],
			`${year}-01`,
			"session",
		]);
	});

	it("becomes a table and back, which the address keeps; patterns and scale too", async () => {
		desk = await Desk.open(server, "pingdingshan");
		await desk.goto(`/months?area=410400&year=${year}`);
		await desk.page.locator("[data-chart='types'] [data-test='show']").getByText("表", { exact: true }).click();
		await desk.page.waitForURL(/tables=types/);
		expect(await desk.page.locator("[data-chart='types'] canvas").count()).toBe(0);
		await desk.page.locator("[data-test='patterns']").click();
		await desk.page.waitForURL(/patterns=1/);
		await desk.page.locator("[data-test='scale']").getByText("对数").click();
		await desk.page.waitForURL(/scale=log/);
		await desk.page.getByText(/每高一格是上一格的 10 倍/).waitFor();
	});

	it("is given as a picture with its title", async () => {
		desk = await Desk.open(server, "pingdingshan");
		await desk.context.grantPermissions(["clipboard-read", "clipboard-write"]);
		await desk.goto(`/months?area=410400&year=${year}`);
		await desk.page.locator("[data-chart='types'] [data-test='copy-image']").click();
		await desk.page.getByText("图片已复制").waitFor();
		const size = await desk.page.evaluate(async () => {
			const [item] = await navigator.clipboard.read();
			const picture = item ? await createImageBitmap(await item.getType("image/png")) : null;
			return picture ? [picture.width, picture.height] : null;
		});
		expect(size?.[0]).toBeGreaterThan(1000);
	});

	it("fits a narrow screen and speaks English", async () => {
		desk = await Desk.open(server, "pingdingshan", { width: 390, height: 800, language: "en" });
		await desk.goto(`/months?area=410400&year=${year}`);
		await desk.page.locator("canvas").first().waitFor();
		expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
		expect(await desk.page.locator("main h2").first().innerText()).toBe("Sessions by month and venue type");
	});
});
