// Coverage as GET /api/v1/coverage answers it: areas by venue types.
import type * as Api from "@/common/api/schema";
import { levelRank } from "@/common/areas";
import type { Code } from "@/common/reference";

export const measures = ["sessions", "lectures", "reach", "materials", "places"] as const;
export type Measure = (typeof measures)[number];

export function measureOf(value: unknown): Measure {
	return measures.find((measure) => measure === value) ?? "sessions";
}

export type Cell = Api.CoverageCell & { sessions_with_target?: number };

// All types together: `sessions` counts every type, completion is that of what has a target.
export type Total = Api.CoverageTotal;

// The teams based in an area, and how fresh what they sent is.
export type Contact = Pick<Api.CoverageContact, "teams" | "silent_teams" | "data_as_of">;

export type Row = Api.CoverageRow;
export type VenueType = Api.VenueTypeName;
export type Coverage = Api.Coverage;

export function totalRow(coverage: Coverage): Row {
	const { cells, level, states, teams, silent_teams, data_as_of, ...total } = coverage.total;
	return { area: coverage.area, level, name: coverage.area_name, cells, total, states, teams, silent_teams, data_as_of };
}

// What was recorded at the area itself, no finer, or by teams based there.
export function isOwnRow(coverage: Coverage, row: Row): boolean {
	return row.area === coverage.area;
}

// Or a community.
export function isVillage(row: Pick<Row, "level">): boolean {
	return levelRank(row.level) === levelRank("village");
}

export interface OrderedType extends VenueType {
	isEight: boolean;
}

// The eight first, then what counts beside them.
export function orderedTypes(types: VenueType[], codes: Code[]): OrderedType[] {
	const beside = new Set(codes.flatMap((code) => (code.eight_entry === false ? [code.code] : [])));
	const marked = types.map((type) => ({ ...type, isEight: !beside.has(type.key) }));
	return [...marked.filter((type) => type.isEight), ...marked.filter((type) => !type.isEight)];
}

// By organiser, a row without teams has nothing and can have nothing; the area's own teams stand first there.
export function rowsOf(coverage: Coverage, measure: Measure): Row[] {
	if (coverage.attribution === "area" || measure === "places") return coverage.rows;
	const rows = coverage.rows.filter(
		(row) => row.teams > 0 || row.total.sessions + row.total.lectures + row.total.reach + row.total.materials > 0,
	);
	return [...rows.filter((row) => isOwnRow(coverage, row)), ...rows.filter((row) => !isOwnRow(coverage, row))];
}

export const isVisited = (row: Row) => row.total.places_visited > 0;

// The period as figures and lists of events both take it.
export function periodOf(answer: { year: number | null; from: string; to: string }): { year?: string; from?: string; to?: string } {
	return answer.year === null ? { from: answer.from, to: answer.to } : { year: String(answer.year) };
}
