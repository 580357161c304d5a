// Gives something to the person to pass on: through the phone's own sheet for sharing where there is one, else as a download.

export type Handed = "shared" | "saved" | "cancelled";

function isCancelled(error: unknown): boolean {
	return error instanceof DOMException && error.name === "AbortError";
}

function download(name: string, content: Blob): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	document.body.append(link);
	link.click();
	link.remove();
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// As a file of `type`; where the phone shares no such files, as a download.
export async function handOverFile(text: string, name: string, type: string, title: string): Promise<Handed> {
	if (typeof navigator.canShare === "function" && typeof File === "function") {
		const shared = new File([text], name, { type });
		if (navigator.canShare({ files: [shared] })) {
			try {
				await navigator.share({ files: [shared], title });
				return "shared";
			} catch (error) {
				if (isCancelled(error)) return "cancelled";
				// Not allowed after all: as a download.
			}
		}
	}
	download(name, new Blob([text], { type }));
	return "saved";
}

// As words for a message; where nothing can be shared, as a text file.
export async function handOverText(text: string, name: string, title: string): Promise<Handed> {
	if (typeof navigator.share === "function") {
		try {
			await navigator.share({ title, text });
			return "shared";
		} catch (error) {
			if (isCancelled(error)) return "cancelled";
		}
	}
	download(name, new Blob([`\ufeff${text}\n`], { type: "text/plain;charset=utf-8" })); // read by every editor as what it is
	return "saved";
}
