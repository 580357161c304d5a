// Which events were opened since this person signed in on this page: many at once are verified only after some of them were
// looked at. An event that was edited since counts as not opened.
import { computed, ref, watch } from "vue";
import type { EventState } from "@/console/api/types";
import { account } from "@/console/api/session";

const keyPrefix = "bajin-console-opened-";
const openedMax = 5_000;

const opened = ref(new Map<string, number>());

function read(user: string): Map<string, number> {
	try {
		const kept = JSON.parse(sessionStorage.getItem(keyPrefix + user) ?? "[]") as [string, number][];
		return new Map(kept);
	} catch {
		return new Map();
	}
}

watch(
	() => account.value?.user,
	(user) => {
		opened.value = user ? read(user) : new Map();
	},
	{ immediate: true },
);

export function markOpened(event: Pick<EventState, "id" | "version">): void {
	if (opened.value.get(event.id) === event.version) return;
	opened.value.set(event.id, event.version);
	try {
		const kept = [...opened.value].slice(-openedMax);
		sessionStorage.setItem(keyPrefix + (account.value?.user ?? ""), JSON.stringify(kept));
	} catch {
		// Then it holds until the page is loaded again.
	}
}

export const wasOpened = computed(() => (event: Pick<EventState, "id" | "version">) => opened.value.get(event.id) === event.version);
