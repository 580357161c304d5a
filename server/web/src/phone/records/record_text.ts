// A record as lines of text, to be kept elsewhere when the phone cannot store it.
import { trimmed } from "@/common/plain_text";
import { areaName, codeName } from "@/phone/composables/names";
import { t } from "@/phone/texts";
import type { EventRecord } from "@/common/records/event";

export function recordText(record: Partial<EventRecord>): string {
	const { fieldName } = t.value.problems;
	const words = t.value.record;
	const list = (values: (string | null | undefined)[] | null | undefined) =>
		(values ?? []).filter(Boolean).join(t.value.common.listSeparator);
	const lines: [string, string | number | null | undefined][] = [
		["/title", record.title],
		["/kind", record.kind ? words.kinds[record.kind].name : ""],
		["/occurred_on", list([record.occurred_on, record.started_at, record.ended_at])],
		["/venue_type", record.venue_type ? codeName("venue_types", record.venue_type) : ""],
		["/area", areaName(record.area)],
		["/place", record.place],
		["/reach/total", record.reach?.total],
		["/reach/women", record.reach?.women],
		["/reach/children", record.reach?.children],
		["/reach/method", record.reach?.method ? words.methods[record.reach.method] : ""],
		["/consultations", record.consultations],
		["/materials", list((record.materials ?? []).map((row) => `${codeName("items", row.item)} ${row.copies ?? ""}`))],
		[
			"/lectures",
			list(
				(record.lectures ?? []).map((row) =>
					trimmed(
						[codeName("audiences", row.audience), row.topic ? codeName("topics", row.topic) : "", row.attendance ?? ""].join(
							" ",
						),
					),
				),
			),
		],
		["/topics", list((record.topics ?? []).map((code) => codeName("topics", code)))],
		["/campaigns", list((record.campaigns ?? []).map((code) => codeName("campaigns", code)))],
		["/forms", list((record.forms ?? []).map((code) => codeName("forms", code)))],
		["/speakers", list(record.speakers)],
		["/organizers", list(record.organizers)],
		["/recorded_by", record.recorded_by],
		["/host", list([record.host?.organization, record.host?.contact, record.host?.phone])],
		["/location", record.location ? `${record.location.latitude}, ${record.location.longitude}` : ""],
		["/note", record.note],
	];
	return lines
		.filter(([, value]) => value !== undefined && value !== null && value !== "")
		.map(([pointer, value]) => words.textLine(fieldName(pointer), String(value)))
		.join("\n");
}
