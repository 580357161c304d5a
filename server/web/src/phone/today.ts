// Which day it is, by the server's time as far as it is known: a phone that believes it is 1970 still offers today. Looked at
// from time to time while the app is open.
import { ref } from "vue";
import { shanghaiDay } from "@/common/calendar";
import { db } from "./app";
import { serverDay } from "./sync/clock";

const everyMs = 20_000;

export const today = ref(shanghaiDay(Date.now()));

export async function lookAtDay(): Promise<void> {
	try {
		today.value = await serverDay(db);
	} catch {
		// Without a database the phone's clock has to do.
		today.value = shanghaiDay(Date.now());
	}
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
