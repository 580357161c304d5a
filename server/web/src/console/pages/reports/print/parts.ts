// What the printed report holds after its cover and summary, table by table.
import type { Texts } from "@/console/texts";
import { wordGroups } from "@/console/texts/word_groups";
import { estimateTable } from "@/console/pages/reports/estimates/estimates";
import { submissionTable } from "@/console/pages/reports/office/submissions";
import type { Report } from "@/console/pages/reports/report";
import { yearTable } from "@/console/pages/reports/tables/by_year";
import {
	attributionTable,
	audienceTable,
	dimensionTable,
	materialTable,
	matrixTable,
	teamTable,
} from "@/console/pages/reports/tables/metric_tables";
import { owingTable, qualityTable, withoutTeamTable } from "@/console/pages/reports/tables/quality_tables";
import { words, type Table } from "@/console/pages/reports/tables/table";
import { beside } from "./pack";
import { comparisonTable, targetMatrix, targetTable } from "@/console/pages/reports/tables/year_tables";

function wordTable(t: Texts): Table {
	return {
		id: "words",
		title: t.reportPrint.words,
		columns: [
			{ id: "name", heading: t.reportPrint.word },
			{ id: "meaning", heading: t.reportPrint.meaning },
		],
		blocks: wordGroups(t).map((group) => ({
			label: group.name,
			lines: group.words.map((word) => ({ key: word.word, cells: [words(word.name), words(word.text)] })),
		})),
		notes: [],
	};
}

const hasLines = (table: Table | null): table is Table =>
	table !== null && table.blocks.some((block) => block.lines.some((line) => !line.isTotal));

// In their order; numbered.
export function tablesOf(report: Report, t: Texts): Table[] {
	const tables = [
		comparisonTable(report, t),
		estimateTable(report, t),
		dimensionTable(report, "venue_type", t),
		dimensionTable(report, "area", t),
		matrixTable(report, t),
		yearTable(report, t),
		dimensionTable(report, "month", t),
		dimensionTable(report, "topic", t),
		dimensionTable(report, "campaign", t),
		materialTable(report, t),
		audienceTable(report, t),
		teamTable(report, t),
		targetTable(report, "whole", t),
		targetMatrix(report, t),
		targetTable(report, "teams", t),
		attributionTable(report, t),
		report.submissions && submissionTable(report.submissions, t),
		qualityTable(report, t),
		beside(owingTable(report, t), 2),
		beside(withoutTeamTable(report, t), 3),
		wordTable(t),
	];
	const titles: Record<string, string | undefined> = t.reportPrint.titles;
	let place = 0;
	const numbered = (table: Table): Table => ({ ...table, title: t.reportPrint.numbered(++place, titles[table.id] ?? table.title) });
	return tables.filter(hasLines).map(numbered);
}
