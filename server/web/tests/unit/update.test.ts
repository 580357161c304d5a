// @vitest-environment happy-dom
// A form holds one lock while it is open, and gives it back, however late the browser grants it; and a new version waits for quiet.
import { afterEach as afterEachTest, beforeEach, describe, expect, it, vi } from "vitest";

interface Options {
	onNeedRefresh: () => void;
	onNeedReload: () => void;
}

const { route, afterEach, worker } = vi.hoisted(() => ({
	route: { form: false },
	afterEach: [] as (() => void)[],
	worker: { options: null as unknown as Options, letIn: 0 },
}));
vi.mock("virtual:pwa-register", () => ({
	registerSW: (options: Options) => {
		worker.options = options;
		return async () => void (worker.letIn += 1);
	},
}));
const router = { currentRoute: { value: { meta: route } }, afterEach: (hook: () => void) => afterEach.push(hook) };

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
		await Promise.resolve();
		await Promise.resolve();
	}
	query(): Promise<{ held: { name: string }[] }> {
		return Promise.resolve({ held: Array.from({ length: this.held }, () => ({ name: "bajin-form" })) });
	}
}

let locks: SlowLocks;
const reload = vi.fn();

function go(form: boolean): void {
	route.form = form;
	for (const hook of afterEach) hook();
}

beforeEach(async () => {
	vi.useFakeTimers();
	locks = new SlowLocks();
	vi.stubGlobal("navigator", { locks, onLine: true });
	vi.stubGlobal("location", { reload });
	vi.resetModules();
	reload.mockClear();
	document.body.innerHTML = "";
	afterEach.length = 0;
	route.form = false;
	worker.letIn = 0;
	(await import("@/phone/composables/update")).watchForUpdates(router as never);
});

afterEachTest(() => vi.useRealTimers());

describe("the lock of a form", () => {
	it("is asked for once, however often the address of the open form changes", async () => {
		go(true);
		go(true); // #/record/new becomes #/record/<id>
		await locks.grantAll();
		expect(locks.held).toBe(1);
		go(false);
		await locks.grantAll();
		expect(locks.held).toBe(0);
	});

	it("is not held for a form that was closed before the lock was granted", async () => {
		go(true);
		go(false);
		await locks.grantAll();
		expect(locks.held).toBe(0);
	});

	it("is held again when the form is opened again", async () => {
		go(true);
		go(false);
		go(true);
		await locks.grantAll();
		expect(locks.held).toBe(1);
	});
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const touch = () => document.dispatchEvent(new Event("pointerdown"));

describe("a new version", () => {
	it("comes when nobody has touched the phone for a while", async () => {
		touch();
		worker.options.onNeedRefresh();
		await seconds(14);
		expect(worker.letIn).toBe(0);
		touch();
		await seconds(14);
		expect(worker.letIn).toBe(0);
		await seconds(2);
		expect(worker.letIn).toBe(1);
		await seconds(60);
		expect(worker.letIn).toBe(1);
	});

	it.each([
		["a dialog", '<div class="van-popup van-dialog"></div>', '<div class="van-popup van-dialog" style="display: none"></div>'],
		["a list over the form", '<div class="van-popup van-popup--bottom"></div>', ""],
		["a calendar", '<div class="van-popup van-calendar__popup"></div>', ""],
		["the way to take back a delete", "<div data-busy></div>", ""],
	])("does not come under %s", async (_name, open, closed) => {
		document.body.innerHTML = open;
		worker.options.onNeedRefresh();
		await seconds(60);
		expect(worker.letIn).toBe(0);
		document.body.innerHTML = closed;
		await seconds(2);
		expect(worker.letIn).toBe(1);
	});

	it("does not come while something is typed, and a toast does not hold it up", async () => {
		document.body.innerHTML = '<input /><div class="van-popup van-toast"></div>';
		document.querySelector("input")?.focus();
		worker.options.onNeedRefresh();
		await seconds(60);
		expect(worker.letIn).toBe(0);
		document.querySelector("input")?.blur();
		await seconds(2);
		expect(worker.letIn).toBe(1);
	});

	it("is not held up by a choice that was tapped last", async () => {
		document.body.innerHTML = '<input type="radio" />';
		document.querySelector("input")?.focus();
		worker.options.onNeedRefresh();
		await seconds(20);
		expect(worker.letIn).toBe(1);
	});

	it("waits for the dialog of another tab, by the lock that this one holds", async () => {
		locks.held = 1;
		worker.options.onNeedRefresh();
		await seconds(60);
		expect(worker.letIn).toBe(0);
		locks.held = 0;
		await seconds(2);
		expect(worker.letIn).toBe(1);
	});

	it("that another tab let in loads this one anew only when its own dialog is closed", async () => {
		document.body.innerHTML = '<div class="van-popup van-dialog"></div>';
		worker.options.onNeedRefresh();
		await locks.grantAll();
		expect(locks.held).toBe(1);
		worker.options.onNeedReload();
		await seconds(60);
		expect(reload).not.toHaveBeenCalled();
		document.body.innerHTML = "";
		await seconds(2);
		expect(reload).toHaveBeenCalled();
	});
});
