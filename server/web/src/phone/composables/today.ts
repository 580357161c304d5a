// Which day it is, by the server's time as far as it is known: a phone that believes it is 1970 still offers today. Looked at
// from time to time while the app is open.
import { ref } from "vue";
import { shanghaiDay } from "@/common/calendar";
import { db } from "@/phone/app";
import { serverTime } from "@/phone/sync/clock";

const everyMs = 20_000;

export const today = ref(shanghaiDay(Date.now()));

// Gives the time by the server, in ms since 1970.
export async function lookAtDay(): Promise<number> {
	// Without a database the phone's clock has to do.
	const time = await serverTime(db).catch(() => Date.now());
	today.value = shanghaiDay(time);
	return time;
}

// Gives what ends it.
export function followDay(): () => void {
	const onVisible = () => {
		if (document.visibilityState === "visible") void lookAtDay();
	};
	document.addEventListener("visibilitychange", onVisible);
	const timer = setInterval(() => void lookAtDay(), everyMs);
	void lookAtDay();
	return () => {
		document.removeEventListener("visibilitychange", onVisible);
		clearInterval(timer);
	};
}
