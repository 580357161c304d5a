// A change that was kept instead of applied, and how a record is put together from both sides of a conflict. Pure.
import type * as Api from "@/common/api/schema";
import { plain, sameValue } from "@/common/json";
import type { EventRecord } from "@/common/records/event";
import { mergeRecords } from "@/common/records/merge";
import { differingFields } from "@/common/records/reading";

export type Outcome = Api.KeptChange["outcome"];

export interface SentChange {
	base?: number;
	op?: "put" | "delete" | "answer" | null;
	edited_at?: string | null;
	event?: unknown;
	reason?: string | null;
}

export type Kept = Omit<Api.KeptChange, "change"> & { change: SentChange | null };
export type HistoryEntry = Pick<Api.HistoryEntry, "version" | "at" | "by" | "op" | "event">;

// The record that was sent, where it is one at all.
export function sentRecord(kept: Kept): Record<string, unknown> | null {
	const event = kept.change?.event;
	return typeof event === "object" && event !== null && !Array.isArray(event) ? (event as Record<string, unknown>) : null;
}

// What can be done with it beside closing it.
export type Way = "choose" | "correct" | "close";

export type WhyClose = "void" | "answer" | "deleted" | "unreadable" | "otherTeam";

export function wayOf(kept: Kept): { way: Way; why: WhyClose | null } {
	const close = (why: WhyClose) => ({ way: "close" as const, why });
	if (kept.change?.op === "delete") return close("void");
	if (kept.change?.op === "answer") return close("answer");
	if (sentRecord(kept) === null) return close("unreadable");
	if (kept.current?.deleted) return close("deleted");
	if (kept.problems.some((problem) => problem.code === "forbidden")) return close("otherTeam");
	return { way: kept.outcome === "conflict" && kept.current?.event ? "choose" : "correct", why: null };
}

// From which version the phone's edit started; the newest below when that one is not known.
export function baseOf(history: HistoryEntry[], base: number): EventRecord | null {
	const puts = history.filter((entry) => entry.event !== null && entry.version <= base);
	return puts[puts.length - 1]?.event ?? null;
}

export type Side = "sent" | "stored";

export interface Choice {
	name: string; // top-level field
	changedBy: Side | "both"; // since the version that the phone knew
	sent: unknown;
	stored: unknown;
	before: unknown; // at that version
	isJoined: boolean; // photos: those of both sides stay
}

export function choicesOf(base: EventRecord | null, stored: EventRecord, sent: EventRecord): Choice[] {
	return differingFields(stored, sent).map((name) => {
		const before = base?.[name];
		const changedBy = sameValue(stored[name], before) ? "sent" : sameValue(sent[name], before) ? "stored" : "both";
		return { name, changedBy, sent: sent[name], stored: stored[name], before, isJoined: changedBy === "both" && name === "photos" };
	});
}

// What only one side changed stands without asking.
export function suggested(choices: Choice[]): Record<string, Side> {
	return Object.fromEntries(choices.flatMap((choice) => (choice.changedBy === "both" ? [] : [[choice.name, choice.changedBy]])));
}

export function leftToChoose(choices: Choice[], chosen: Record<string, Side>): Choice[] {
	return choices.filter((choice) => !choice.isJoined && chosen[choice.name] === undefined);
}

export function joined(base: EventRecord | null, stored: EventRecord, sent: EventRecord, chosen: Record<string, Side>): EventRecord {
	const record: Record<string, unknown> = { ...stored };
	for (const { name, isJoined } of choicesOf(base, stored, sent)) {
		const value = isJoined ? mergeRecords(base, stored, sent).merged[name] : chosen[name] === "sent" ? sent[name] : stored[name];
		if (value === undefined || value === null) Reflect.deleteProperty(record, name);
		else record[name] = value;
	}
	return plain(record) as EventRecord;
}
