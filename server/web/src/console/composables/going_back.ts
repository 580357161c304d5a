// Going back finds the page as it was left: the same place, the same sections open. What a page asks for comes after it is
// shown, so the place is looked for once it is there.
import type { Router } from "vue-router";

interface Left {
	path: string;
	open: string[]; // sections, by nameOf
	closed: string[];
}

interface Place {
	left: number;
	top: number;
}

const pagesMax = 100;
const waitMs = 4_000;
const pages = new Map<number, Left>(); // by their position in the browser's history
let here = 0; // history.state.position of the page that is shown

const positionNow = () => Number((history.state as { position?: unknown } | null)?.position ?? 0);

const sections = () => [...document.querySelectorAll<HTMLDetailsElement>("main details")];

// By its own name, or by which one of the page it is.
const nameOf = (section: HTMLDetailsElement, index: number) => section.id || `${section.dataset.test ?? ""}#${index}`;

export function rememberPages(router: Router): void {
	router.beforeEach((_to, from) => {
		const found = sections();
		const named = (open: boolean) => found.flatMap((section, index) => (section.open === open ? [nameOf(section, index)] : []));
		pages.set(here, { path: from.fullPath, open: named(true), closed: named(false) });
		if (pages.size > pagesMax) pages.delete(pages.keys().next().value ?? 0);
	});
	router.afterEach(() => {
		here = positionNow();
	});
}

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

function isLoading(): boolean {
	return document.querySelector("main [data-state='loading'], main [aria-busy='true']") !== null;
}

// Gives the place once the page is as tall as it was, or will not become so.
export async function placeOfPage(fullPath: string, saved: Place): Promise<Place> {
	const left = pages.get(positionNow());
	const until = Date.now() + waitMs;
	let isOpened = false;
	while (Date.now() < until) {
		await nextFrame();
		if (document.querySelector("main h1") === null || isLoading()) continue;
		if (!isOpened && left?.path === fullPath) {
			sections().forEach((section, index) => {
				const name = nameOf(section, index);
				if (left.open.includes(name)) section.open = true;
				else if (left.closed.includes(name)) section.open = false;
			});
			isOpened = true;
			continue;
		}
		if (document.documentElement.scrollHeight - innerHeight >= saved.top) break;
	}
	return saved;
}
