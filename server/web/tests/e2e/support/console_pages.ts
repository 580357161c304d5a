// Every page of the console on the demonstration data, for tests that open them all.
import type { TestServer } from "./server";

export interface FoundOnDemo {
	event: string;
	team: string;
	kept: number;
	sample: string;
}

export async function findOnDemo(server: TestServer): Promise<FoundOnDemo> {
	const filter = { area: "410423", from: "2015-01", to: "2015-12" };
	return {
		event: (await server.as("lushan", "GET", "/events?state=submitted&limit=1")).body.events[0].id,
		team: (await server.as("lushan", "GET", "/teams")).body.teams[0].id,
		sample: (await server.as("admin", "POST", "/samples", { size: 5, filter })).body.id,
		kept: (await server.as("lushan", "GET", "/kept?limit=1")).body.kept[0].number,
	};
}

export const consolePages: [name: string, path: (found: FoundOnDemo) => string][] = [
	["coverage-prefecture", () => "/coverage?area=410400&year=2015"],
	["coverage-county", () => "/coverage?area=410423&year=2015&measure=places"],
	["coverage-township", () => "/coverage?area=410423102&year=2015"],
	["gaps", () => "/gaps?area=410423&year=2015"],
	["places", () => "/places?area=410423&year=2015"],
	["months", () => "/months?area=410423&year=2015"],
	["cross", () => "/cross?area=410423&from=2011-01&to=2015-12"],
	["reports", () => "/reports?area=410423&year=2015"],
	["reports-print", () => "/reports/print?area=410423&year=2015"],
	["verify", () => "/verify"],
	["events", () => "/events?area=410423&from=2015-01&to=2015-12"],
	["review", () => "/review?area=410423"],
	["event", (found) => `/events/${found.event}`],
	["look-alikes", () => "/look-alikes?area=410423"],
	["kept", () => "/kept"],
	["kept-change", (found) => `/kept/${found.kept}`],
	["entry", () => "/entry"],
	["reporting", () => "/reporting?area=410423&year=2015&month=2015-12"],
	["teams", () => "/teams"],
	["team", (found) => `/teams/${found.team}`],
	["devices", () => "/devices"],
	["notices", () => "/notices"],
	["targets", () => "/targets?area=410423&year=2015"],
	["venues", () => "/venues?area=410423"],
	["settings", () => "/settings"],
	["settings-vocabulary", () => "/settings/vocabulary"],
	["settings-accounts", () => "/settings/accounts"],
	["samples", () => "/samples?area=410423&year=2015"],
	["sample", (found) => `/samples/${found.sample}`],
	["audit", () => "/audit"],
	["account", () => "/account"],
	["words", () => "/words"],
];
