// What the page of targets shows: rows (areas or teams), columns (venue types and the total), the values stored, their
// history, and the changes not saved yet.
import { computed, onMounted, type ComputedRef } from "vue";
import { shortAreaName } from "@/common/area_names";
import { ask } from "@/console/api/http";
import { useFigure } from "@/console/composables/use_figure";
import { areas, codesOf, liesIn, nameOf, readAreas, teams } from "@/console/composables/names";
import { account } from "@/console/api/session";
import { t } from "@/console/texts";
import { useDraft } from "./draft";
import { byCell, historyByCell, keyOf, type By, type HistoryEntry, type Metric, type Target, type TargetCell } from "./targets";
import type { SheetLine } from "./SheetGrid.vue";

export interface TargetsQuestion {
	area: string;
	year: string;
	by: By;
	metric: Metric;
}

export const totalColumn = "total";
const teamsMax = 500;

// Venue types that could be recorded in a year, and those that have a target in it all the same.
function typesOf(year: string, targets: Target[]): SheetLine[] {
	const used = new Set(targets.map((target) => target.venue_type));
	return codesOf("venue_types")
		.filter(
			(code) => used.has(code.code) || ((code.valid_from ?? "") <= `${year}-12-31` && (code.valid_to ?? "9999") >= `${year}-01-01`),
		)
		.map((code) => ({ key: code.code, name: nameOf(code) }));
}

export function useTargets(question: ComputedRef<TargetsQuestion>) {
	const asked = () => ({ year: question.value.year, area: question.value.area });
	const load = useFigure(
		asked,
		async ({ year, area }, signal) => {
			const [stored, history] = await Promise.all([
				ask<Target[]>("/targets", { year }, { signal }),
				ask<{ changes: HistoryEntry[] }>("/targets/history", { year, area }, { signal }),
			]);
			return { year, area, list: stored, stored: byCell(stored), history: historyByCell(history.changes) };
		},
		{ live: false }, // what is typed beside it is held against it
	);
	onMounted(() => void readAreas().catch(() => undefined));

	const storedValue = (key: string) => load.value.value?.stored.get(key)?.value ?? null;
	const draft = useDraft(keyOf, storedValue);

	// Targets of others are not asked for, so not refused either.
	const isForbidden = computed(() => account.value !== null && areas.value !== null && !liesIn(question.value.area, account.value.area));

	const areaRows = computed<SheetLine[]>(() => {
		const here = areas.value?.find(question.value.area);
		if (!here) return [];
		const children = here.children.filter((child) => child.valid_to === null || child.valid_to >= `${question.value.year}-01-01`);
		return [
			{ key: here.code, name: t.value.targets.ownArea(shortAreaName(here.name)), isStrong: true },
			...children.map((child) => ({ key: child.code, name: shortAreaName(child.name) })),
		];
	});

	const teamRows = computed<SheetLine[]>(() =>
		teams.value.filter((team) => liesIn(team.area, question.value.area)).map((team) => ({ key: team.id, name: team.name })),
	);

	const rows = computed(() => (question.value.by === "area" ? areaRows.value : teamRows.value.slice(0, teamsMax)));
	const hiddenTeams = computed(() => (question.value.by === "team" && teamRows.value.length > teamsMax ? teamRows.value.length : 0));

	const columns = computed<SheetLine[]>(() => [
		...typesOf(question.value.year, load.value.value?.list ?? []),
		{ key: totalColumn, name: t.value.targets.total, isStrong: true },
	]);

	function targetCell(row: string, column: string): TargetCell {
		return { by: question.value.by, whose: row, venueType: column === totalColumn ? null : column, metric: question.value.metric };
	}

	function valueOf(cell: TargetCell): number | null {
		const key = keyOf(cell);
		const change = draft.changes.value.get(key);
		return change ? change.value : storedValue(key);
	}

	// The venue types of a row together, where no total is set; null when none of them is.
	function sumOfTypes(row: string): number | null {
		const values = columns.value.slice(0, -1).flatMap((column) => valueOf(targetCell(row, column.key)) ?? []);
		return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
	}

	// What the rows below the area add up to, to be held beside the area's own target.
	const sums = computed<(number | null)[]>(() => {
		const below = question.value.by === "area" ? rows.value.slice(1) : rows.value;
		return columns.value.map((column) => {
			const values = below.flatMap(
				(row) => valueOf(targetCell(row.key, column.key)) ?? (column.key === totalColumn ? (sumOfTypes(row.key) ?? []) : []),
			);
			return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
		});
	});

	return { load, draft, isForbidden, rows, hiddenTeams, columns, targetCell, valueOf, sumOfTypes, sums, storedValue };
}

export type Targets = ReturnType<typeof useTargets>;
