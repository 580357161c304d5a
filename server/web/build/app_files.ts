// The list of the files that the phone keeps for use without a network, as a file of its own that is kept with them: by it the
// app finds out whether each of them is really there (src/phone/storage/readiness.ts).
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export const appFilesName = "app-files.json";

interface Entry {
	url: string;
	revision: string | null;
	size: number;
}

// A step of Workbox over its list of files, before the service worker is written into the folder `outDir`.
export function listAppFiles(outDir: string): <T extends Entry>(entries: T[]) => { manifest: T[]; warnings: string[] } {
	return (entries) => {
		const files = entries.map(({ url, revision, size }) => ({ url, revision, bytes: size }));
		const text = JSON.stringify(files);
		writeFileSync(join(outDir, appFilesName), text);
		const revision = createHash("md5").update(text).digest("hex");
		const own = { ...(entries[0] as (typeof entries)[number]), url: appFilesName, revision, size: text.length };
		return { manifest: [...entries, own], warnings: [] };
	};
}
