// What is wrong with an opened record, what deserves a second look, and what the county asked to correct: found anew after every
// change, and said beside the fields.
import { computed, reactive, ref, type ComputedRef } from "vue";
import { shanghaiDay } from "@/common/calendar";
import { sameValue } from "@/common/json";
import type { EventRecord, Problem, Review } from "@/common/records/event";
import { concerns, formOrder, valueAt } from "@/common/records/form";
import { findTypedProblems, type FoundProblem } from "@/common/records/problems";
import { findWarnings } from "@/common/records/warnings";
import { settings } from "@/phone/app";
import { areas, codesOf, reference } from "@/phone/composables/names";
import { today } from "@/phone/composables/today";
import type { EventRow } from "@/phone/rows/row";
import { stateOf } from "@/phone/rows/state";
import type { Draft } from "@/phone/storage/database";
import { t } from "@/phone/texts";

// What stands in the list of an unfinished record.
function isOffered(draft: Draft, recentAreas: string[]): boolean {
	const area = draft.event.area;
	return area !== undefined && area !== "" && (area.length >= 9 || recentAreas.includes(area));
}

// Beside its field nobody needs the number of the row.
const withoutRow = <T extends { pointer: string }>(problem: T): T => ({ ...problem, pointer: problem.pointer.replace(/\/\d+/g, "/*") });

// What the server said about the record as it is stored, and what became of that since.
export function useServerMarks(draft: Draft, row: EventRow | null) {
	const state = row ? stateOf(row) : "draft";
	const review: Review | null = state === "returned" ? (row?.marks.review ?? null) : null;
	const refused = state === "rejected" ? row?.refused[row.refused.length - 1] : undefined;
	const serverProblems: Problem[] = refused?.problems ?? [];
	const markedPointers = review ? (review.fields ?? []) : serverProblems.map((problem) => problem.pointer);
	const isCorrected = (pointer: string) => !sameValue(valueAt(draft.base ?? {}, pointer), valueAt(draft.event, pointer));

	// Whether a field is to be corrected; once it was changed it says so.
	function markOf(pointers: string[]): "open" | "corrected" | null {
		const marked = markedPointers.filter((pointer) => pointer !== "" && pointers.some((field) => concerns(pointer, field)));
		if (marked.length === 0) return null;
		return marked.every(isCorrected) ? "corrected" : "open";
	}

	return { review, isRejected: refused !== undefined, serverProblems, markedPointers, isCorrected, markOf };
}

export type ServerMarks = ReturnType<typeof useServerMarks>;

export interface Checked {
	draft: Draft; // reactive
	row: EventRow | null; // the event that is corrected
	record: ComputedRef<EventRecord>;
	suggestion: ComputedRef<string>; // of a title; "" while there is none
	marks: ServerMarks;
}

export function useChecks({ draft, row, record, suggestion, marks }: Checked) {
	const areaOffered = computed(() => isOffered(draft, settings.value.recentAreas));

	const problems = computed<FoundProblem[]>(() => {
		const { event } = draft;
		let found = findTypedProblems(record.value, {
			today: today.value,
			// Without the vocabulary on the phone the server will tell.
			venueTypes: new Set(reference.value ? codesOf("venue_types").map((code) => code.code) : [event.venue_type ?? ""]),
			areas: areas.value?.codes ?? null,
		});
		if (event.area && !draft.areaConfirmed && !found.some((problem) => problem.pointer === "/area")) {
			found.push({ pointer: "/area", code: areaOffered.value ? "area_unconfirmed" : "missing" });
		}
		// The title comes by itself with the kind of place or the audience, which are asked for: nobody need write one.
		if (suggestion.value === "" && found.length > 1)
			found = found.filter(({ pointer, code }) => pointer !== "/title" || code !== "missing");
		const rank = (problem: FoundProblem) => {
			const field = problem.pointer.split("/")[1] ?? "";
			const index = field === "lectures" && event.kind === "lecture" ? formOrder.indexOf("reach") - 0.5 : formOrder.indexOf(field);
			return index < 0 ? formOrder.length : index;
		};
		return found.sort((left, right) => rank(left) - rank(right));
	});

	// Whether it came late is about the day on which it first came: the server judges a correction so.
	const arrived = row?.marks.received_at;
	const arrivedOn = arrived === undefined ? null : shanghaiDay(Date.parse(arrived));
	const warnings = computed(() =>
		reference.value
			? findWarnings(record.value, {
					today: arrivedOn ?? today.value,
					vocabulary: reference.value.vocabulary,
					venues: reference.value.venues,
					areas: areas.value,
				})
			: [],
	);

	const touched = reactive(new Set<string>());
	const pressed = ref(false); // the button; from then on everything is said
	const wasTouched = (pointer: string) =>
		pressed.value || [...touched].some((field) => field === pointer || field.startsWith(`${pointer}/`));

	// What a field that shows these pointers has to say, `deep`: and everything below them.
	function problemTexts(pointers: string[], deep: boolean): string[] {
		const shows = (pointer: string) => pointers.some((field) => pointer === field || (deep && pointer.startsWith(`${field}/`)));
		const own = problems.value.filter((problem) => shows(problem.pointer) && pointers.some(wasTouched));
		const fromServer = marks.serverProblems.filter((problem) => shows(problem.pointer) && !marks.isCorrected(problem.pointer));
		return [...new Set([...own, ...fromServer].map((problem) => t.value.problems.problemText(withoutRow(problem))))];
	}

	return { areaOffered, problems, warnings, problemTexts, pressed, touch: (pointer: string): void => void touched.add(pointer) };
}
