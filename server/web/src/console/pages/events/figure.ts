// The figure that a list was opened from: the column that shows it, its sum, the order by it.
import type { EventState } from "@/console/api/types";
import { ask, type AskOptions } from "@/console/api/http";
import { indicators } from "@/console/utils/indicators";
import type { Texts } from "@/console/texts";
import { questionOf, type Filter } from "@/console/records/event_filter";

export const figureNames = [...indicators, "copies", "audience_lectures", "attendance"] as const;
export type FigureName = (typeof figureNames)[number];
export type EventFigures = Partial<Record<FigureName, number>>;

export const figureNamed = (name: unknown): FigureName | undefined => figureNames.find((known) => known === name);

// What a list is about; reach, which every record has, where it was opened from no other figure. Sessions and records are
// counted, so their lists are about reach too.
export function figuresOf(filter: Filter): FigureName[] {
	const named = figureNamed(filter.has);
	const own: FigureName[] = filter.item ? ["copies"] : filter.audience ? ["audience_lectures", "attendance"] : named ? [named] : [];
	if (own.length === 0 && filter.kind === "session") return ["sessions", "reach"];
	return own.includes("reach") ? own : [...own, "reach"];
}

export function figureHeading(name: FigureName, t: Texts): string {
	if (name === "copies") return t.reports.copies;
	if (name === "audience_lectures") return t.reports.metrics.lectures ?? name;
	return t.reports.metrics[name] ?? name;
}

// What the record adds: of one that was merged into another what was ticked, so that the column adds up to its sum. A list on
// no basis (`asRecorded`) shows the people that each record tells of, whether they are counted or not.
export function figureText(event: EventState, name: FigureName, asRecorded: boolean): string {
	if (asRecorded && name === "reach") return event.event?.reach.total?.toLocaleString("zh-CN") ?? "";
	return event.figures?.[name]?.toLocaleString("zh-CN") ?? "";
}

export interface Sums {
	listed: number;
	sums: EventFigures;
	isWhole: boolean; // else of the newest, as far as was looked
}

interface Part {
	listed: number;
	sums: EventFigures;
	next: string | null;
}

const roundsMax = 20; // some 30 seconds of the server's searching

export async function askSums(filter: Filter, options: AskOptions = {}): Promise<Sums> {
	const whole: Sums = { listed: 0, sums: {}, isWhole: false };
	let after: string | undefined;
	for (let round = 1; round <= roundsMax; round += 1) {
		const part = await ask<Part>("/event_sums", { ...questionOf(filter), after }, options);
		whole.listed += part.listed;
		for (const name of figureNames) {
			const value = part.sums[name];
			if (value !== undefined) whole.sums[name] = (whole.sums[name] ?? 0) + value;
		}
		if (part.next === null) return { ...whole, isWhole: true };
		after = part.next;
	}
	return whole;
}

// "共 13 条；专场讲座 15，受教育群众人次 3,400"
export function sumsText({ listed, sums, isWhole }: Sums, names: FigureName[], t: Texts): string {
	const parts = names.map((name) => t.events.sumOf(figureHeading(name, t), sums[name] ?? 0));
	return `${isWhole ? t.events.countOfAll(listed) : t.events.countSoFar(listed)}${t.events.sumSeparator}${parts.join(t.common.listSeparator)}`;
}
