// Enter moves on to the next field, for who types a pile of paper. Not while a list is open, nor while an input method is
// composing: there Enter means something else.
import { enterKey, isKey } from "@/common/input_method";

const focusable =
	"input:not([disabled]):not([type='hidden']):not([tabindex='-1']), textarea:not([disabled]), button[data-enter]:not([disabled])";

function isShown(element: HTMLElement): boolean {
	return element.getClientRects().length > 0;
}

// Of a group of radio buttons one: that which is chosen, else the first.
function stopsOf(form: HTMLElement): HTMLElement[] {
	const stops: HTMLElement[] = [];
	const groups = new Map<string, number>();
	for (const element of form.querySelectorAll<HTMLElement>(focusable)) {
		if (element instanceof HTMLInputElement && element.type === "radio") {
			const at = groups.get(element.name);
			if (at === undefined) groups.set(element.name, stops.push(element) - 1);
			else if (element.checked) stops[at] = element;
		} else if (isShown(element)) stops.push(element);
	}
	return stops;
}

export function moveOn(form: HTMLElement, from: HTMLElement): void {
	const stops = stopsOf(form);
	let at = stops.indexOf(from);
	if (at < 0 && from instanceof HTMLInputElement && from.type === "radio")
		at = stops.findIndex((stop) => stop instanceof HTMLInputElement && stop.name === from.name);
	const next = stops[at + 1];
	next?.focus();
	if (next instanceof HTMLInputElement && next.type === "text") next.select();
}

// True when the key was used up. To be asked on the way down (capture), before lists open themselves.
export function onEnter(event: KeyboardEvent, form: HTMLElement): boolean {
	const { target } = event;
	if (!isKey(event, enterKey) || event.ctrlKey || event.metaKey || !(target instanceof HTMLInputElement)) return false;
	const isListOpen = target.getAttribute("aria-expanded") === "true" || target.closest(".el-input.is-focus") !== null;
	// What was typed and not yet taken over: names, parts of a code.
	const isFiltering = target.getAttribute("role") === "combobox" && target.value !== "" && !target.readOnly;
	if (isListOpen || isFiltering) return false;
	event.preventDefault();
	event.stopPropagation();
	moveOn(form, target);
	return true;
}
