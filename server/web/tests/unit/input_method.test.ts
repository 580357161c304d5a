// @vitest-environment happy-dom
// Keys of an input method belong to it: nothing of ours hears them, ours or a library's.
import { mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { enterKey, escapeKey, guardInputMethods, isKey, onKey } from "@/common/input_method";
import TextInput from "@/phone/components/record/TextInput.vue";

const pressed = (change: KeyboardEventInit & { keyCode?: number } = {}) =>
	new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...change });

// As Chrome and as Safari tell of the Enter that ends a word.
const ofInputMethod = [{ isComposing: true }, { keyCode: 229 }, { isComposing: true, keyCode: 229 }];

describe("a key", () => {
	it.each(ofInputMethod)("of an input method is none of ours: %o", (how) => {
		const act = vi.fn();
		const event = pressed(how);
		onKey(event, enterKey, act);
		expect(isKey(event, enterKey)).toBe(false);
		expect(act).not.toHaveBeenCalled();
		expect(event.defaultPrevented).toBe(false);
	});

	it("of a keyboard is asked for by its name", () => {
		const act = vi.fn();
		const event = pressed();
		onKey(event, enterKey, act);
		onKey(event, escapeKey, act);
		expect(act).toHaveBeenCalledTimes(1);
		expect(event.defaultPrevented).toBe(true);
	});
});

describe("the guard of both apps", () => {
	guardInputMethods();
	const heard = vi.fn();
	document.body.innerHTML = `<form><input id="field"><textarea id="area"></textarea><button id="button"></button></form>`;
	document.querySelector("form")?.addEventListener("keydown", heard);
	beforeEach(() => heard.mockClear());
	const press = (id: string, how = {}) => {
		const event = pressed(how);
		document.getElementById(id)?.dispatchEvent(event);
		return event;
	};

	it("keeps such keys from every handler of a field, and no form is sent by them", () => {
		for (const how of ofInputMethod) {
			for (const id of ["field", "area"]) {
				expect(press(id, how).defaultPrevented).toBe(true);
				press(id, { ...how, key: "Escape" });
				press(id, { ...how, key: "ArrowDown" });
			}
		}
		expect(heard).not.toHaveBeenCalled();
	});

	it("lets all others through, and those of pages without a field", () => {
		press("field");
		press("button", { keyCode: 229 }); // the letter keys of the review page, with an input method on
		expect(heard).toHaveBeenCalledTimes(2);
	});
});

describe("a text that grows", () => {
	it("is left by Enter, but not by that of an input method", () => {
		const area = mount(TextInput, { props: { modelValue: "鲁山", grows: true }, attachTo: document.body });
		const element = area.find("textarea").element;
		element.focus();
		// Without the guard too: the component alone.
		for (const how of ofInputMethod) element.dispatchEvent(pressed({ ...how, bubbles: false }));
		expect(document.activeElement).toBe(element);
		element.dispatchEvent(pressed());
		expect(document.activeElement).not.toBe(element);
	});
});
