// One window at a time writes a draft: two would each save what the other never saw.

const longestWaitMs = 1_000; // for a window that is just being closed or loaded anew

// Gives what lets go of it; null: another window has it. Browsers without Web Locks have one window in practice: the app's own.
export function holdDraft(id: string): Promise<(() => void) | null> {
	if (!navigator.locks) return Promise.resolve(() => undefined);
	return new Promise((resolve) => {
		const patience = new AbortController();
		const timer = setTimeout(() => patience.abort(), longestWaitMs);
		const held = (): Promise<void> => {
			clearTimeout(timer);
			return new Promise((release) => resolve(release));
		};
		navigator.locks.request(`bajin-draft-${id}`, { signal: patience.signal }, held).catch(() => resolve(null));
	});
}
