// The state of the record form: the draft that is kept on every change, what is wrong with it and what deserves a second
// look, what the county asked to correct, and saving. One for each opened form; its parts take it with useRecordForm().
import { computed, inject, reactive, ref, watch, type InjectionKey } from "vue";
import { shanghaiDay } from "@/common/calendar";
import { trimmed } from "@/common/plain_text";
import { sameValue } from "@/common/json";
import { changeSettings, db, scheduler, settings } from "@/phone/app";
import { areas, codesOf, reference, teams, titleNames } from "@/phone/composables/names";
import type { Draft } from "@/phone/storage/database";
import { deleteDraft, isUnstored, saveDraft, saveEvent } from "@/phone/storage/events";
import type { EventRow } from "@/phone/rows/row";
import { t } from "@/phone/texts";
import { lookAtDay, today } from "@/phone/composables/today";
import { shownRecord, stateOf } from "@/phone/rows/state";
import type { EventRecord, Problem, Review } from "@/common/records/event";
import { combine, concerns, formOrder, toRecord, valueAt, type Draftable } from "@/common/records/form";
import { findTypedProblems, type FoundProblem } from "@/common/records/problems";
import type { Recent } from "./recent";
import { findSameVisits, type SameVisit } from "./same_visit";
import type { Stroke } from "@/phone/rows/signature";
import { findWarnings } from "@/common/records/warnings";

export type Stored = "saved" | "saving" | "failed";

export type SaveOutcome =
	| { kind: "problems" }
	| { kind: "unchanged" } // nothing to send
	| { kind: "again"; visit: SameVisit } // the team has recorded this visit, it seems; nothing was saved
	| { kind: "saved"; fromElsewhere: boolean; bothChanged: string[] }
	| { kind: "failed" };

const debounceMs = 250;
const recentAreasMax = 12;
const presetFields = ["id", "kind", "occurred_on", "area", "recorded_by"];

export interface FormStart {
	draft: Draft;
	row: EventRow | null;
	recent: Recent;
}

export type RecordForm = ReturnType<typeof createRecordForm>;

export const recordFormKey: InjectionKey<RecordForm> = Symbol("record form");

export function useRecordForm(): RecordForm {
	const form = inject(recordFormKey);
	if (!form) throw new Error("not inside a record form");
	return form;
}

// What stands in the list of an unfinished record.
function isOffered(draft: Draft, recentAreas: string[]): boolean {
	const area = draft.event.area;
	return area !== undefined && area !== "" && (area.length >= 9 || recentAreas.includes(area));
}

export function createRecordForm(start: FormStart) {
	const draft = reactive(start.draft) as Draft;
	const event = draft.event as Draftable;

	const day = computed(() => event.occurred_on || today.value);

	// What the server asked to correct.
	const state = start.row ? stateOf(start.row) : "draft";
	const review: Review | null = state === "returned" ? (start.row?.marks.review ?? null) : null;
	const refused = state === "rejected" ? start.row?.refused[start.row.refused.length - 1] : undefined;
	const serverProblems: Problem[] = refused?.problems ?? [];
	const markedPointers = review ? (review.fields ?? []) : serverProblems.map((problem) => problem.pointer);
	const isCorrected = (pointer: string) => !sameValue(valueAt(draft.base ?? {}, pointer), valueAt(event, pointer));

	// Whether a field is to be corrected; once it was changed it says so.
	function markOf(pointers: string[]): "open" | "corrected" | null {
		const marked = markedPointers.filter((pointer) => pointer !== "" && pointers.some((field) => concerns(pointer, field)));
		if (marked.length === 0) return null;
		return marked.every(isCorrected) ? "corrected" : "open";
	}

	// Problems and warnings, found anew after every change.
	const record = computed(() => toRecord(event));
	const areaOffered = computed(() => isOffered(draft, settings.value.recentAreas));
	const problems = computed<FoundProblem[]>(() => {
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
	const arrived = start.row?.marks.received_at;
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
	const pressed = ref(false);
	const wasTouched = (pointer: string) =>
		pressed.value || [...touched].some((field) => field === pointer || field.startsWith(`${pointer}/`));

	// Beside its field nobody needs the number of the row.
	const withoutRow = <T extends { pointer: string }>(problem: T): T => ({ ...problem, pointer: problem.pointer.replace(/\/\d+/g, "/*") });

	// What a field that shows these pointers has to say, `deep`: and everything below them.
	function problemTexts(pointers: string[], deep: boolean): string[] {
		const shows = (pointer: string) => pointers.some((field) => pointer === field || (deep && pointer.startsWith(`${field}/`)));
		const own = problems.value.filter((problem) => shows(problem.pointer) && pointers.some(wasTouched));
		const fromServer = serverProblems.filter((problem) => shows(problem.pointer) && !isCorrected(problem.pointer));
		return [...new Set([...own, ...fromServer].map((problem) => t.value.problems.problemText(withoutRow(problem))))];
	}

	function touch(pointer: string): void {
		touched.add(pointer);
	}

	// The title follows what is chosen for as long as nobody has typed another.
	const suggestion = computed(() => {
		const names = titleNames(event);
		return names === null ? "" : t.value.record.suggestTitle(names);
	});
	function suggestTitle(now: string, before: string | undefined): void {
		const title = event.title ?? "";
		if (title !== now && (trimmed(title) === "" || title === before)) event.title = now;
	}
	watch(suggestion, suggestTitle);
	suggestTitle(suggestion.value, undefined);

	// Keeping the draft.
	const stored = ref<Stored>(isUnstored(start.draft) ? "failed" : "saved");
	let [finished, dirty] = [false, stored.value === "failed"];
	let timer: ReturnType<typeof setTimeout> | undefined;
	let writing: Promise<void> = Promise.resolve();
	function flush(): Promise<void> {
		clearTimeout(timer);
		if (dirty && !finished) {
			dirty = false;
			writing = writing
				.then(() => (finished ? undefined : saveDraft(db, draft, Date.now())))
				.then(
					() => {
						if (!dirty) stored.value = "saved";
					},
					() => {
						dirty = true;
						stored.value = "failed";
					},
				);
		}
		return writing;
	}
	watch(
		() => [draft.event, draft.team, draft.areaConfirmed, draft.base, draft.unfinished],
		() => {
			dirty = true;
			if (stored.value === "saved") stored.value = "saving";
			clearTimeout(timer);
			timer = setTimeout(() => void flush(), debounceMs);
		},
		{ deep: true },
	);

	// Nothing was entered: such a draft would only be litter in the list.
	function isUntouched(): boolean {
		if ((draft.unfinished?.strokes ?? []).length > 0) return false;
		if (draft.editing) return sameValue(draft.base, record.value);
		return !draft.areaConfirmed && Object.keys(record.value).every((field) => presetFields.includes(field)) && event.kind === "session";
	}

	// Popups that are open, the newest last: the back button goes back in them, and closes them, before it leaves the form. Each
	// takes itself out when it closes.
	const popups: (() => void)[] = [];
	function closePopup(): boolean {
		const back = popups[popups.length - 1];
		back?.();
		return back !== undefined;
	}

	// What is typed but not yet taken over, such as half a list of names.
	const pendingInputs = new Set<() => void>();
	const namesTyped = (pointer: string) => draft.unfinished?.names?.[pointer] ?? "";
	function keepNames(pointer: string, text: string): void {
		const { [pointer]: _before, ...others } = draft.unfinished?.names ?? {};
		const { names: _names, ...unfinished } = draft.unfinished ?? {};
		const names = text === "" ? others : { ...others, [pointer]: text };
		draft.unfinished = Object.keys(names).length > 0 ? { ...unfinished, names } : unfinished;
	}
	function keepStrokes(strokes: Stroke[]): void {
		const { strokes: _strokes, ...unfinished } = draft.unfinished ?? {};
		draft.unfinished = strokes.length > 0 ? { ...unfinished, strokes } : unfinished;
	}
	function takePending(): void {
		for (const take of pendingInputs) take();
	}

	async function leave(): Promise<void> {
		if (finished) return;
		takePending();
		dirty = true;
		if (!isUntouched()) return flush();
		await discard();
	}

	async function discard(): Promise<void> {
		finished = true;
		stored.value = "saved"; // there is nothing to store any more
		clearTimeout(timer);
		await writing;
		await deleteDraft(db, draft.id);
	}

	// After the record is safe; none of it may look like a failure to save.
	async function remember(saved: EventRecord): Promise<void> {
		try {
			const recentAreas = [saved.area, ...settings.value.recentAreas.filter((code) => code !== saved.area)].slice(0, recentAreasMax);
			const recordedBy = saved.recorded_by && !draft.editing ? saved.recorded_by : settings.value.recordedBy;
			await changeSettings({ recentAreas, recordedBy });
		} catch {
			// Only conveniences; they come with the next record.
		}
	}

	// `anyway`: although the team seems to have recorded this visit.
	async function save(anyway = false): Promise<SaveOutcome> {
		takePending();
		pressed.value = true;
		await lookAtDay();
		if (problems.value.length > 0) return { kind: "problems" };
		if (draft.editing && refused === undefined && isUntouched()) return { kind: "unchanged" };
		if (!anyway && !draft.editing) {
			const [visit] = await findSameVisits(db, { ...record.value, id: draft.id }, draft.team).catch(() => []);
			if (visit) return { kind: "again", visit };
		}
		await flush();
		finished = true; // from here on the draft may not come back behind the record
		try {
			const row = await db.events.get(draft.id);
			const combined = combine(draft.base ?? null, row && draft.editing ? shownRecord(row) : null, record.value);
			await saveEvent(db, combined.record, draft.team, Date.now(), draft.seenRevision);
			clearTimeout(timer);
			stored.value = "saved";
			await remember(combined.record);
			scheduler.trigger();
			return { kind: "saved", fromElsewhere: combined.fromElsewhere, bothChanged: combined.bothChanged };
		} catch {
			// Read back and not found, or no room: either way it is not in the phone. The draft is written again.
			finished = false;
			dirty = true;
			void flush();
			return { kind: "failed" };
		}
	}

	return {
		draft,
		event,
		day,
		today,
		record,
		recent: start.recent,
		teams,
		review,
		serverProblems,
		isRejected: refused !== undefined,
		markedPointers,
		markOf,
		isCorrected,
		problems,
		problemTexts,
		warnings,
		touch,
		pressed,
		areaOffered,
		suggestion,
		stored,
		pendingInputs,
		namesTyped,
		keepNames,
		keepStrokes,
		popups,
		closePopup,
		revealed: ref(""), // the pointer that is being scrolled to: what holds it opens
		flush,
		leave,
		discard,
		save,
	};
}
