// What the printed report holds after its cover, sheet by sheet: what stands together begins on a sheet of its own.
import type { Texts } from "../../../texts";
import { wordGroups } from "../../words/groups";
import { estimateTable } from "../estimates/estimates";
import { submissionTable } from "../office/submissions";
import type { Report } from "../report";
import { attributionTable, audienceTable, dimensionTable, materialTable, matrixTable, teamTable } from "../tables/metric_tables";
import { owingTable, qualityTable, withoutTeamTable } from "../tables/quality_tables";
import { words, type Table } from "../tables/table";
import { comparisonTable, targetTable } from "../tables/year_tables";

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

export function sheetsOf(report: Report, t: Texts): Table[][] {
	const sheets = [
		[comparisonTable(report, t), estimateTable(report, t)],
		[dimensionTable(report, "venue_type", t)],
		[dimensionTable(report, "area", t)],
		[matrixTable(report, t)],
		[dimensionTable(report, "month", t)],
		[dimensionTable(report, "topic", t)],
		[dimensionTable(report, "campaign", t)],
		[materialTable(report, t)],
		[audienceTable(report, t)],
		[teamTable(report, t)],
		[targetTable(report, "all", t)],
		[attributionTable(report, t)],
		[report.submissions && submissionTable(report.submissions, t)],
		[qualityTable(report, t)],
		[owingTable(report, t), withoutTeamTable(report, t)],
		[wordTable(t)],
	];
	const titles: Record<string, string | undefined> = t.reportPrint.titles;
	let place = 0;
	const numbered = (table: Table): Table => ({ ...table, title: t.reportPrint.numbered(++place, titles[table.id] ?? table.title) });
	return sheets.map((tables) => tables.filter(hasLines).map(numbered)).filter((tables) => tables.length > 0);
}
