// What is looked at before a report is sealed, as GET /api/v1/report_checks answers it, and what the office writes to it.
import type { Basis } from "@/console/api/types";
import type { Metrics } from "./report";

export const waitingKinds = ["submitted", "returned", "on_phones", "months_owed", "look_alikes", "late"] as const;
export type WaitingKind = (typeof waitingKinds)[number];

export interface CheckFinding {
	key: string;
	check: string;
	kind: "mandatory" | "verify";
	zh: string;
	en: string;
	metric: string;
	area: string;
	area_name: string;
	value: number;
	against: number;
}

export interface Offered {
	text: string;
	findings: string[];
	from: string;
	to: string;
	version: number;
}

export interface ReportChecks {
	from: string;
	to: string;
	area: string;
	area_name: string;
	basis: Basis;
	totals: Metrics;
	text: string;
	waiting: Record<WaitingKind, number>;
	owing: { name: string; area_name: string; months: number }[];
	is_over: boolean;
	is_draft: boolean;
	findings: CheckFinding[];
	offered: Offered[];
}

export interface Explanation {
	findings: string[];
	text: string;
}

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
