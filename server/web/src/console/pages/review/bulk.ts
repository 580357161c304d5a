// Verifying many at once: which of a list may be, how many must have been looked at before, and doing it in parts that can
// be called off between. Pure but for the sending, which is handed in.
import type * as Api from "@/common/api/schema";
import type { EventState } from "@/console/api/types";

export const partSize = 100;
export const bulkMax = 1_000;

const fewest = 5;

// A tenth of them, at least five, or all if there are fewer.
export function neededToOpen(count: number): number {
	return Math.min(count, Math.max(fewest, Math.ceil(count / 10)));
}

export interface Candidates {
	events: EventState[];
	own: number; // of the person's own hand, which somebody else has to verify
}

export function candidatesOf(events: EventState[], me: string): Candidates {
	const ready = events.filter((event) => event.review.state === "submitted" && !event.deleted && event.warnings.length === 0);
	const others = ready.filter((event) => event.entered_by !== me);
	return { events: others, own: ready.length - others.length };
}

export interface Named {
	id: string;
	version: number;
	revision: number;
}

export type BulkResult = Api.BulkReview["results"][number];

export interface Progress {
	total: number;
	sent: number;
	done: Named[]; // as they stand after
	refused: BulkResult[];
	isCancelled: boolean;
}

export type SendPart = (events: Named[]) => Promise<BulkResult[]>;

// A part that is under way is always finished, so that what was done is known. Throws what sending throws; what was
// told before that stands.
export async function runBulk(
	events: Named[],
	sendPart: SendPart,
	tell: (progress: Progress) => void,
	signal: AbortSignal,
): Promise<Progress> {
	const progress: Progress = { total: events.length, sent: 0, done: [], refused: [], isCancelled: false };
	const versions = new Map(events.map((event) => [event.id, event.version]));
	for (let start = 0; start < events.length; start += partSize) {
		if (signal.aborted) {
			progress.isCancelled = true;
			break;
		}
		const part = events.slice(start, start + partSize);
		const results = await sendPart(part);
		for (const result of results) {
			const version = versions.get(result.id);
			if (result.outcome === "reviewed" && version !== undefined)
				progress.done.push({ id: result.id, version, revision: result.revision ?? 0 });
			else progress.refused.push(result);
		}
		progress.sent += part.length;
		tell({ ...progress });
	}
	tell({ ...progress });
	return progress;
}
