// Keys of the review pages: one letter, no other key with it, and never while somebody types, a list is open or a dialog
// asks something. They can be switched off.
import { onScopeDispose, ref, watch } from "vue";

export type KeyAction = "next" | "previous" | "verify" | "return" | "duplicate" | "joint" | "different" | "undo" | "search" | "help";

const actionOfKey: Record<string, KeyAction> = {
	j: "next",
	k: "previous",
	v: "verify",
	r: "return",
	d: "duplicate",
	o: "joint",
	n: "different",
	u: "undo",
	"/": "search",
	"?": "help",
};

export const keyOfAction: Record<KeyAction, string> = {
	next: "J",
	previous: "K",
	verify: "V",
	return: "R",
	duplicate: "D",
	joint: "O",
	different: "N",
	undo: "U",
	search: "/",
	help: "?",
};

// A held key may run through a list, but decides only once.
const repeatable: readonly KeyAction[] = ["next", "previous"];

const storeKey = "bajin-console-keys";
function kept(): boolean {
	try {
		return localStorage.getItem(storeKey) !== "off";
	} catch {
		return true;
	}
}

export const keysOn = ref(kept());
watch(keysOn, (on) => {
	try {
		localStorage.setItem(storeKey, on ? "on" : "off");
	} catch {
		// Until the page is closed.
	}
});

export interface Pressed {
	key: string;
	code: string;
	ctrlKey: boolean;
	altKey: boolean;
	metaKey: boolean;
	isComposing: boolean;
	repeat: boolean;
	defaultPrevented: boolean;
}

// With a Chinese input method on, the key is "Process"; which one it was says the code.
function letterOf(pressed: Pressed): string {
	if (pressed.key !== "Process" && pressed.key !== "Unidentified") return pressed.key.toLowerCase();
	return /^Key([A-Z])$/.exec(pressed.code)?.[1]?.toLowerCase() ?? "";
}

export function actionOf(pressed: Pressed, isTyping: boolean): KeyAction | null {
	if (isTyping || pressed.isComposing || pressed.defaultPrevented || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null;
	const action = actionOfKey[letterOf(pressed)] ?? null;
	return action && pressed.repeat && !repeatable.includes(action) ? null : action;
}

export function isTypingIn(target: Element | null): boolean {
	if (!target) return false;
	if (target.closest(".el-overlay, [role='dialog'], [role='listbox'], [role='menu'], [contenteditable='true'], .el-popper")) return true;
	const field = target.closest("input, textarea, select");
	return field !== null && !(field instanceof HTMLInputElement && ["checkbox", "radio", "button"].includes(field.type));
}

function isDialogOpen(): boolean {
	return [...document.querySelectorAll<HTMLElement>(".el-overlay")].some((overlay) => overlay.style.display !== "none");
}

export function useKeys(act: (action: KeyAction) => void): void {
	function pressed(event: KeyboardEvent): void {
		if (!keysOn.value && event.key !== "?") return;
		const action = actionOf(event, isTypingIn(event.target as Element | null) || isDialogOpen());
		if (!action) return;
		event.preventDefault();
		act(action);
	}
	window.addEventListener("keydown", pressed);
	onScopeDispose(() => window.removeEventListener("keydown", pressed));
}
