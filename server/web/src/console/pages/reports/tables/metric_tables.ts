// The figures broken down by one dimension: every indicator in a column.
import { may } from "@/console/api/session";
import type { Texts } from "@/console/texts";
import { filterOf, indicators, withinArea, withinRow, type Dimension, type Metrics, type Report } from "@/console/pages/reports/report";
import { count, counted, words, type Cell, type Column, type Table } from "./table";

export function indicatorColumns(t: Texts): Column[] {
	return indicators.map((id) => ({ id, isNumber: true, ...t.tables.indicatorHeadings[id] }));
}

export function dimensionTable(report: Report, dimension: Exclude<Dimension, "team">, t: Texts): Table {
	const overlaps = dimension === "topic" || dimension === "campaign";
	const lines = report.by[dimension].map((row) => {
		const within = withinRow(report, dimension, row.key);
		const name = dimension === "area" && row.key === report.area ? t.tables.ownRow(row.name) : row.name;
		return {
			key: row.key ?? "",
			cells: [words(name), ...indicators.map((id) => counted(row[id], within && filterOf(report, id, within)))],
		};
	});
	return {
		id: dimension,
		title: t.reports.dimensions[dimension],
		columns: [{ id: "name", heading: t.tables.heads[dimension] }, ...indicatorColumns(t)],
		blocks: [{ lines: overlaps ? lines : [...lines, totalLine(report, t)] }],
		notes: overlaps ? [t.reports.overlap] : [],
	};
}

export function totalLine(report: Report, t: Texts, after: Cell[] = [], before: Cell[] = []) {
	return {
		key: "total",
		isTotal: true,
		cells: [words(t.tables.total), ...before, ...indicators.map((id) => counted(report.totals[id], filterOf(report, id))), ...after],
	};
}

export function teamTable(report: Report, t: Texts): Table {
	const members = new Map(report.teams.members_by_team.map((team) => [team.team, team.members]));
	const lines = report.by.team.map((row) => {
		const within = withinRow(report, "team", row.key);
		const name = words(row.name, within && may.value.teams && members.has(row.key ?? "") ? `/teams/${row.key}` : undefined);
		return {
			key: row.key ?? "",
			cells: [
				name,
				count(members.get(row.key ?? "")),
				...indicators.map((id) => counted(row[id], within && filterOf(report, id, within))),
				count(row.participations),
			],
		};
	});
	return {
		id: "team",
		title: t.reports.dimensions.team,
		columns: [
			{ id: "name", heading: t.tables.heads.team },
			{ id: "members", heading: t.tables.members, isNumber: true },
			...indicatorColumns(t),
			{ id: "participations", heading: t.tables.participations, isNumber: true },
		],
		blocks: [{ lines: [...lines, totalLine(report, t, [words("")], [words("")])] }],
		notes: [t.tables.teamsNote],
	};
}

export function materialTable(report: Report, t: Texts): Table {
	return {
		id: "material",
		title: t.reports.material,
		columns: [
			{ id: "name", heading: t.reports.name },
			{ id: "unit", heading: t.reports.unit },
			{ id: "copies", heading: t.reports.copies, isNumber: true },
			{ id: "events", heading: t.tables.eventsWithIt, isNumber: true },
		],
		blocks: [
			{
				lines: report.by.material.map((row) => ({
					key: row.key ?? "",
					cells: [
						words(row.name),
						words(row.unit),
						counted(row.copies, row.key === null ? null : filterOf(report, "events", { item: row.key })),
						counted(row.events, row.key === null ? null : filterOf(report, "events", { item: row.key })),
					],
				})),
			},
		],
		notes: [t.tables.materialNote],
	};
}

export function audienceTable(report: Report, t: Texts): Table {
	const filter = (key: string | null) => (key === null ? null : filterOf(report, "lectures", { audience: key, has: undefined }));
	const attendance = report.by.audience.reduce((sum, row) => sum + row.attendance, 0);
	return {
		id: "audience",
		title: t.reports.audience,
		columns: [
			{ id: "name", heading: t.tables.heads.audience },
			{ id: "lectures", heading: t.reports.lectures, isNumber: true },
			{ id: "attendance", heading: t.reports.attendance, isNumber: true },
		],
		blocks: [
			{
				lines: [
					...report.by.audience.map((row) => ({
						key: row.key ?? "",
						cells: [words(row.name), counted(row.lectures, filter(row.key)), counted(row.attendance, filter(row.key))],
					})),
					{
						key: "total",
						isTotal: true,
						cells: [
							words(t.tables.total),
							counted(report.totals.lectures, filterOf(report, "lectures")),
							counted(attendance, filterOf(report, "lectures")),
						],
					},
				],
			},
		],
		notes: [t.tables.audienceNote],
	};
}

// Areas down, venue types across; one block for each measure.
export function matrixTable(report: Report, t: Texts): Table {
	const { venue_types: types, rows, total } = report.coverage;
	const parts = ["sessions", "lectures", "reach", "materials", "places_visited"] as const;
	const indicatorOf = {
		sessions: "sessions",
		lectures: "lectures",
		reach: "reach",
		materials: "materials",
		places_visited: "events",
	} as const;
	const blocks = parts.map((part) => {
		const cellsOf = (
			name: string,
			area: string | null,
			own: (typeof rows)[number]["cells"],
			sum: Record<(typeof parts)[number], number>,
		) => {
			const within = area === null ? {} : withinArea(report, area);
			const isPlaces = part === "places_visited";
			const of = (type: string) =>
				filterOf(report, indicatorOf[part], {
					...within,
					...(isPlaces ? { place_type: type, attribution: undefined } : { venue_type: type }),
				});
			return [
				words(name),
				...types.map((type) => counted(own[type.key]?.[part] ?? 0, of(type.key))),
				counted(sum[part], isPlaces ? null : filterOf(report, indicatorOf[part], within)),
			];
		};
		return {
			label: t.tables.matrixParts[part],
			lines: [
				...rows.map((row) => ({
					key: row.area,
					cells: cellsOf(row.area === report.area ? t.tables.ownRow(row.name) : row.name, row.area, row.cells, row.total),
				})),
				{ key: "total", isTotal: true, cells: cellsOf(t.tables.total, null, total.cells, total) },
			],
		};
	});
	return {
		id: "matrix",
		title: t.tables.matrix,
		columns: [
			{ id: "name", heading: t.tables.heads.area },
			...types.map((type) => ({ id: type.key, heading: type.name, isNumber: true })),
			{ id: "total", heading: t.tables.total, isNumber: true },
		],
		blocks,
		notes: [t.tables.matrixNote],
	};
}

const shownAttributions = ["events", "sessions", "lectures", "reach", "materials"] as const satisfies (keyof Metrics)[];

export function attributionTable(report: Report, t: Texts): Table {
	const { rows, by_area, by_team, agree } = report.attributions;
	const cellsOf = (name: string, area: string | null, of: { by_area: Metrics; by_team: Metrics }) => {
		const within = area === null ? {} : withinArea(report, area);
		const side = (metric: Metrics, attribution: "team" | undefined) =>
			shownAttributions.map((id) => counted(metric[id], filterOf(report, id, { ...within, attribution })));
		return [words(name), ...side(of.by_area, undefined), ...side(of.by_team, "team")];
	};
	const columnsOf = (attribution: "area" | "team") =>
		shownAttributions.map((id) => ({
			id: `${attribution}_${id}`,
			heading: t.tables.shortHeadings[id],
			group: t.common.attributionNames[attribution],
			isNumber: true,
		}));
	return {
		id: "attribution",
		title: t.tables.attribution,
		columns: [{ id: "name", heading: t.tables.heads.area }, ...columnsOf("area"), ...columnsOf("team")],
		blocks: [
			{
				lines: [
					...rows.map((row) => ({
						key: row.area,
						cells: cellsOf(row.area === report.area ? t.tables.ownRow(row.name) : row.name, row.area, row),
					})),
					{ key: "total", isTotal: true, cells: cellsOf(t.tables.total, null, { by_area, by_team }) },
				],
			},
		],
		notes: [agree ? t.tables.agree : t.tables.disagree],
	};
}
