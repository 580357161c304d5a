// Work that may wait until the screen has been drawn. Safari has no requestIdleCallback.
export function whenIdle(work: () => void): void {
	if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 1_000 });
	else setTimeout(work, 100);
}
