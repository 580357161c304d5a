// The lists of gaps and of places against a recount from targets, areas and the list of events.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shortAreaName } from "@/common/area_names";
import type { Venue } from "@/common/reference";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type User } from "../support/server";
import { Recount, everyEvent, type Attribution, type Basis } from "./coverage_recount";

const year = 2015;
let server: TestServer;
let recount: Recount;
let venues: Venue[];

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	// A township with a target of its own, beside the counties.
	const put = await server.as("admin", "PUT", `/targets?year=${year}`, [
		{ area: "410423212", venue_type: "village", metric: "sessions", value: 9, from: `${year}-01-01` },
	]);
	if (put.status >= 300) throw new Error(JSON.stringify(put.body));
	recount = await Recount.of(server, year);
	venues = (await server.as("admin", "GET", "/reference")).body.venues;
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

interface Target {
	area?: string;
	venue_type: string | null;
	metric: string;
	value: number;
}

async function expectedGaps(area: string, basis: Basis, attribution: Attribution) {
	const targets: Target[] = (await server.as("admin", "GET", `/targets?year=${year}`)).body;
	const counties = recount.cells("410400", basis, attribution);
	const within = area.endsWith("00") ? area.slice(0, 4) : area;
	const found = targets.flatMap((target) => {
		const at = target.area ?? "";
		if (target.metric !== "sessions" || !at.startsWith(within) || at === "410400") return [];
		const cells = at.length === 6 ? counties : recount.cells("410423", basis, attribution);
		const sessions = cells.get(`${at}/${target.venue_type ?? ""}`)?.sessions ?? 0;
		return sessions < target.value
			? [{ area: at, type: target.venue_type ?? "", sessions, target: target.value, gap: target.value - sessions }]
			: [];
	});
	return found.sort(
		(left, right) =>
			left.sessions / left.target - right.sessions / right.target ||
			right.gap - left.gap ||
			left.area.localeCompare(right.area) ||
			left.type.localeCompare(right.type),
	);
}

const shownGaps = (desk: Desk) =>
	desk.page.locator("[data-gap]").evaluateAll((rows) =>
		rows.map((row) => ({
			key: row.getAttribute("data-gap"),
			text: row.querySelector(".what")?.textContent?.replace(/\s+/g, " ").trim() ?? "",
			href: row.querySelector(".what a")?.getAttribute("href") ?? null,
		})),
	);

describe("gaps", () => {
	const seats: [User, string][] = [
		["pingdingshan", "410400"],
		["lushan", "410423"],
		["guest", "410400"],
	];
	it.each(
		seats.flatMap(([user, area]) =>
			(["received", "verified"] as const).flatMap((basis) =>
				(["area", "team"] as const).map((attribution) => [user, area, basis, attribution] as const),
			),
		),
	)("%s at %s, %s by %s: worst first, with the numbers of a recount", async (user, area, basis, attribution) => {
		const wanted = await expectedGaps(area, basis, attribution);
		expect(wanted.length).toBeGreaterThan(0);
		const desk = await Desk.open(server, user);
		await desk.visit(`/gaps?area=${area}&year=${year}&basis=${basis}&attribution=${attribution}`);
		const shown = await shownGaps(desk);
		expect(shown.map((row) => row.key)).toEqual(wanted.map((gap) => `${gap.area}/${gap.type === "" ? "null" : gap.type}`));
		wanted.forEach((gap, index) =>
			expect(shown[index]?.text).toContain(`目标 ${gap.target} 场，已开展 ${gap.sessions} 场，还差 ${gap.gap} 场`),
		);
		for (const [index, row] of shown.entries()) {
			const gap = wanted[index];
			expect(row.href !== null, row.text).toBe(user !== "guest" && (gap?.sessions ?? 0) > 0);
			if (row.href) expect((await everyEvent(server, row.href.split("?")[1] ?? "", user)).length, row.text).toBe(gap?.sessions);
		}
		await desk.close();
	});

	it("can be narrowed to one type or level, and the address says so", async () => {
		const wanted = await expectedGaps("410423", "received", "area");
		const desk = await Desk.open(server, "lushan");
		await desk.visit(`/gaps?area=410423&year=${year}&level=township`);
		const townships = wanted.filter((gap) => gap.area.length === 9).map((gap) => `${gap.area}/${gap.type}`);
		expect(townships).toContain("410423212/village");
		expect((await shownGaps(desk)).map((row) => row.key)).toEqual(townships);
		expect(await desk.page.locator("[data-gap='410423212/village'] strong").innerText()).toContain(
			`鲁山县 ${shortAreaName(recount.areas.get("410423212")?.name ?? "")}`,
		);
		await desk.page.locator("[data-test='level']").getByText("县（市、区）").click();
		await desk.page.waitForURL(/level=county/);
		await expect
			.poll(async () => (await shownGaps(desk)).map((row) => row.key))
			.toEqual(wanted.filter((gap) => gap.area === "410423").map((gap) => `${gap.area}/${gap.type}`));
		const type = wanted.find((gap) => gap.area === "410423")?.type ?? "";
		await desk.visit(`/gaps?area=410423&year=${year}&venue_type=${type}`);
		expect((await shownGaps(desk)).map((row) => row.key)).toEqual(
			wanted.filter((gap) => gap.type === type).map((gap) => `${gap.area}/${gap.type}`),
		);
		await desk.page.locator("[data-test='type']").click();
		await desk.page.getByRole("option", { name: "全部类型" }).click();
		await desk.page.waitForFunction((count) => document.querySelectorAll("[data-gap]").length === count, wanted.length);
		expect(desk.page.url()).not.toContain("venue_type");
		await desk.visit("/gaps?area=410423&year=2012&venue_type=barracks&level=township");
		await desk.page.locator("[data-state='empty']").waitFor();
		await desk.close();
	});

	it("say whether the teams were heard from, lead to reminders, and go into a file", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.visit(`/gaps?area=410400&year=${year}`);
		const { gaps } = (await server.as("admin", "GET", `/gaps?area=410400&year=${year}&limit=1000`)).body;
		const heard = await desk.page.locator("[data-gap] .heard").allInnerTexts();
		heard.forEach((text, index) =>
			expect(text).toContain(
				gaps[index].teams === 0
					? "没有驻在这里的队伍"
					: gaps[index].silent_teams === 0
						? "讲师团都有联系"
						: `${gaps[index].silent_teams} 支队伍`,
			),
		);
		// The reminder of a gap goes to the teams of its county, with its numbers.
		const missing = gaps.find((gap: { level: string }) => gap.level === "township");
		await desk.page.locator(`[data-gap='${missing.area}/${missing.venue_type}'] .actions a`).click();
		const notice = desk.page.locator("#notice-text");
		await notice.waitFor();
		expect(await notice.inputValue()).toContain(
			`2015 年目标 ${missing.target} 场，系统已收到 ${missing.sessions} 场，还差 ${missing.gap} 场`,
		);
		const { teams } = (await server.as("admin", "GET", "/teams")).body;
		const ofCounty = teams.filter((team: { area: string }) => team.area.startsWith(missing.area.slice(0, 6))).length;
		expect(await desk.page.locator("[aria-label='写通知']").innerText()).toContain(`${ofCounty} 支`);
		expect(await desk.page.locator("[aria-label='写通知'] .el-radio-button.is-active").innerText()).toContain("催报");
		await desk.page.locator("[aria-label='写通知']").getByRole("button", { name: "取消" }).click();
		await desk.noDialog();
		expect(desk.page.url()).not.toContain("write=");
		await desk.visit(`/gaps?area=410400&year=${year}`);
		const downloading = desk.page.waitForEvent("download");
		await desk.page.locator("[data-test='export']").click();
		const text = readFileSync(await (await downloading).path(), "utf8");
		expect(text.charCodeAt(0)).toBe(0xfeff);
		expect(text.trim().split("\r\n").length).toBe(1 + gaps.length);
		await desk.close();
	});
});

describe("places", () => {
	const shownPlaces = (desk: Desk) =>
		desk.page
			.locator("[data-place]")
			.evaluateAll((places) =>
				places.map((place) => [place.getAttribute("data-place") ?? "", Number(place.getAttribute("data-visits"))] as const),
			);

	// What a person pages through to the end.
	async function allPlaces(desk: Desk) {
		const places = [...(await shownPlaces(desk))];
		while ((await desk.page.locator("[data-test='next-page']").count()) > 0) {
			const first = places.at(-1)?.[0];
			await desk.page.locator("[data-test='next-page']").click();
			await desk.page.waitForFunction((last) => document.querySelector(`[data-place='${last}']`) === null, first);
			await desk.settled(); // the page is empty until its places have come
			places.push(...(await shownPlaces(desk)));
		}
		return places;
	}

	it.each([
		["lushan", "410423", "received"],
		["lushan", "410423", "verified"],
		["pingdingshan", "410482", "received"],
		["guest", "410423", "received"],
	] as const)("%s at %s, %s: those without a visit, and the counts above", async (user, area, basis) => {
		const cells = recount.cells(area, basis, "area");
		const visited = new Set([...(cells.get("total/village")?.places ?? []), ...(cells.get("total/community")?.places ?? [])]);
		const all = [...recount.areas.values()]
			.filter(
				(entry) =>
					(entry.level === "village" || entry.level === "community") && entry.code.startsWith(area) && entry.valid_to === null,
			)
			.map((entry) => entry.code);
		const desk = await Desk.open(server, user);
		await desk.visit(`/places?area=${area}&year=${year}&basis=${basis}`);
		expect(await desk.page.locator("[data-test='counts']").innerText()).toContain(
			`${year} 年走访 ${visited.size} 个，还有 ${all.length - visited.size} 个未走访`,
		);
		const shown = await allPlaces(desk);
		expect(shown.map(([code]) => code)).toEqual(all.filter((code) => !visited.has(code)).sort());
		expect(shown.every(([, visits]) => visits === 0)).toBe(true);

		await desk.visit(`/places?area=${area}&year=${year}&basis=${basis}&visited=true`);
		expect((await shownPlaces(desk)).map(([code]) => code)).toEqual([...visited].sort());
		for (const link of await desk.page
			.locator("[data-place] a.visits")
			.evaluateAll((links) => links.map((entry) => [entry.textContent ?? "", entry.getAttribute("href") ?? ""]))) {
			expect(link[0]).toBe(`${(await everyEvent(server, link[1]?.split("?")[1] ?? "", user)).length} 次`);
		}
		expect(await desk.page.locator("[data-place] a.visits").count()).toBe(user === "guest" ? 0 : visited.size);
		await desk.close();
	});

	it("lists venues by type, and finds by part of a name", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.visit(`/places?area=410423&year=${year}&venue_type=school&visited=all`);
		const schools = venues.filter(
			(venue) => venue.venue_type === "school" && venue.area.startsWith("410423") && venue.valid_to === null,
		);
		expect((await shownPlaces(desk)).map(([id]) => id).sort()).toEqual(schools.map((venue) => venue.id).sort());
		const visited = recount.cells("410423", "received", "area").get("total/school")?.places ?? new Set();
		expect(await desk.page.locator("[data-test='counts']").innerText()).toContain(`走访 ${visited.size} 个`);

		const name = shortAreaName(recount.areas.get("410423212201")?.name ?? "").slice(0, 2);
		await desk.visit(`/places?area=410423&year=${year}&visited=all`);
		await desk.page.locator("[data-test='text']").fill(name);
		await desk.page.waitForURL(new RegExp(`text=${encodeURIComponent(name)}`));
		await desk.settled();
		const named = [...recount.areas.values()].filter(
			(area) =>
				["village", "community"].includes(area.level) &&
				area.code.startsWith("410423") &&
				area.valid_to === null &&
				area.name.includes(name),
		);
		expect((await shownPlaces(desk)).map(([code]) => code)).toEqual(named.map((area) => area.code).sort());
		await desk.close();
	});

	it("go into a file with the same question", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.visit(`/places?area=410423&year=${year}`);
		const downloading = desk.page.waitForEvent("download");
		await desk.page.locator("[data-test='export']").click();
		const text = readFileSync(await (await downloading).path(), "utf8");
		const { total, visited } = (await server.as("lushan", "GET", `/places?area=410423&year=${year}&limit=1`)).body;
		expect(text.charCodeAt(0)).toBe(0xfeff);
		expect(text.trim().split("\r\n").length).toBe(1 + total - visited);
		await desk.close();
	});
});

it.each([1280, 390])("nothing is wider than the page at %i px", async (width) => {
	for (const language of ["zh", "en"] as const) {
		const desk = await Desk.open(server, "pingdingshan", { width, language });
		for (const path of [
			`/gaps?area=410400&year=${year}`,
			`/places?area=410423&year=${year}`,
			`/places?area=410400&year=${year}&visited=true&venue_type=enterprise`,
		]) {
			await desk.visit(path);
			expect(
				await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
				`${language} ${path}`,
			).toBeLessThanOrEqual(0);
		}
		await desk.close();
	}
});
