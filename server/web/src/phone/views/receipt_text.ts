// What the county gave for a record, as a few lines to be sent on or printed: the receipt, and enough to know the event by.
import { areaName, codeName, teamName } from "@/phone/composables/names";
import type { EventRow } from "@/phone/rows/row";
import { t } from "@/phone/texts";
import { dayAndClock } from "./ago";
import { shownRecord, stateOf } from "@/phone/rows/state";

// Empty before there is a receipt. Of what the server has, not of what was changed here since.
export function receiptText(row: EventRow): string {
	const record = row.content ?? shownRecord(row);
	if (!row.marks.receipt || !record) return "";
	const words = t.value.list;
	const lines: [string, string][] = [
		[words.receipt, row.marks.receipt],
		[words.receiptTeam, teamName(row.team)],
		[words.fields.title ?? "", record.title],
		[words.fields.occurred_on ?? "", t.value.common.date(record.occurred_on)],
		[words.fields.venue_type ?? "", codeName("venue_types", record.venue_type)],
		[words.fields.place ?? "", [areaName(record.area), record.place ?? ""].filter((part) => part !== "").join(" ")],
		[words.fields.reach ?? "", t.value.common.people(record.reach.total)],
		[words.receivedAt, row.marks.received_at ? dayAndClock(row.marks.received_at) : ""],
		[words.receiptState, t.value.states[stateOf(row)].name],
	];
	return [words.receiptTitle, ...lines.flatMap(([label, value]) => (value === "" ? [] : [t.value.record.textLine(label, value)]))].join(
		"\n",
	);
}
