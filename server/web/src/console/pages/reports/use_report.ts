// The report that a question asks for, on the page and in print. It follows what comes in.
import type { ComputedRef } from "vue";
import type { CodeList } from "@/common/reference";
import { ask, type Query } from "@/console/api/http";
import { language } from "@/console/texts/language";
import { useFigure } from "@/console/composables/use_figure";
import { codesOf } from "@/console/composables/names";
import { t } from "@/console/texts";
import type { Report } from "./report";
import { inEnglish } from "./report_language";

export function useReport(question: ComputedRef<Query>) {
	const find = (list: CodeList, code: string) => codesOf(list).find((entry) => entry.code === code);
	return useFigure<Report>(
		question,
		async (asked, signal) => {
			const report = await ask<Report>("/report", asked, { signal, timeoutMs: 60_000 });
			return language.value === "en" ? inEnglish(report, find, t.value) : report;
		},
		{ also: () => language.value },
	);
}
