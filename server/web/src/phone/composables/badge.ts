// The number on the app's icon, where the phone shows one: records that wait for the person, as the list has them on top.
import { liveQuery } from "dexie";
import type { PhoneDatabase } from "@/phone/storage/database";
import { needsPerson, stateOf } from "@/phone/rows/state";

interface Badge {
	setAppBadge?: (count: number) => Promise<void>;
	clearAppBadge?: () => Promise<void>;
}

export function countForPerson(db: PhoneDatabase): Promise<number> {
	return db.events.filter((row) => needsPerson.includes(stateOf(row))).count();
}

// Gives what ends it.
export function followBadge(db: PhoneDatabase): () => void {
	const phone = navigator as Navigator & Badge;
	if (typeof phone.setAppBadge !== "function") return () => undefined;
	const following = liveQuery(() => countForPerson(db)).subscribe((count) => {
		const shown = count > 0 ? phone.setAppBadge?.(count) : phone.clearAppBadge?.();
		shown?.catch(() => undefined); // not installed: there is no icon
	});
	return () => following.unsubscribe();
}
