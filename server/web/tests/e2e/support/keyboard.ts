// What keyboards, input methods and the clipboard do to a field, as the browser does it itself.
import type { CDPSession, Page } from "playwright-core";

const sessions = new WeakMap<Page, Promise<CDPSession>>();

function session(page: Page): Promise<CDPSession> {
	const known = sessions.get(page) ?? page.context().newCDPSession(page);
	sessions.set(page, known);
	return known;
}

// An input method writes these, one after the other, before it commits the last.
export async function compose(page: Page, steps: string[]): Promise<void> {
	const cdp = await session(page);
	for (const text of steps) {
		await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
	}
	await cdp.send("Input.insertText", { text: steps[steps.length - 1] ?? "" });
}

// The Enter that ends a word of an input method: the key code is 229, and in Safari `isComposing` is false by then.
export async function pressEnterOfInputMethod(page: Page): Promise<void> {
	const cdp = await session(page);
	const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
	await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
	await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
}

// What the clipboard holds goes where the cursor is.
export async function paste(page: Page, text: string): Promise<void> {
	await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
	await page.evaluate((value) => navigator.clipboard.writeText(value), text);
	await page.keyboard.press("Control+V");
}
