// Keys while an input method is composing belong to it: its Enter ends a word, its Escape gives one up, its arrows choose
// among words. Nothing of ours may take them for its own: no row is added, nothing is saved, no field is left.
//
// Every handler of a key goes through here (ESLint holds it), and both apps install `guardInputMethods`, which keeps such keys
// from the components of others too.

export const enterKey = "Enter";
export const escapeKey = "Escape";

// Safari tells of the key that ends a word after the word has ended: `isComposing` is false by then, the code still says it.
export function isOfInputMethod(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
	return event.isComposing || event.keyCode === 229;
}

export function isKey(event: KeyboardEvent, key: typeof enterKey | typeof escapeKey): boolean {
	return event.key === key && !isOfInputMethod(event);
}

// For templates: @keydown="onKey($event, 'Enter', add)". What the browser would do with the key it does not, when `act` was asked.
export function onKey(event: Event, key: typeof enterKey | typeof escapeKey, act: () => unknown): void {
	if (!(event instanceof KeyboardEvent) || !isKey(event, key)) return;
	event.preventDefault();
	act();
}

const isWrittenIn = (target: EventTarget | null) =>
	target instanceof HTMLElement &&
	(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target.isContentEditable);

// Those who listen on the window as events go down still hear them, as the count of idle minutes does.
export function guardInputMethods(): void {
	const keep = (event: KeyboardEvent) => {
		if (!isOfInputMethod(event) || !isWrittenIn(event.target)) return;
		event.stopPropagation();
		if (event.key === enterKey) event.preventDefault();
	};
	window.addEventListener("keydown", keep, { capture: true });
	window.addEventListener("keypress", keep, { capture: true });
}
