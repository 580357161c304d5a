// What is looked at before a report is sealed, as GET /api/v1/report_checks answers it, and what the office writes to it.
import type * as Api from "@/common/api/schema";

export const waitingKinds = ["submitted", "returned", "on_phones", "months_owed", "look_alikes", "late"] as const;
export type WaitingKind = (typeof waitingKinds)[number];

export type CheckFinding = Api.CheckFinding;
export type Offered = Api.OfferedExplanation;
export type ReportChecks = Api.ReportChecks;
export type Explanation = Api.Explanation;

// Of each rule once, in the order of the server.
export function byRule(findings: CheckFinding[]): CheckFinding[][] {
	const rules = new Map<string, CheckFinding[]>();
	for (const finding of findings) rules.set(finding.check, [...(rules.get(finding.check) ?? []), finding]);
	return [...rules.values()];
}

// Findings with the same text are answered by it once.
export function explanationsOf(answers: ReadonlyMap<string, string>): Explanation[] {
	const texts = new Map<string, string[]>();
	for (const [key, text] of answers) texts.set(text, [...(texts.get(text) ?? []), key]);
	return [...texts].map(([text, findings]) => ({ findings, text }));
}

// What was written before to findings of the same rules, each text once.
export function offeredFor(checks: ReportChecks): Offered[] {
	const rules = new Set(checks.findings.filter((finding) => finding.kind === "verify").map((finding) => finding.check));
	const seen = new Set<string>();
	return checks.offered.filter((offered) => {
		const fits = offered.findings.some((key) => rules.has(key.split("/")[0] ?? ""));
		if (!fits || seen.has(offered.text)) return false;
		seen.add(offered.text);
		return true;
	});
}
