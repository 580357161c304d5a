// What stands behind the figures and is not in them: what waits, was returned, is on phones or lost with them, who owes.
import type { RouteLocationRaw } from "vue-router";
import { eventsLink } from "@/console/utils/links";
import { may } from "@/console/api/session";
import type { Texts } from "@/console/texts";
import type { Report } from "@/console/pages/reports/report";
import { shareOf } from "@/console/utils/number_text";
import { count, words, type Block, type Line, type Table } from "./table";

const linkWhen = (isAllowed: boolean, value: number, to: RouteLocationRaw) => (isAllowed && value > 0 ? to : undefined);

function recordLines(report: Report, t: Texts): Line[] {
	const { quality, totals } = report;
	const attribution = report.attribution === "team" ? "team" : undefined;
	const ofState = (state: string) => eventsLink({ area: report.area, from: report.from, to: report.to, attribution, state });
	const devices = { path: "/devices", query: { area: report.area } };
	const line = (
		key: keyof Texts["tables"]["quality"],
		value: number,
		to?: RouteLocationRaw,
		note = t.tables.quality[key].note,
	): Line => ({ key, cells: [words(t.tables.quality[key].name), count(value, to), words(note)] });
	const inState = (key: keyof Texts["tables"]["quality"], state: string, value: number) =>
		line(key, value, linkWhen(may.value.events, value, ofState(state)));
	const reviews = quality.reviews;
	return [
		inState("verified", "verified", quality.states.verified),
		inState("void_requested", "void_requested", quality.void_requested),
		inState("submitted", "submitted", quality.states.submitted),
		inState("returned", "returned", quality.states.returned),
		inState("duplicate", "duplicate", quality.states.duplicate),
		inState("joint", "joint", quality.states.joint),
		line("on_phones", quality.states.on_phones, linkWhen(may.value.teams, quality.states.on_phones, devices)),
		line("written_off", quality.written_off, linkWhen(may.value.teams, quality.written_off, devices)),
		line("estimated", quality.reach_estimated, undefined, t.tables.shareOfReach(shareOf(quality.reach_estimated, totals.reach))),
		line("counted", quality.reach_not_estimated, undefined, t.tables.shareOfReach(shareOf(quality.reach_not_estimated, totals.reach))),
		line("single", reviews.single),
		line("bulk", reviews.bulk),
		line("otherReview", reviews.other),
	];
}

function reportingLines(report: Report, t: Texts): Line[] {
	const { quality } = report;
	const reporting = { path: "/reporting", query: { area: report.area, year: report.to.slice(0, 4) } };
	const names = t.tables.quality;
	const line = (key: keyof typeof names, value: number, to?: RouteLocationRaw): Line => ({
		key,
		cells: [words(names[key].name), count(value, value > 0 ? to : undefined), words(names[key].note)],
	});
	return [
		line("teams", quality.teams, may.value.teams ? { path: "/teams", query: { area: report.area } } : undefined),
		line("active", report.teams.active_teams),
		line("members", report.teams.members),
		line("silent", quality.silent_teams, reporting),
		line("reported", quality.months_reported, reporting),
		line("nil", quality.months_nil, reporting),
		line("overdue", quality.months_overdue, reporting),
	];
}

function tableOf(id: string, title: string, blocks: Block[], heads: [string, string, string]): Table {
	return {
		id,
		title,
		columns: [
			{ id: "name", heading: heads[0] },
			{ id: "count", heading: heads[1], isNumber: true },
			{ id: "note", heading: heads[2] },
		],
		blocks,
		notes: [],
	};
}

export function qualityTable(report: Report, t: Texts): Table {
	const { heads } = t.tables;
	const blocks = [
		{ label: t.tables.qualityRecords, lines: recordLines(report, t) },
		{ label: t.tables.qualityReporting, lines: reportingLines(report, t) },
	];
	return tableOf("quality", t.tables.qualityTitle, blocks, [heads.item, heads.count, heads.note]);
}

export function owingTable(report: Report, t: Texts): Table {
	const { heads } = t.tables;
	const lines = report.quality.owing.map((team) => ({
		key: team.team,
		cells: [words(team.name, may.value.teams ? `/teams/${team.team}` : undefined), count(team.months_overdue), words(team.area_name)],
	}));
	return tableOf("owing", t.tables.owing, [{ lines }], [heads.team, heads.monthsOverdue, heads.area]);
}

export function withoutTeamTable(report: Report, t: Texts): Table {
	const lines = report.quality.areas_without_team.map((area) => ({ key: area.area, cells: [words(area.name), words(area.area)] }));
	return {
		id: "without-team",
		title: t.tables.withoutTeam,
		columns: [
			{ id: "name", heading: t.tables.heads.area },
			{ id: "code", heading: t.tables.heads.code },
		],
		blocks: [{ lines }],
		notes: [],
	};
}
