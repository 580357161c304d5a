// The state of the form for a record: what is typed, what is wrong with it, what deserves a second look, the title that is
// suggested. One for each opened form; its parts take it with useForm().
import { computed, inject, provide, reactive, ref, watch, type InjectionKey } from "vue";
import { trimmed } from "@/common/plain_text";
import { plain, sameValue } from "@/common/json";
import type { EventRecord, Host, Problem, Reach } from "@/common/records/event";
import { concerns, valueAt, type Draftable, type LectureRow, type MaterialRow } from "@/common/records/form";
import { findTypedProblems, ofTypedNumber, type FoundProblem } from "@/common/records/problems";
import { findWarnings, type WarningCode } from "@/common/records/warnings";
import { areas, codesOf, reference, titleNames } from "@/console/composables/names";
import { inFormOrder } from "@/common/records/reading";
import { t } from "@/console/texts";
import type { ProblemLike } from "@/common/records/problem_words";
import { toEntry } from "./draft";

// While it is typed every group is there, so that fields can be bound.
export interface FormEvent extends Draftable {
	reach: Reach;
	host: Host;
	materials: MaterialRow[] & Draftable["materials"];
	lectures: LectureRow[] & Draftable["lectures"];
}

function shaped(given: Draftable): FormEvent {
	const event = plain(given);
	return {
		...event,
		kind: event.kind ?? "session",
		reach: event.reach ?? ({} as Reach),
		host: event.host ?? {},
		materials: event.materials ?? [],
		lectures: event.lectures ?? [],
	} as FormEvent;
}

export interface FormStart {
	event: Draftable;
	team: string;
	today: string;
	receivedOn?: string; // of a record that is here already: the day it first came; `old_date` is about that
	serverProblems?: Problem[];
}

function inOrder<T extends { pointer: string }>(problems: T[]): T[] {
	const order = inFormOrder(new Set(problems.map((problem) => problem.pointer.split("/")[1] ?? "")));
	return [...problems].sort(
		(left, right) => order.indexOf(left.pointer.split("/")[1] ?? "") - order.indexOf(right.pointer.split("/")[1] ?? ""),
	);
}

export function createEntryForm(start: FormStart) {
	const state = reactive({ event: shaped(start.event), team: start.team });
	const day = computed(() => state.event.occurred_on || start.today);
	const record = computed<EventRecord>(() => toEntry(state.event));

	const serverProblems = ref<{ problem: Problem; value: unknown }[]>([]);
	function tellServerProblems(problems: Problem[]): void {
		// The server names fields of what was sent: {"event": {…}}.
		const own = problems.map((problem) => ({ ...problem, pointer: problem.pointer.replace(/^\/event(?=\/|$)/, "") }));
		serverProblems.value = own.map((problem) => ({ problem, value: plain(valueAt(record.value, problem.pointer)) }));
	}

	const problems = computed<FoundProblem[]>(() => {
		const found = findTypedProblems(record.value, {
			today: start.today,
			venueTypes: new Set(codesOf("venue_types").map((code) => code.code)),
			areas: areas.value?.codes ?? null,
		});
		return inOrder(found);
	});
	// Until what they are about has been changed.
	const stillRefused = computed<Problem[]>(() =>
		serverProblems.value
			.filter(({ problem, value }) => problem.pointer !== "" && sameValue(valueAt(record.value, problem.pointer), value))
			.map(({ problem }) => ofTypedNumber(problem, record.value)),
	);

	const warnings = computed<WarningCode[]>(() =>
		reference.value
			? findWarnings(record.value, {
					today: start.receivedOn ?? start.today,
					vocabulary: reference.value.vocabulary,
					venues: reference.value.venues,
					areas: areas.value,
				})
			: [],
	);

	const touched = reactive(new Set<string>());
	const pressed = ref(false);
	const isTouched = (pointer: string) => pressed.value || [...touched].some((field) => concerns(field, pointer));

	// What a field that shows these pointers has to say.
	function problemTexts(pointers: string[], deep = false): string[] {
		const shows = (pointer: string) => pointers.some((field) => pointer === field || (deep && pointer.startsWith(`${field}/`)));
		const own: ProblemLike[] = problems.value.filter((problem) => shows(problem.pointer) && isTouched(problem.pointer));
		const refused: ProblemLike[] = stillRefused.value.filter((problem) => shows(problem.pointer));
		const withoutRow = (problem: ProblemLike) => ({ ...problem, pointer: problem.pointer.replace(/\/\d+/g, "/*") });
		return [...new Set([...own, ...refused].map((problem) => t.value.problems.text(withoutRow(problem))))];
	}

	// The title follows what is chosen for as long as nobody has typed another.
	const suggestion = computed(() => {
		const names = titleNames(state.event);
		return names === null ? "" : t.value.entry.suggestTitle(names);
	});
	function suggestTitle(now: string, before?: string): void {
		const title = state.event.title ?? "";
		if (title !== now && (trimmed(title) === "" || title === before)) state.event.title = now;
	}
	watch(suggestion, suggestTitle);
	suggestTitle(suggestion.value);

	// Something else is in the form from now on.
	function reset(event: Draftable, team: string): void {
		state.event = shaped(event);
		state.team = team;
		serverProblems.value = [];
		touched.clear();
		pressed.value = false;
	}

	return {
		state,
		day,
		today: start.today,
		record,
		problems,
		stillRefused,
		warnings,
		problemTexts,
		tellServerProblems,
		touched,
		pressed,
		suggestion,
		reset,
	};
}

export type EntryForm = ReturnType<typeof createEntryForm>;

const formKey: InjectionKey<EntryForm> = Symbol("entry form");

export function provideForm(form: EntryForm): EntryForm {
	provide(formKey, form);
	return form;
}

export function useForm(): EntryForm {
	const form = inject(formKey);
	if (!form) throw new Error("not inside a form");
	return form;
}
