// What came of a run, as a few plain lines for tools/test: how many passed and failed, which failed, and which passed only
// when they were tried again. Written to the file that BAJIN_OUTCOME names.
import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export default class Outcome implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[]): void {
		const named: string[] = [];
		let passed = 0;
		let failed = strayErrors.length;
		for (const module of modules) {
			const nameOf = (name: string) => `${module.relativeModuleId} > ${name}`;
			for (const test of module.children.allTests()) {
				const { state } = test.result();
				if (state === "passed") passed += 1;
				if (state === "failed") {
					failed += 1;
					named.push(`failed: ${nameOf(test.fullName)}`);
				}
				if (test.diagnostic()?.flaky) named.push(`passed only when tried again: ${nameOf(test.fullName)}`);
			}
			const broken = [module, ...module.children.allSuites()].filter((part) => part.errors().length > 0);
			failed += broken.length;
			named.push(
				...broken.map(
					(part) => `failed: ${part.type === "module" ? module.relativeModuleId : nameOf(part.fullName)} (around its tests)`,
				),
			);
		}
		const file = process.env.BAJIN_OUTCOME;
		if (file) writeFileSync(file, [`passed ${passed}`, `failed ${failed}`, ...named, ""].join("\n"));
	}
}
