// A form holds one lock while it is open, and gives it back, however late the browser grants it.
import { beforeEach, expect, it, vi } from "vitest";

const { route, afterEach } = vi.hoisted(() => ({ route: { form: false }, afterEach: [] as (() => void)[] }));
vi.mock("virtual:pwa-register", () => ({ registerSW: () => async () => undefined }));
vi.mock("@/phone/router", () => ({
	router: { currentRoute: { value: { meta: route } }, afterEach: (hook: () => void) => afterEach.push(hook) },
}));

// Grants what was asked for when it is told to; counts who holds.
class SlowLocks {
	held = 0;
	private readonly waiting: (() => void)[] = [];

	request(_name: string, _options: unknown, hold: () => Promise<void>): Promise<void> {
		return new Promise((resolve) => {
			this.waiting.push(() => {
				this.held += 1;
				void hold().then(() => {
					this.held -= 1;
					resolve();
				});
			});
		});
	}
	async grantAll(): Promise<void> {
		for (const grant of this.waiting.splice(0)) grant();
		await new Promise<void>((resolve) => setTimeout(resolve));
	}
	query(): Promise<{ held: { name: string }[] }> {
		return Promise.resolve({ held: Array.from({ length: this.held }, () => ({ name: "bajin-form" })) });
	}
}

let locks: SlowLocks;

function go(form: boolean): void {
	route.form = form;
	for (const hook of afterEach) hook();
}

beforeEach(async () => {
	locks = new SlowLocks();
	vi.stubGlobal("navigator", { locks, onLine: true });
	vi.resetModules();
	afterEach.length = 0;
	route.form = false;
	(await import("@/phone/update")).watchForUpdates();
});

it("asks once, however often the address of the open form changes", async () => {
	go(true);
	go(true); // #/record/new becomes #/record/<id>
	await locks.grantAll();
	expect(locks.held).toBe(1);
	go(false);
	await locks.grantAll();
	expect(locks.held).toBe(0);
});

it("holds nothing of a form that was closed before the lock was granted", async () => {
	go(true);
	go(false);
	await locks.grantAll();
	expect(locks.held).toBe(0);
});

it("holds again when the form is opened again", async () => {
	go(true);
	go(false);
	go(true);
	await locks.grantAll();
	expect(locks.held).toBe(1);
});
