// What a machine can see of a page: what sticks out of it, breaches of WCAG AA, and a picture for people to look at
// (BAJIN_SCREENSHOTS names the folder).
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env.BAJIN_SCREENSHOTS ?? "";

export async function picture(page: Page, name: string): Promise<void> {
	if (pictures === "") return;
	mkdirSync(pictures, { recursive: true });
	await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, animations: "disabled" });
}

// What sticks out of the screen on either side, scrollable strips and what is hidden excepted.
export function wide(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const found: string[] = [];
		const scrolls = (element: Element | null): boolean =>
			element !== null &&
			(["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
		for (const element of document.querySelectorAll("#app *, .van-popup *, .el-overlay *, .el-popper *")) {
			const box = element.getBoundingClientRect();
			if (
				box.width === 0 ||
				box.height === 0 ||
				element.closest(".visually-hidden") ||
				getComputedStyle(element).visibility === "hidden" ||
				scrolls(element.parentElement)
			)
				continue;
			if (box.right > innerWidth + 1 || box.left < -1)
				found.push(`${element.tagName}.${element.className} ${Math.round(box.left)}..${Math.round(box.right)}`);
		}
		if (document.documentElement.scrollWidth > innerWidth) found.push(`page ${document.documentElement.scrollWidth}`);
		return found.slice(0, 5);
	});
}

export async function breaches(page: Page): Promise<string[]> {
	// Injected by the browser's own tool, which the page's policy does not bind.
	await page.evaluate(axe);
	return page.evaluate(async () => {
		const checker = (
			window as unknown as {
				axe: {
					run: (
						context: unknown,
						options: unknown,
					) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
				};
			}
		).axe;
		const { violations } = await checker.run(document, {
			runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
		});
		return violations.flatMap((violation) =>
			violation.nodes.slice(0, 3).map((node) => `${violation.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`),
		);
	});
}

// Until nothing moves any more: a dialog begins to fade in a frame after it is there.
export async function still(page: Page): Promise<void> {
	await page.evaluate(async () => {
		await document.fonts.ready;
		for (let moving = true; moving;) {
			await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
			const animations = document
				.getAnimations()
				.filter((animation) => animation.playState === "running" && animation.effect?.getComputedTiming().endTime !== Infinity);
			moving = animations.length > 0;
			await Promise.all(animations.map((animation) => animation.finished.catch(() => undefined)));
		}
	});
}
