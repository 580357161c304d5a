// The folder in which data directories stand that many test files begin with: each is made once a run, by the first that needs it.
// Run by Vitest before the test files (vite.config.ts).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
	interface ProvidedContext {
		prepared: string;
	}
}

export default function prepare(project: TestProject): () => void {
	const folder = mkdtempSync(join(tmpdir(), "bajin-prepared-"));
	project.provide("prepared", folder);
	return () => rmSync(folder, { recursive: true, force: true });
}
