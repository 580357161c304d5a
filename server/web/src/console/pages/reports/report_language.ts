// The rows of a live report as English pages call them. The server names codes and months in Chinese, as papers do; what is
// sealed keeps the names it was sealed with.
import { unitName } from "@/common/records/units";
import type { Code, CodeList } from "@/common/reference";
import type { Texts } from "@/console/texts";
import type { Named, Report } from "./report";

// `find` gives the code of a list, or nothing where the vocabulary does not have it; such rows stay as the server names them.
export function inEnglish(report: Report, find: (list: CodeList, code: string) => Code | undefined, t: Texts): Report {
	const named =
		(list: CodeList) =>
		<T extends Named>(row: T): T => ({
			...row,
			name: row.key === null ? t.cross.unnamed : (find(list, row.key)?.en ?? row.name),
		});
	return {
		...report,
		by: {
			...report.by,
			venue_type: report.by.venue_type.map(named("venue_types")),
			topic: report.by.topic.map(named("topics")),
			campaign: report.by.campaign.map(named("campaigns")),
			month: report.by.month.map((row) => ({ ...row, name: row.key === null ? row.name : t.common.month(row.key) })),
			material: report.by.material.map(named("items")).map((row) => ({ ...row, unit: unitName(row.unit, "en") ?? row.unit })),
			audience: report.by.audience.map(named("audiences")),
		},
		coverage: { ...report.coverage, venue_types: report.coverage.venue_types.map(named("venue_types")) },
	};
}
