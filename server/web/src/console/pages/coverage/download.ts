// Hands a text made in the page to the person as a file.
export function download(name: string, text: string, type = "text/csv;charset=utf-8"): void {
	const address = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name.replace(/[\\/:*?"<>|\s]+/g, "-");
	document.body.append(link);
	link.click();
	link.remove();
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
