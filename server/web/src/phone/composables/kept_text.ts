// A text on the screen that outlives the app: read from the phone when it is asked for, written a moment after each letter and
// when the app is put away.
import { onScopeDispose, ref, watch, type Ref } from "vue";
import { db } from "@/phone/app";
import { keepText, readKept } from "@/phone/storage/kept_text";

const debounceMs = 250;

export interface UsedText {
	text: Ref<string>;
	load: () => Promise<void>; // takes what was kept, unless something stands there already
	forget: () => Promise<void>;
}

// `name`: where it is typed, such as "answer/ID".
export function useKeptText(name: () => string): UsedText {
	const text = ref("");
	let timer: ReturnType<typeof setTimeout> | undefined;
	let written = "";
	let writing: Promise<void> = Promise.resolve();

	function flush(): Promise<void> {
		clearTimeout(timer);
		if (text.value === written) return writing;
		const [at, now] = [name(), text.value];
		written = now;
		// Without room there is nothing to be done here: the text stays as long as the page.
		writing = writing.then(() => keepText(db, at, now, Date.now())).catch(() => undefined);
		return writing;
	}
	const onHidden = () => {
		if (document.visibilityState === "hidden") void flush();
	};
	const onPageHide = () => void flush();
	document.addEventListener("visibilitychange", onHidden);
	window.addEventListener("pagehide", onPageHide);
	watch(text, () => {
		clearTimeout(timer);
		timer = setTimeout(() => void flush(), debounceMs);
	});
	onScopeDispose(() => {
		document.removeEventListener("visibilitychange", onHidden);
		window.removeEventListener("pagehide", onPageHide);
		void flush();
	});

	return {
		text,
		load: async () => {
			if (text.value !== "") return;
			written = await readKept(db, name()).catch(() => "");
			if (text.value === "") text.value = written;
		},
		forget: async () => {
			text.value = "";
			await flush();
		},
	};
}
