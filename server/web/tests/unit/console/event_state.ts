// Records and their states for tests of pages: only what a test is about is said by it.
import type { EventRecord, ReviewState } from "@/common/records/event";
import type { EventState } from "@/console/api/types";

export const record = (given: Partial<EventRecord> = {}): EventRecord => ({
	id: "e",
	kind: "session",
	occurred_on: "2015-03-08",
	venue_type: "village",
	area: "410423102201",
	title: "一场",
	reach: { total: 80 },
	recorded_by: "张晓红",
	...given,
});

export function event(id: string, given: Partial<EventState> & { state?: ReviewState } = {}): EventState {
	const { state, ...more } = given;
	return {
		id,
		version: 1,
		deleted: false,
		team: "t",
		source: "phone",
		entered_by: null,
		device: "d",
		received_at: "2015-03-09T01:00:00Z",
		edited_at: null,
		clock_offset_s: 0,
		warnings: [],
		receipt: null,
		review: { state: state ?? "submitted", revision: 0, reason: null, fields: [], by: null, at: null, due_on: null, of: null },
		photos_stored: [],
		event: record({ id }),
		...more,
	};
}
