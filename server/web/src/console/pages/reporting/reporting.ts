// The table of who reported when: filters, groups and counts. Pure.
import type * as Api from "@/common/api/schema";
import { levelRank, type AreaIndex } from "@/common/areas";

export type MonthStatus = Api.TeamMonth["status"];
export type TeamMonth = Api.TeamMonth;
export type TeamReporting = Api.TeamReporting;
export type Reporting = Api.Reporting;

export const statuses: MonthStatus[] = ["reported", "nil", "none", "overdue", "future", "before"];
const owing: MonthStatus[] = ["overdue", "none"];

export function statusIn(team: TeamReporting, month: string): TeamMonth | undefined {
	return team.months.find((entry) => entry.month === month);
}

export function owes(team: TeamReporting, month: string): boolean {
	const found = statusIn(team, month);
	return found !== undefined && owing.includes(found.status);
}

export type Counts = Record<MonthStatus, number>;

export function countsIn(teams: TeamReporting[], month: string): Counts {
	const counts: Counts = { reported: 0, nil: 0, none: 0, overdue: 0, future: 0, before: 0 };
	for (const team of teams) {
		const found = statusIn(team, month);
		if (found) ++counts[found.status];
	}
	return counts;
}

// Teams from which a report of the month is expected at all.
export function expectedOf(counts: Counts): number {
	return counts.reported + counts.nil + counts.none + counts.overdue;
}

export function filterTeams(teams: TeamReporting[], month: string, filter: { status: MonthStatus | ""; silent: boolean }): TeamReporting[] {
	return teams.filter(
		(team) => (filter.status === "" || statusIn(team, month)?.status === filter.status) && (!filter.silent || team.silent),
	);
}

export interface CountyGroup {
	key: string; // code of the area that the teams are based in, or below it
	name: string | null; // null: at the area shown itself
	teams: TeamReporting[];
}

// What lies directly below the area shown, one after another in the order of codes, those without a team among them: the
// counties of a prefecture, or its towns where it has none. A county is one group.
export function groupByCounty(
	teams: TeamReporting[],
	without: Reporting["areas_without_team"],
	{ area, areas }: { area: string; areas: AreaIndex | null },
): CountyGroup[] {
	const groups = new Map<string, CountyGroup>();
	const shown = areas?.find(area);
	const isCounty = shown !== undefined && levelRank(shown.level) >= levelRank("county");
	for (const team of teams) {
		const row = isCounty ? shown : areas?.childTowards(area, team.area);
		const key = row?.code ?? area;
		const group = groups.get(key) ?? { key, name: row?.name ?? null, teams: [] };
		group.teams.push(team);
		groups.set(key, group);
	}
	for (const { area, name } of without) if (!groups.has(area)) groups.set(area, { key: area, name, teams: [] });
	return [...groups.values()].sort((left, right) => left.key.localeCompare(right.key));
}

// Who owes longest and is hardest to reach comes first: overdue, silent, then by area.
export function owingTeams(teams: TeamReporting[], month: string): TeamReporting[] {
	const rank = (team: TeamReporting) => (statusIn(team, month)?.status === "overdue" ? 0 : 2) + (team.silent ? 0 : 1);
	return teams
		.filter((team) => owes(team, month))
		.sort(
			(left, right) => rank(left) - rank(right) || left.area.localeCompare(right.area) || left.name.localeCompare(right.name, "zh"),
		);
}

// The month that is meant when the address names none: the newest with records if it is of this year, else the last
// month of the year that has begun.
export function monthOfInterest(asked: string, reporting: Pick<Reporting, "year" | "months">, newest: string, today: string): string {
	if (reporting.months.includes(asked)) return asked;
	if (reporting.months.includes(newest)) return newest;
	const begun = reporting.months.filter((month) => month <= today.slice(0, 7));
	return begun[begun.length - 1] ?? reporting.months[0] ?? "";
}
