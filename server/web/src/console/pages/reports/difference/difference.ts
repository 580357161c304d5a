// The parts of a difference between two versions as tables: figures by attribution, places, targets, codes, cover,
// submissions. All that the server tells is in them; what a row is called is the name of today.
import type { CodeList } from "@/common/reference";
import type { Attribution, SubmissionState } from "@/console/api/types";
import { areaName, codeName, teamName, venueName } from "@/console/composables/names";
import type { Texts } from "@/console/texts";
import { coverFields, type CoverField } from "@/console/pages/reports/report";
import { partsOf, type ChangedCode, type ChangedFigure, type Difference, type SealedTarget } from "@/console/pages/reports/reports";
import { submissionStates } from "@/console/pages/reports/office/submissions";
import { count, words, type Column, type Line, type Table } from "@/console/pages/reports/tables/table";

const codeLists: Record<string, CodeList> = {
	venue_type: "venue_types",
	topic: "topics",
	campaign: "campaigns",
	material: "items",
	audience: "audiences",
};

export interface NamedFigure extends ChangedFigure {
	attribution: Attribution;
	breakdown: string;
	name: string; // of the row; "" in a total
	metric: string;
}

function rowName(dimension: string, key: string, t: Texts): string {
	if (dimension === "total") return "";
	if (key === "") return t.differences.unnamed;
	if (dimension === "area") return areaName(key);
	if (dimension === "month") return t.common.month(key);
	if (dimension === "team") return teamName(key) || key;
	const list = codeLists[dimension];
	return list ? codeName(list, key) : key;
}

export function nameFigure(figure: ChangedFigure, t: Texts): NamedFigure {
	const { attribution, dimension, key, metric } = partsOf(figure.figure);
	const breakdown = t.differences.breakdowns[dimension] ?? dimension;
	if (dimension === "state") {
		const states: Record<string, string | undefined> = t.states;
		return { ...figure, attribution, breakdown, name: states[metric] ?? metric, metric: t.differences.records };
	}
	// Of materials and audiences these are the copies and lectures of that one.
	return { ...figure, attribution, breakdown, name: rowName(dimension, key, t), metric: t.reports.metrics[metric] ?? metric };
}

export const figuresOf = (difference: Difference, attribution: Attribution, t: Texts): NamedFigure[] =>
	difference.figures.map((figure) => nameFigure(figure, t)).filter((figure) => figure.attribution === attribution);

const table = (id: string, title: string, columns: Column[], lines: Line[]): Table => ({
	id,
	title,
	columns,
	blocks: [{ lines }],
	notes: [],
});
const columnsOf = (heads: Record<string, string>, numbers: string[] = []): Column[] =>
	Object.entries(heads).map(([id, heading]) => ({ id, heading, isNumber: numbers.includes(id) }));

export function placeTable(difference: Difference, t: Texts): Table {
	const isCode = (place: string) => /^\d+$/.test(place);
	return table(
		"changed-places",
		t.differences.places(difference.places.length),
		columnsOf(t.differences.placeHeads),
		difference.places.map(({ venue_type: type, place, change }) => ({
			key: `${type} ${place}`,
			cells: [
				words(codeName("venue_types", type)),
				words(isCode(place) ? areaName(place) : venueName(place)),
				words(change > 0 ? t.differences.came : t.differences.gone),
			],
		})),
	);
}

const targetKey = (target: SealedTarget) =>
	[target.year, target.area ?? "", target.team ?? "", target.venue_type ?? "", target.metric].join(" ");

export interface ChangedTarget {
	key: string;
	before: SealedTarget | null;
	after: SealedTarget | null;
}

// What was set for one thing before and after stands in one row.
export function pairTargets({ targets }: Difference): ChangedTarget[] {
	const pairs = new Map<string, ChangedTarget>();
	for (const target of targets.before) pairs.set(targetKey(target), { key: targetKey(target), before: target, after: null });
	for (const target of targets.after) {
		const key = targetKey(target);
		pairs.set(key, { key, before: pairs.get(key)?.before ?? null, after: target });
	}
	return [...pairs.values()];
}

export function changedTargetTable(difference: Difference, t: Texts): Table {
	const pairs = pairTargets(difference);
	const metricNames: Record<string, string | undefined> = t.targets.metrics;
	return table(
		"changed-targets",
		t.differences.targets(pairs.length),
		columnsOf(t.differences.targetHeads, ["before", "after"]),
		pairs.flatMap(({ key, before, after }): Line[] => {
			const target = after ?? before;
			if (!target) return [];
			const value = (side: SealedTarget | null) => (side ? count(side.value) : words(t.differences.notSet));
			return [
				{
					key,
					cells: [
						words(t.common.yearName(target.year)),
						words(target.team ? teamName(target.team) : areaName(target.area)),
						words(target.venue_type === null ? t.tables.allTypes : codeName("venue_types", target.venue_type)),
						words(metricNames[target.metric] ?? target.metric),
						value(before),
						value(after),
						words(target.document_no),
					],
				},
			];
		}),
	);
}

// A code's or venue's own name; a name itself.
function nameIn(value: unknown, t: Texts): string {
	if (value === null || value === undefined) return t.differences.absent;
	if (typeof value !== "object") return `${value as string}`;
	const { zh, name, area } = value as { zh?: string; name?: string; area?: string };
	const told = zh ?? name ?? "";
	return area ? `${told}（${areaName(area)}）` : told;
}

function codeLine({ list, code, before, after }: ChangedCode, t: Texts): Line {
	const lists: Record<string, string | undefined> = t.settings.vocabulary.lists;
	const sides = [nameIn(before, t), nameIn(after, t)];
	// The same name with something else behind it, as what it counts as.
	const now = sides[0] === sides[1] ? t.differences.otherDetails(sides[1] ?? "") : (sides[1] ?? "");
	return {
		key: `${list} ${code}`,
		cells: [
			words(lists[list] ?? t.differences.nameLists[list] ?? list),
			words(list === "teams" || list === "venues" ? "" : code),
			words(sides[0]),
			words(now),
		],
	};
}

export function codeTable(difference: Difference, t: Texts): Table {
	return table(
		"changed-codes",
		t.differences.codes(difference.codes.length),
		columnsOf(t.differences.codeHeads),
		difference.codes.map((code) => codeLine(code, t)),
	);
}

export function coverTable(difference: Difference, t: Texts): Table {
	const isField = (field: string): field is CoverField => coverFields.some((known) => known === field);
	return table(
		"changed-cover",
		t.differences.cover,
		columnsOf(t.differences.coverHeads),
		difference.cover.map(({ field, before, after }) => ({
			key: field,
			cells: [
				words(isField(field) ? t.reportPrint.fields[field] : field),
				words(before || t.differences.absent),
				words(after || t.differences.absent),
			],
		})),
	);
}

export function changedSubmissionTable(difference: Difference, t: Texts): Table {
	const isState = (state: string): state is SubmissionState => submissionStates.some((known) => known === state);
	const told = (side: Difference["submissions"][number]["before"]) =>
		side === null
			? t.differences.absent
			: t.differences.ofVersion(isState(side.state) ? t.office.states[side.state] : side.state, side.version);
	return table(
		"changed-submissions",
		t.differences.submissions,
		columnsOf({ ...t.differences.coverHeads, field: t.tables.heads.area }),
		difference.submissions.map(({ area, before, after }) => ({
			key: area,
			cells: [words(areaName(area)), words(told(before)), words(told(after))],
		})),
	);
}
