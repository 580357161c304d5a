// The state of the record form: what is typed and the title that follows it, put together with the draft that is kept, the checks
// and the saving. One for each opened form; its parts take it with useRecordForm().
import { computed, inject, reactive, ref, watch, type InjectionKey } from "vue";
import { trimmed } from "@/common/plain_text";
import { toRecord, type Draftable } from "@/common/records/form";
import { teams, titleNames } from "@/phone/composables/names";
import { today } from "@/phone/composables/today";
import type { EventRow } from "@/phone/rows/row";
import type { Draft } from "@/phone/storage/database";
import { t } from "@/phone/texts";
import type { Recent } from "./recent";
import { useChecks, useServerMarks } from "./record_checks";
import { keepDraft } from "./record_draft";
import { saverOf } from "./record_saving";

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

// The title follows what is chosen for as long as nobody has typed another.
function useTitle(event: Draftable) {
	const suggestion = computed(() => {
		const names = titleNames(event);
		return names === null ? "" : t.value.record.suggestTitle(names);
	});
	function suggest(now: string, before: string | undefined): void {
		const title = event.title ?? "";
		if (title !== now && (trimmed(title) === "" || title === before)) event.title = now;
	}
	watch(suggestion, suggest);
	suggest(suggestion.value, undefined);
	return suggestion;
}

// Popups that are open, the newest last: the back button goes back in them, and closes them, before it leaves the form. Each
// takes itself out when it closes.
function usePopups() {
	const popups: (() => void)[] = [];
	function closePopup(): boolean {
		const back = popups[popups.length - 1];
		back?.();
		return back !== undefined;
	}
	return { popups, closePopup };
}

export function createRecordForm({ draft: given, row, recent }: FormStart) {
	const draft = reactive(given) as Draft;
	const event = draft.event as Draftable;
	const record = computed(() => toRecord(event));

	const marks = useServerMarks(draft, row);
	const suggestion = useTitle(event);
	const checks = useChecks({ draft, row, record, suggestion, marks });
	const kept = keepDraft(draft, record);
	const { stored, flush, leave, discard, pendingInputs, namesTyped, keepNames, keepStrokes } = kept;
	const { problems, pressed } = checks;
	const save = saverOf({ draft, kept, record, problems, pressed, isRejected: marks.isRejected });

	return {
		draft,
		event,
		day: computed(() => event.occurred_on || today.value),
		today,
		record,
		recent,
		teams,
		suggestion,
		...marks,
		...checks,
		stored,
		flush,
		leave,
		discard,
		pendingInputs,
		namesTyped,
		keepNames,
		keepStrokes,
		...usePopups(),
		revealed: ref(""), // the pointer that is being scrolled to: what holds it opens
		save,
	};
}
