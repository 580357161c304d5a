// One event on the desk of somebody who decides about it: the event, its history, what is like it; deciding; and keeping
// up with others who do the same. A decision that came too late is not repeated: what changed is shown first.
import type * as Api from "@/common/api/schema";
import { computed, onScopeDispose, ref, watch } from "vue";
import { ProblemError } from "@/common/http";
import { ask } from "@/console/api/http";
import type { EventState } from "@/console/api/types";
import { onChanged } from "@/console/composables/live";
import { useLoad, type Load } from "@/console/composables/use_load";
import { failed } from "@/console/composables/notify";
import { account } from "@/console/api/session";
import { t } from "@/console/texts";
import { decide } from "./decide";
import { changesBetween } from "./meanwhile";
import { markOpened } from "./opened";
import { isOpenPair, wroteIt } from "./rules";
import { useSeen } from "./seen";
import type { Decision, HistoryRow, LookAlike } from "./types";

type Receipt = Api.Receipt;

export type EventDesk = ReturnType<typeof useEventDesk>;

// `listed`: as the list has it, shown until the whole is here. Lists leave telephone numbers out.
export function useEventDesk(id: string, listed?: EventState) {
	const loaded: Load<EventState> = useLoad((signal) => ask<EventState>(`/events/${id}`, {}, { signal }));
	const history = useLoad((signal) => ask<HistoryRow[]>(`/events/${id}/history`, {}, { signal }));
	const lookAlikes = useLoad((signal) => ask<{ look_alikes: LookAlike[] }>(`/events/${id}/look_alikes`, {}, { signal }), { live: true });

	const event = computed<EventState | null>(() => loaded.value.value ?? (loaded.status.value === "loading" ? (listed ?? null) : null));
	const seen = useSeen();
	const isBusy = ref(false);

	const me = computed(() => account.value?.username ?? "");
	const isOwn = computed(() => event.value !== null && wroteIt(me.value, event.value, history.value.value));
	const alike = computed(() => lookAlikes.value.value?.look_alikes ?? []);
	const open = computed(() => {
		const here = event.value;
		return here ? alike.value.filter((other) => isOpenPair(here, other)) : [];
	});

	watch(loaded.value, (value) => {
		if (value) markOpened(value);
	});

	function take(after: EventState): void {
		loaded.value.value = after;
		loaded.status.value = "ready";
		void history.reload();
	}

	// Asks for the event again and says what changed about it, but for one's own decision.
	async function lookAgain(): Promise<void> {
		const before = event.value;
		const after = await ask<EventState>(`/events/${id}`);
		const changes = before && changesBetween(before, after);
		if (!before || !changes) return;
		if (changes.by !== me.value || changes.isEdited) seen.show(before, after, true);
		take(after);
	}

	// A hint tells of the whole area: what stands behind the receipt says cheaply whether it was this event.
	async function follow(): Promise<void> {
		const here = event.value;
		if (!here || isBusy.value || loaded.value.value === null) return;
		try {
			if (here.receipt) {
				const stands = await ask<Receipt>(`/receipts/${here.receipt}`);
				if (stands.newest_version === here.version && stands.state === here.review.state) return;
			}
			if (!isBusy.value) await lookAgain();
		} catch {
			// The next hint, or the next decision, finds it.
		}
	}
	onScopeDispose(onChanged(() => void follow()));

	// `given`: as the person saw it. Null when it was not done; what was typed stays with whoever asked.
	async function make(decision: Decision, given: EventState | null = event.value): Promise<EventState | null> {
		if (!given || isBusy.value) return null;
		const about = seen.asSeen(given);
		isBusy.value = true;
		try {
			const after = await decide(about, decision);
			seen.close();
			if (after.id === id) take(after);
			void lookAlikes.reload();
			return after;
		} catch (error) {
			if (!(error instanceof ProblemError) || error.status !== 412) {
				failed(error);
				return null;
			}
			// Somebody was faster: what they did is shown; deciding again is then for the person.
			const now = await seen.refused(about).catch(() => null);
			if (now?.id === id) take(now);
			await lookAlikes.reload();
			if (!now || !seen.meanwhile.value) failed(new ProblemError(412, error.code, t.value.review.stale, false, null));
			return null;
		} finally {
			isBusy.value = false;
		}
	}

	// Before a decision that depends on it: what is like the event has to be known. Null: it could not be asked.
	async function openPairs(): Promise<LookAlike[] | null> {
		if (lookAlikes.value.value === null) await lookAlikes.reload();
		return lookAlikes.value.value === null ? null : open.value;
	}

	return {
		id,
		event,
		loaded,
		history,
		lookAlikes,
		alike,
		open,
		openPairs,
		meanwhile: seen.meanwhile,
		closeMeanwhile: seen.close,
		isBusy,
		isOwn,
		make,
		take,
	};
}
