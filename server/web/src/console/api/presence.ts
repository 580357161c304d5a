// How long ago the person at this page last did something. Every request says it, so that what the page asks by itself does
// not keep its sign-in alive.
let actedAt = Date.now();
const listeners = new Set<() => void>();

// Also for a button that was pressed without a pointer or key.
export function acted(): void {
	actedAt = Date.now();
	for (const listener of listeners) listener();
}

for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
	addEventListener(kind, acted, { capture: true, passive: true });
}

export function lastActedAt(): number {
	return actedAt;
}

export function idleSeconds(): number {
	return Math.max(0, Math.floor((Date.now() - actedAt) / 1000));
}

// Calls back whenever the person does something, until the function it gives is called.
export function onActed(listener: () => void): () => void {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}
