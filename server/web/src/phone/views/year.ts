// The team's figures for a year from what the phone holds, offline; the honest numbers apart. Counts as the server does:
// submitted, verified and void_requested count as received, verified and void_requested as verified; joint adds only what
// was ticked. What is still on the phone is shown beside, never added.
import type { AreaIndex } from "@/common/areas";
import { monthOf } from "@/common/calendar";
import type { EventRecord } from "@/common/records/event";
import type { Code, Venue } from "@/common/reference";
import type { Target } from "@/phone/storage/database";
import type { EventRow } from "@/phone/rows/row";
import { shownRecord, stateOf } from "@/phone/rows/state";

export interface YearFigures {
	sessions: number;
	lectures: number;
	women_children_lectures: number;
	reach: number;
	materials: number;
	consultations: number;
}

export interface Year {
	received: YearFigures;
	verified: YearFigures;
	states: { verified: number; submitted: number; returned: number; duplicate: number; joint: number; on_phone: number; refused: number };
	participations: number;
	months: { month: string; sessions: number; reach: number }[]; // twelve, basis received
	venueTypes: Record<string, number>; // sessions, basis received
	placesVisited: number; // different villages, communities and registered venues
}

function noFigures(): YearFigures {
	return { sessions: 0, lectures: 0, women_children_lectures: 0, reach: 0, materials: 0, consultations: 0 };
}

export interface Codes {
	audiences: Code[];
	items: Code[];
	venues: Venue[];
	areas: AreaIndex | null; // null: the list is not on the phone yet
}

interface Part {
	lectures: boolean;
	materials: boolean;
	consultations: boolean;
	self: boolean; // sessions and reach
}

function add(to: YearFigures, record: EventRecord, part: Part, codes: Codes): void {
	if (part.self) {
		if (record.kind === "session") to.sessions += 1;
		to.reach += record.reach.total;
	}
	if (part.consultations) to.consultations += record.consultations ?? 0;
	if (part.lectures) {
		for (const lecture of record.lectures ?? []) {
			to.lectures += 1;
			const audience = codes.audiences.find((code) => code.code === lecture.audience);
			if (audience?.counts_as && audience.counts_as.length > 0) to.women_children_lectures += 1;
		}
	}
	if (part.materials) {
		for (const entry of record.materials ?? []) {
			if (codes.items.find((code) => code.code === entry.item)?.counts_as_material) to.materials += entry.copies;
		}
	}
}

export function yearOf(rows: EventRow[], year: number, codes: Codes): Year {
	const result: Year = {
		received: noFigures(),
		verified: noFigures(),
		states: { verified: 0, submitted: 0, returned: 0, duplicate: 0, joint: 0, on_phone: 0, refused: 0 },
		participations: 0,
		months: Array.from({ length: 12 }, (_, index) => ({
			month: `${year}-${String(index + 1).padStart(2, "0")}`,
			sessions: 0,
			reach: 0,
		})),
		venueTypes: {},
		placesVisited: 0,
	};
	const places = new Set<string>();
	for (const row of rows) {
		const state = stateOf(row);
		const shown = shownRecord(row) ?? row.content;
		if (shown?.occurred_on.startsWith(String(year))) {
			if (state === "waiting") result.states.on_phone += 1;
			else if (state === "conflict" || state === "rejected") result.states.refused += 1;
		}
		// What counts at the office is the acknowledged copy, whatever waits on the phone.
		const record = row.content;
		const review = row.marks.review?.state ?? "submitted";
		if (!record || row.deleted || row.version === 0 || !record.occurred_on.startsWith(String(year))) continue;
		const counts = review === "submitted" || review === "verified" || review === "void_requested";
		const isVerified = review === "verified" || review === "void_requested";
		if (review === "joint") {
			result.states.joint += 1;
			result.participations += 1;
			const adds = row.marks.review?.adds ?? [];
			const part = {
				self: false,
				lectures: adds.includes("lectures"),
				materials: adds.includes("materials"),
				consultations: adds.includes("consultations"),
			};
			add(result.received, record, part, codes);
			add(result.verified, record, part, codes); // the ticks are a reviewer's word
		} else if (review === "returned") result.states.returned += 1;
		else if (review === "duplicate") result.states.duplicate += 1;
		if (!counts) continue;
		if (isVerified) result.states.verified += 1;
		else result.states.submitted += 1;
		const whole = { self: true, lectures: true, materials: true, consultations: true };
		add(result.received, record, whole, codes);
		if (isVerified) add(result.verified, record, whole, codes);
		const month = result.months.find((entry) => entry.month === monthOf(record.occurred_on));
		if (month) {
			month.sessions += record.kind === "session" ? 1 : 0;
			month.reach += record.reach.total;
		}
		if (record.kind === "session") result.venueTypes[record.venue_type] = (result.venueTypes[record.venue_type] ?? 0) + 1;
		const place = placeOf(record, codes);
		if (place !== null) places.add(place);
	}
	result.placesVisited = places.size;
	return result;
}

// What an event visits: a village or community by its own code, any other place by its entry in the register, or the
// entry that it was merged into.
function placeOf(record: EventRecord, { venues, areas }: Codes): string | null {
	if (record.venue_type === "village" || record.venue_type === "community") return areas?.isPlace(record.area) ? record.area : null;
	const named = venues.find((entry) => entry.id === record.venue_id);
	const venue = named?.merged_into ? venues.find((entry) => entry.id === named.merged_into) : named;
	return venue && venue.venue_type === record.venue_type ? venue.id : null;
}

export interface Completion {
	metric: string;
	venueType: string | null;
	target: number;
	done: number;
}

// As the screen lists its figures; the server names them by the alphabet.
const metricOrder = ["sessions", "women_children_lectures", "places_visited", "materials"];

function inOrder(left: Completion, right: Completion): number {
	const byMetric = metricOrder.indexOf(left.metric) - metricOrder.indexOf(right.metric);
	return byMetric !== 0 ? byMetric : Number(left.venueType !== null) - Number(right.venueType !== null);
}

// Targets of one venue type are met by the events of that type alone; those of all types come first.
export function completionOf(rows: EventRow[], year: number, codes: Codes, targets: Target[]): Completion[] {
	const completions = targets.flatMap((target) => {
		if (target.value === null) return [];
		const ofType = target.venue_type === null ? rows : rows.filter((row) => row.content?.venue_type === target.venue_type);
		const { received, placesVisited } = yearOf(ofType, year, codes);
		const done: Record<string, number> = {
			sessions: received.sessions,
			women_children_lectures: received.women_children_lectures,
			materials: received.materials,
			places_visited: placesVisited,
		};
		return [{ metric: target.metric, venueType: target.venue_type, target: target.value, done: done[target.metric] ?? 0 }];
	});
	return completions.sort(inOrder);
}
