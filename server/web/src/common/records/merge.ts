// The three-way merge of the protocol, by top-level field; the server does the same (shared/merge). The phone uses it to
// put edits that were made meanwhile onto the answer.
import { plain, sameValue } from "@/common/json";
import type { EventRecord } from "./event";

export interface MergeResult {
	merged: EventRecord;
	conflicts: string[]; // names of top-level fields
}

type Fields = Record<string, unknown>;
type Photo = { sha256: string };

function photosOf(value: unknown): Photo[] {
	return Array.isArray(value) ? (value as Photo[]) : [];
}

// A set by sha256: what either side added is in, what either side took away is out.
function mergePhotos(base: unknown, stored: unknown, sent: unknown): Photo[] {
	const hashes = (list: unknown) => new Set(photosOf(list).map((photo) => photo.sha256.toLowerCase()));
	const [inBase, inStored, inSent] = [hashes(base), hashes(stored), hashes(sent)];
	const merged: Photo[] = [];
	const seen = new Set<string>();
	for (const photo of [...photosOf(stored), ...photosOf(sent)]) {
		const hash = photo.sha256.toLowerCase();
		const removed = inBase.has(hash) && (!inStored.has(hash) || !inSent.has(hash));
		if (!removed && !seen.has(hash)) merged.push(photo);
		seen.add(hash);
	}
	return merged;
}

export function mergeRecords(base: EventRecord | null, stored: EventRecord, sent: EventRecord): MergeResult {
	const origin: Fields = base ?? {};
	const merged: Fields = {};
	const conflicts: string[] = [];
	for (const field of new Set([...Object.keys(stored), ...Object.keys(sent)])) {
		const [before, theirs, ours] = [origin[field], (stored as Fields)[field], (sent as Fields)[field]];
		let value = theirs;
		if (sameValue(theirs, ours) || sameValue(ours, before)) value = theirs;
		else if (sameValue(theirs, before)) value = ours;
		else if (field === "photos") value = mergePhotos(before, theirs, ours);
		else conflicts.push(field);
		if (value !== undefined && value !== null) merged[field] = value;
	}
	return { merged: plain(merged) as EventRecord, conflicts };
}
