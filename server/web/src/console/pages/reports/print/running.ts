// The running heads and feet of a printed report, for the margin boxes of its pages. They are variables of the root, the
// only thing that margin boxes take from the document.
import { onScopeDispose, watchEffect } from "vue";
import { timeText } from "@/console/utils/times";
import type { Texts } from "@/console/texts";
import type { Report } from "@/console/pages/reports/report";

const quoted = (text: string) => `"${text.replace(/["\\\n]/g, (mark) => (mark === "\n" ? " " : `\\${mark}`))}"`;

// What the cover and the margins of a printed report say, of a live one and of a sealed one.
export type PrintedHead = Pick<Report, "area" | "area_name" | "from" | "to" | "basis" | "attribution" | "as_of" | "is_draft" | "cover"> & {
	submissions: Report["submissions"];
};

export function runningTexts(report: PrintedHead, t: Texts): Record<string, string> {
	const { reportPrint: print, common, tables } = t;
	return {
		"--print-title": quoted(print.title),
		"--print-head": quoted(print.runningHead(report.area_name, tables.period(report.from, report.to))),
		"--print-basis": quoted(print.runningBasis(common.basisNames[report.basis], common.attributionNames[report.attribution])),
		"--print-time": quoted(print.runningTime(timeText(report.as_of.time))),
		"--print-draft": report.is_draft ? quoted(print.draftHelp) : "none",
		"--print-page-before": quoted(print.pageOf.before),
		"--print-page-between": quoted(print.pageOf.between),
		"--print-page-after": quoted(print.pageOf.after),
	};
}

export function useRunningTexts(texts: () => Record<string, string> | null): void {
	const { style } = document.documentElement;
	let names: string[] = [];
	watchEffect(() => {
		const given = Object.entries(texts() ?? {});
		names = given.map(([name]) => name);
		for (const [name, text] of given) style.setProperty(name, text);
	});
	onScopeDispose(() => {
		for (const name of names) style.removeProperty(name);
	});
}
