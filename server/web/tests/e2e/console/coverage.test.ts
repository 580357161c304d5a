// Coverage on the screen against a recount from the list of events, cell by cell; what its numbers open; how it follows
// what phones send; how it looks on a narrow screen.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type User } from "../support/server";
import { everyEvent, Recount, type Attribution, type Basis, type Numbers } from "./coverage_recount";

const year = 2015;
let server: TestServer;
let recount: Recount;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	recount = await Recount.of(server, year);
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const measures = ["sessions", "lectures", "reach", "materials", "places"] as const;
type Measure = (typeof measures)[number];

interface Shown {
	key: string;
	text: string;
	of: string;
	href: string | null;
	hatched: boolean;
}

const shownCells = (desk: Desk): Promise<Shown[]> =>
	desk.page.locator("[data-cell]").evaluateAll((cells) =>
		cells.map((cell) => ({
			key: cell.getAttribute("data-cell") ?? "",
			text: cell.querySelector(".done")?.textContent ?? "",
			of: cell.querySelector(".of")?.textContent ?? "",
			href: cell.querySelector("a.done")?.getAttribute("href") ?? null,
			hatched: cell.hasAttribute("data-hatched"),
		})),
	);

const numberOf = (text: string) => (text === "–" ? 0 : Number(text.replaceAll(",", "")));
const valueOf = (numbers: Numbers | undefined, measure: Measure) =>
	!numbers ? 0 : measure === "places" ? numbers.places.size : numbers[measure];

async function choose(desk: Desk, measure: Measure): Promise<void> {
	const names: Record<Measure, string> = {
		sessions: "场次",
		lectures: "讲座",
		reach: "受教育人次",
		materials: "宣传资料",
		places: "走访的场所",
	};
	await desk.page.locator(".measures").getByText(names[measure], { exact: true }).click();
	await desk.page.waitForURL(measure === "sessions" ? /coverage/ : new RegExp(`measure=${measure}`));
	await desk.page.getByRole("region", { name: names[measure] }).waitFor();
}

async function compare(desk: Desk, area: string, basis: Basis, attribution: Attribution): Promise<void> {
	await desk.visit(`/coverage?area=${area}&year=${year}&basis=${basis}&attribution=${attribution}`);
	const wanted = recount.cells(area, basis, attribution);
	for (const measure of measures) {
		if (measure !== "sessions") await choose(desk, measure);
		const shown = await shownCells(desk);
		expect(shown.length).toBeGreaterThanOrEqual(20);
		const rows = new Set(shown.map((cell) => cell.key.split("/")[0]));
		const keys = new Set(shown.map((cell) => cell.key));
		for (const [key, numbers] of wanted) if (valueOf(numbers, measure) > 0) expect(keys, `${measure} ${key} has a cell`).toContain(key);
		const differing = shown
			.filter((cell) => numberOf(cell.text) !== valueOf(wanted.get(cell.key), measure))
			.map((cell) => `${cell.key}: ${cell.text}, counted ${valueOf(wanted.get(cell.key), measure)}`);
		expect(differing, `${area} ${basis} ${attribution} ${measure} ${rows.size} rows`).toEqual([]);
	}
}

describe("every cell equals a recount from the events", () => {
	const bases: Basis[] = ["received", "verified"];
	const attributions: Attribution[] = ["area", "team"];
	const seats: [User, string][] = [
		["pingdingshan", "410400"],
		["lushan", "410423"],
		["guest", "410400"],
	];
	it.each(
		seats.flatMap(([user, area]) =>
			bases.flatMap((basis) => attributions.map((attribution) => [user, area, basis, attribution] as const)),
		),
	)("%s at %s, %s by %s", async (user, area, basis, attribution) => {
		const desk = await Desk.open(server, user);
		await compare(desk, area, basis, attribution);
		await desk.close();
	});

	it("down to the villages of a township", async () => {
		const desk = await Desk.open(server, "lushan");
		await compare(desk, "410423212", "received", "area");
		await desk.close();
	});

	it("shows targets as they were set, and how many places there are", async () => {
		const targets: { area?: string; venue_type: string | null; metric: string; value: number }[] = (
			await server.as("admin", "GET", `/targets?year=${year}`)
		).body;
		const set = new Map(
			targets
				.filter((target) => target.metric === "sessions" && target.area)
				.map((target) => [`${target.area}/${target.venue_type ?? ""}`, target.value]),
		);
		expect(set.size).toBeGreaterThan(50);
		const desk = await Desk.open(server, "pingdingshan");
		await desk.visit(`/coverage?area=410400&year=${year}`);
		for (const cell of await shownCells(desk)) {
			if (cell.key.startsWith("total/") || cell.key.endsWith("/")) continue;
			expect(cell.of, cell.key).toBe(set.has(cell.key) ? `/${set.get(cell.key)}` : "");
		}
		await choose(desk, "places");
		const villages = [...recount.areas.values()].filter(
			(area) => area.level === "village" && area.code.startsWith("410423") && area.valid_to === null,
		).length;
		expect((await shownCells(desk)).find((cell) => cell.key === "410423/village")?.of).toBe(`/${villages}`);
		await desk.close();
	});
});

describe("a number opens", () => {
	it.each([
		["pingdingshan", "410400", "received", "area"],
		["pingdingshan", "410400", "verified", "team"],
		["lushan", "410423", "received", "team"],
	] as const)("exactly the events it counts: %s at %s, %s by %s", async (user, area, basis, attribution) => {
		const desk = await Desk.open(server, user);
		for (const measure of measures) {
			await desk.visit(`/coverage?area=${area}&year=${year}&basis=${basis}&attribution=${attribution}&measure=${measure}`);
			for (const { key, text, href } of await shownCells(desk)) {
				if (numberOf(text) === 0) {
					expect(href, key).toBeNull();
					continue;
				}
				if (href === null) {
					expect([measure, key.endsWith("/")], key).toEqual(["places", true]);
					continue;
				}
				const [path = "", query = ""] = href.slice(1).split("?");
				expect(path).toBe("/events");
				const events = await everyEvent(server, query, user);
				expect(recount.sum(events, measure), `${measure} ${key} ${query}`).toBe(numberOf(text));
			}
		}
		await desk.close();
	});

	it("its list when it is clicked, and the honest numbers theirs", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.visit(`/coverage?area=410423&year=${year}`);
		await desk.page.locator("[data-cell='total/village'] a.done").click();
		await desk.page.waitForURL(/#\/events\?/);
		expect(desk.page.url()).toContain("venue_type=village");
		await desk.page.goBack();
		await desk.page.locator("[data-cell='total/']").waitFor();

		const { states } = (await server.as("lushan", "GET", `/coverage?area=410423&year=${year}`)).body.total;
		for (const state of ["verified", "submitted", "returned", "duplicate", "joint"]) {
			const entry = desk.page.locator(`[data-state-count='${state}'] dd`);
			expect(await entry.innerText(), state).toBe(String(states[state]));
			const href = states[state] > 0 ? await entry.locator("a").getAttribute("href") : null;
			if (href) expect((await everyEvent(server, href.split("?")[1] ?? "", "lushan")).length, state).toBe(states[state]);
		}
		expect(await desk.page.locator("[data-test='silent-teams']").getAttribute("href")).toMatch(/^#\/reporting\?area=410423/);
		await desk.close();
	});

	it("nothing for a viewer, who sees the same numbers", async () => {
		const desk = await Desk.open(server, "guest");
		await desk.visit(`/coverage?area=410423&year=${year}`);
		expect(await desk.page.locator("a[href*='#/events']").count()).toBe(0);
		expect(await desk.page.locator("[data-cell='total/'] .done").innerText()).not.toBe("0");
		await desk.close();
	});
});

describe("what may not have been uploaded yet", () => {
	it("is hatched where a team is silent and its data ends early, in a year that is over and in one without data", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		for (const asked of [year, year + 1]) {
			const { rows, venue_types } = (await server.as("admin", "GET", `/coverage?area=410400&year=${asked}`)).body;
			await desk.visit(`/coverage?area=410400&year=${asked}`);
			const shown = new Map((await shownCells(desk)).map((cell) => [cell.key, cell.hatched]));
			const end = Date.parse(`${asked + 1}-01-01T00:00:00+08:00`);
			for (const row of rows) {
				const lacks = row.silent_teams > 0 && (row.data_as_of === null || Date.parse(row.data_as_of) < end);
				for (const { key } of venue_types) {
					const { sessions, target } = row.cells[key];
					expect(shown.get(`${row.area}/${key}`), `${asked} ${row.area} ${key}`).toBe(
						lacks && (target === null ? sessions === 0 : sessions < target),
					);
				}
			}
		}
		// All teams of the demonstration stopped long ago: nothing of the year after is known to be complete.
		expect(await desk.page.locator("[data-hatched]").count()).toBeGreaterThan(0);
		const note = await desk.page.locator("[data-hatched]").first().getAttribute("title");
		expect(note).toContain("可能没上传");
		await desk.close();
	});
});

describe("on the way down", () => {
	it("goes from prefecture to county to township, and shows which villages nobody has been to", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.visit(`/coverage?area=410400&year=${year}&measure=reach`);
		await desk.page.locator("[data-row='410423'] th a").click();
		await desk.page.locator("[data-row='410423212'] th a").click();
		await desk.page.locator("[data-test='villages']").waitFor();
		expect(desk.page.url()).toContain("area=410423212");
		expect(desk.page.url()).toContain("measure=reach"); // the question goes along
		const visited = new Set(
			[...recount.cells("410423212", "received", "area")].flatMap(([key, numbers]) =>
				numbers.places.size > 0 ? [key.split("/")[0]] : [],
			),
		);
		const rows = await desk.page
			.locator("tr[data-row]:has([data-visited])")
			.evaluateAll((all) =>
				all.map((row) => [row.getAttribute("data-row"), row.querySelector("[data-visited]")?.getAttribute("data-visited")]),
			);
		expect(rows.length).toBe([...recount.areas.values()].filter((area) => area.parent === "410423212").length);
		for (const [area, mark] of rows) expect(mark, String(area)).toBe(String(visited.has(String(area))));
		await desk.page.locator("[data-test='only-unvisited']").click();
		await desk.page.waitForURL(/unvisited=true/);
		await desk.page.waitForFunction(() => document.querySelector("[data-visited='true']") === null);
		expect(await desk.page.locator("[data-visited='false']").count()).toBe(rows.filter(([, mark]) => mark === "false").length);
		await desk.page.goBack();
		await desk.page.goBack();
		await desk.page.locator("[data-row='410423212']").waitFor(); // back at the county
		await desk.close();
	});

	it("writes what it shows into a file for Excel", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.visit(`/coverage?area=410423&year=${year}`);
		const downloading = desk.page.waitForEvent("download");
		await desk.page.locator("[data-test='export']").click();
		const file = await downloading;
		expect(file.suggestedFilename()).toBe("覆盖情况-鲁山县-2015-年-场次-含待核实-属地.csv");
		const text = readFileSync(await file.path(), "utf8");
		expect(text.charCodeAt(0)).toBe(0xfeff);
		const lines = text
			.slice(1)
			.trim()
			.split("\r\n")
			.map((line) => line.split(","));
		const total = recount.cells("410423", "received", "area").get("total/");
		const column = lines[0]?.indexOf("合计") ?? -1;
		expect(lines.at(-1)?.[column]).toBe(String(total?.sessions));
		expect(lines.length).toBe(2 + (await desk.page.locator("tbody.rows tr").count()));
		await desk.close();
	});

	it("explains a word where it stands, and closes with Escape", async () => {
		const desk = await Desk.open(server, "guest");
		await desk.visit(`/coverage?area=410400&year=${year}`);
		await desk.page.locator("[data-word='joint']").click();
		const panel = desk.page.locator("[data-test='word-panel']");
		expect(await panel.innerText()).toContain("几支队伍一起办的活动");
		await desk.page.keyboard.press("Escape");
		await panel.waitFor({ state: "detached" });
		expect(await desk.page.locator("[data-word='joint']").evaluate((button) => button === document.activeElement)).toBe(true);
		await desk.page.locator("[data-word='sessions']").click();
		await panel.getByRole("link").click();
		await desk.page.waitForURL(/#\/words/);
		await desk.close();
	});
});

describe("while phones send", () => {
	it("numbers change in their place: nothing jumps, and what changed lights up", async () => {
		const teams: { id: string; area: string }[] = (await server.as("admin", "GET", "/teams")).body.teams;
		const team = teams.find((entry) => entry.area === "410423");
		const code = server.enrolmentCode(team?.id ?? "");
		const enrolled = await server.request("POST", "/enrol", { code, device: "试验手机", request_id: crypto.randomUUID() });
		expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(200);
		const push = (day: number) => {
			const id = crypto.randomUUID();
			const event = {
				id,
				kind: "session",
				occurred_on: `${year}-06-${10 + day}`,
				venue_type: "village",
				area: "410423214201",
				title: "手机刚报上来的一场",
				reach: { total: 60 },
			};
			return server.request(
				"POST",
				"/sync",
				{
					cursor: null,
					limit: 0,
					changes: [{ change_id: crypto.randomUUID(), id, base: 0, op: "put", edited_at: new Date().toISOString(), event }],
				},
				enrolled.body.token,
			);
		};

		const desk = await Desk.open(server, "lushan", { height: 500 });
		await desk.visit(`/coverage?area=410423&year=${year}`);
		await desk.page.locator("[data-live='live']").waitFor();
		const cell = desk.page.locator("[data-cell='410423214/village']");
		const before = Number(await cell.locator(".done").innerText());
		await cell.scrollIntoViewIfNeeded();
		await desk.page.locator("[data-row='410423214'] th a").focus();
		const standing = () =>
			desk.page.evaluate(() => {
				const frame = document.querySelector(".matrix [role='region']");
				return {
					page: window.scrollY,
					top: frame?.scrollTop,
					left: frame?.scrollLeft,
					focus: document.activeElement?.textContent,
					y: document.querySelector("[data-cell='410423214/village']")?.getBoundingClientRect().top,
				};
			});
		const stood = await standing();
		expect(stood.top ?? 0).toBeGreaterThan(0);
		for (let sent = 1; sent <= 3; ++sent) {
			const answer = await push(sent);
			expect(answer.body.results[0].outcome).toBe("accepted");
			await desk.page.waitForFunction(
				(wanted) => document.querySelector("[data-cell='410423214/village'] .done")?.textContent === wanted,
				String(before + sent),
			);
			expect(await standing()).toEqual(stood);
			expect(await cell.getAttribute("class")).toContain("changed");
			expect(await desk.page.locator("[data-cell='410423213/village']").getAttribute("class")).not.toContain("changed");
		}
		expect(await desk.page.locator("[data-cell='total/village'].changed").count()).toBe(1);
		await desk.close();
		recount = await Recount.of(server, year);
	});
});

describe("on any screen", () => {
	it.each([1280, 390])("nothing is wider than the page at %i px", async (width) => {
		for (const language of ["zh", "en"] as const) {
			const desk = await Desk.open(server, "pingdingshan", { width, language });
			for (const path of [
				`/coverage?area=410400&year=${year}`,
				`/coverage?area=410423&year=${year}&measure=reach`,
				`/coverage?area=410423212&year=${year}`,
				`/coverage?area=410400&from=2014-03&to=2015-10`,
				"/words",
			]) {
				await desk.visit(path);
				expect(
					await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
					`${language} ${path}`,
				).toBeLessThanOrEqual(0);
			}
			await desk.visit(`/coverage?area=410400&year=${year}`);
			if (width < 600) {
				// Scrolled sideways, the names stay at the left edge.
				const name = desk.page.locator("[data-row='410423'] th");
				const left = (await name.boundingBox())?.x;
				await desk.page.locator(".matrix [role='region']").evaluate((frame) => frame.scrollTo({ left: 300 }));
				expect((await name.boundingBox())?.x).toBe(left);
			}
			await desk.close();
		}
	});

	it("stands on a slow machine soon enough to be used (the time is printed)", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		const devtools = await desk.context.newCDPSession(desk.page);
		await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
		const start = Date.now();
		await desk.page.goto(`${server.url}/console/#/coverage?area=410400&year=${year}`);
		await desk.page.locator("[data-cell='total/']").waitFor();
		process.stdout.write(`coverage on a processor slowed 4 times: matrix after ${Date.now() - start} ms\n`);
		expect(await desk.page.locator("[data-cell]").count()).toBeGreaterThan(100);
		await desk.close();
	});
});
