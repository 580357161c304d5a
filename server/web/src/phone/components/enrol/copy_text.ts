// Copies a text to the clipboard; also in built-in browsers, which have no clipboard API. Used by CodeCard.vue.

function copyTheOldWay(text: string): boolean {
	const field = document.createElement("textarea");
	field.value = text;
	field.setAttribute("readonly", "");
	field.style.position = "fixed";
	field.style.opacity = "0";
	document.body.append(field);
	field.select();
	field.setSelectionRange(0, text.length);
	try {
		return document.execCommand("copy");
	} catch {
		return false;
	} finally {
		field.remove();
	}
}

export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyTheOldWay(text);
	}
}
