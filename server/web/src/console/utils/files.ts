// Hands something to the person as a file.

// The name that the person finds among the downloads, without what file systems refuse.
const fileName = (name: string) => name.replace(/[\\/:*?"<>|\s]+/g, "-");

function press(address: string, name: string): void {
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	document.body.append(link);
	link.click();
	link.remove();
}

// A file of the server, which names it.
export function fetchFile(address: string): void {
	press(address, "");
}

export function saveFile(name: string, content: Blob): void {
	const address = URL.createObjectURL(content);
	press(address, fileName(name));
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function saveText(name: string, text: string, type = "text/csv;charset=utf-8"): void {
	saveFile(name, new Blob([text], { type }));
}
