// Whether the team has recorded this very visit already: what this phone holds, records of the team's other phones included, of the
// same day, kind of place and place. Said before saving; people decide.
import { folded } from "@/common/plain_text";
import type { EventRecord } from "@/common/records/event";
import type { Draftable } from "@/common/records/form";
import type { PhoneDatabase } from "@/phone/storage/database";
import type { EventRow } from "@/phone/rows/row";
import { shownRecord } from "@/phone/rows/state";

export interface SameVisit {
	id: string;
	record: EventRecord;
}

// A registered place by its id; else by area and name, where a name that nobody wrote may be any.
function samePlace(left: Draftable, right: Draftable): boolean {
	if (left.venue_id && right.venue_id) return left.venue_id === right.venue_id;
	if (left.area !== right.area) return false;
	const [here, there] = [folded(left.place ?? ""), folded(right.place ?? "")];
	return here === "" || there === "" || here === there;
}

// Among rows of that day, for what is being recorded by `team`; the newest first. Not what was deleted or judged a double.
export function sameVisits(rows: EventRow[], wanted: Draftable, team: string): SameVisit[] {
	if (!wanted.occurred_on || !wanted.venue_type || !wanted.area) return [];
	return rows
		.flatMap((row) => {
			const record = shownRecord(row);
			const counts = record !== null && !row.localDeleted && !row.deleted && row.marks.review?.state !== "duplicate";
			const isOurs = row.team === team || row.team === "" || team === "";
			if (!counts || !isOurs || row.id === wanted.id) return [];
			const isSame =
				record.occurred_on === wanted.occurred_on && record.venue_type === wanted.venue_type && samePlace(record, wanted);
			return isSame ? [{ id: row.id, record }] : [];
		})
		.sort((left, right) => right.id.localeCompare(left.id));
}

export async function findSameVisits(db: PhoneDatabase, wanted: Draftable, team: string): Promise<SameVisit[]> {
	if (!wanted.occurred_on) return [];
	return sameVisits(await db.events.where("day").equals(wanted.occurred_on).toArray(), wanted, team);
}
