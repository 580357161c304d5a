// The language of the console, kept in this browser: Chinese unless the person chose English.
import { ref, watchEffect } from "vue";

export type Language = "zh" | "en";

const key = "bajin-console-language";

function kept(): Language {
	try {
		return localStorage.getItem(key) === "en" ? "en" : "zh";
	} catch {
		return "zh"; // a browser that keeps nothing for pages
	}
}

export const language = ref<Language>(kept());

watchEffect(() => {
	document.documentElement.lang = language.value === "en" ? "en" : "zh-CN";
	try {
		localStorage.setItem(key, language.value);
	} catch {
		// It then holds until the page is closed.
	}
});
