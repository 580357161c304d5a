// Random samples of records and what an auditor found of each, as /api/v1/samples answers them.
import type * as Api from "@/common/api/schema";
import type { Query } from "@/console/api/http";
import type { Role } from "@/console/api/session";

export const verdicts = ["genuine", "partly_genuine", "not_genuine", "unverifiable"] as const;
export type Verdict = (typeof verdicts)[number];

// What a record of a sample can stand at; "open": not looked into yet.
export const standings = [...verdicts, "open"] as const;
export type Standing = (typeof standings)[number];

export type Finding = Api.Finding;
export type SampleHead = Api.SampleHead;
export type SampleEvent = Api.SampleEvent;
export type Sample = Api.Sample;

export const sampleSizeMax = 1000;

export const standingOf = (event: SampleEvent): Standing => event.finding?.finding ?? "open";

// A coordinator, whose records are looked into, changes nothing of what somebody else found.
export const mayCheck = (event: SampleEvent, by: { role: Role; username: string } | null) =>
	by !== null && event.now_version !== null && (by.role !== "coordinator" || event.finding === null || event.finding.by === by.username);

// The ones before and after a record, of those that are listed and can be read; a record that has just left the list (it was
// given a finding) keeps its place by the order in which all were drawn.
export function neighboursOf(sample: Sample, id: string, listed: SampleEvent[]): { previous: string | null; next: string | null } {
	const isListed = new Set(listed.filter((event) => event.now_version !== null).map((event) => event.id));
	const at = sample.events.findIndex((event) => event.id === id);
	const before = sample.events.slice(0, Math.max(0, at)).filter((event) => isListed.has(event.id));
	const after = sample.events.slice(at + 1).find((event) => isListed.has(event.id));
	return { previous: before[before.length - 1]?.id ?? null, next: after?.id ?? null };
}

export const needsNote = (verdict: Verdict) => verdict !== "genuine";

// The filter of a sample is that of the list of records, as texts.
export function filterTexts(query: Query): Record<string, string> {
	return Object.fromEntries(
		Object.entries(query).flatMap(([name, value]) =>
			value === undefined || value === null || value === false || value === "" ? [] : [[name, String(value)]],
		),
	);
}

// How many of those that were looked into; null before the first.
export function genuineShare(findings: Record<Standing, number>): number | null {
	const looked = verdicts.reduce((sum, verdict) => sum + findings[verdict], 0);
	return looked === 0 ? null : findings.genuine / looked;
}
