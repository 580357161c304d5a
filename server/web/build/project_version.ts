// The version of server, tool and pages is one: that of CMakeLists.txt.
import { readFileSync } from "node:fs";

export function projectVersion(): string {
	const lists = readFileSync(new URL("../../../CMakeLists.txt", import.meta.url), "utf8");
	const version = /project\(bajin VERSION ([\d.]+)/.exec(lists)?.[1];
	if (version === undefined) throw new Error("CMakeLists.txt names no version of bajin");
	return version;
}
