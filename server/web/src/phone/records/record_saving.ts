// Saving an opened record: whether it may be, whether it looks like one that the team has recorded already, what other phones did
// meanwhile, and that it is really in the phone.
import type { ComputedRef, Ref } from "vue";
import type { EventRecord } from "@/common/records/event";
import { combine } from "@/common/records/form";
import type { FoundProblem } from "@/common/records/problems";
import { changeSettings, db, scheduler, settings } from "@/phone/app";
import { lookAtDay } from "@/phone/composables/today";
import { shownRecord } from "@/phone/rows/state";
import type { Draft } from "@/phone/storage/database";
import { saveEvent } from "@/phone/storage/events";
import type { KeptDraft } from "./record_draft";
import { findSameVisits, type SameVisit } from "./same_visit";

export type SaveOutcome =
	| { kind: "problems" }
	| { kind: "unchanged" } // nothing to send
	| { kind: "again"; visit: SameVisit } // the team has recorded this visit, it seems; nothing was saved
	| { kind: "saved"; fromElsewhere: boolean; bothChanged: string[] }
	| { kind: "failed" };

const recentAreasMax = 12;

export interface ToSave {
	draft: Draft;
	kept: KeptDraft;
	record: ComputedRef<EventRecord>;
	problems: ComputedRef<FoundProblem[]>;
	pressed: Ref<boolean>;
	isRejected: boolean; // what the server refused may be sent once more as it is
}

// After the record is safe; none of it may look like a failure to save.
async function remember(saved: EventRecord, isEdit: boolean): Promise<void> {
	try {
		const recentAreas = [saved.area, ...settings.value.recentAreas.filter((code) => code !== saved.area)].slice(0, recentAreasMax);
		const recordedBy = saved.recorded_by && !isEdit ? saved.recorded_by : settings.value.recordedBy;
		await changeSettings({ recentAreas, recordedBy });
	} catch {
		// Only conveniences; they come with the next record.
	}
}

export function saverOf({ draft, kept, record, problems, pressed, isRejected }: ToSave) {
	// `anyway`: although the team seems to have recorded this visit.
	return async function save(anyway = false): Promise<SaveOutcome> {
		kept.takePending();
		pressed.value = true;
		await lookAtDay();
		if (problems.value.length > 0) return { kind: "problems" };
		if (draft.editing && !isRejected && kept.isUntouched()) return { kind: "unchanged" };
		if (!anyway && !draft.editing) {
			const [visit] = await findSameVisits(db, { ...record.value, id: draft.id }, draft.team).catch(() => []);
			if (visit) return { kind: "again", visit };
		}
		await kept.finish();
		try {
			const row = await db.events.get(draft.id);
			const combined = combine(draft.base ?? null, row && draft.editing ? shownRecord(row) : null, record.value);
			await saveEvent(db, combined.record, draft.team, Date.now(), draft.seenRevision);
			kept.done();
			await remember(combined.record, draft.editing);
			scheduler.trigger();
			return { kind: "saved", fromElsewhere: combined.fromElsewhere, bothChanged: combined.bothChanged };
		} catch {
			// Read back and not found, or no room: either way it is not in the phone.
			kept.resume();
			return { kind: "failed" };
		}
	};
}
