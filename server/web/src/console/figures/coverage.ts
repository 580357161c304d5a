// Coverage as GET /api/v1/coverage answers it: areas by venue types.
import { levelRank } from "@/common/areas";
import type { Code } from "@/common/reference";
import type { AsOf, Attribution, Basis, States } from "@/console/api/types";

export const measures = ["sessions", "lectures", "reach", "materials", "places"] as const;
export type Measure = (typeof measures)[number];

export function measureOf(value: unknown): Measure {
	return measures.find((measure) => measure === value) ?? "sessions";
}

export interface Cell {
	sessions: number;
	lectures: number;
	reach: number;
	materials: number;
	target: number | null;
	gap: number | null;
	places_visited: number;
	places_total: number;
	sessions_with_target?: number; // of all types together: those that count towards the target
}

// All types together: `sessions` counts every type, completion is that of what has a target.
export interface Total extends Cell {
	sessions_with_target: number;
	target_from: "area" | "types" | "rows" | null;
}

// The teams based in an area, and how fresh what they sent is.
export interface Contact {
	teams: number;
	silent_teams: number;
	data_as_of: string | null; // when the team that is silent for longest was last heard from
}

export interface Row extends Contact {
	area: string;
	level: string; // of the area
	name: string;
	cells: Record<string, Cell>;
	total: Total;
	states: States;
}

export interface VenueType {
	key: string;
	name: string;
}

export interface Coverage {
	year: number | null;
	from: string;
	to: string;
	area: string;
	area_name: string;
	basis: Basis;
	attribution: Attribution;
	venue_types: VenueType[];
	rows: Row[];
	total: Total & Contact & { level: string; cells: Record<string, Cell>; states: States };
	as_of: AsOf;
}

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
