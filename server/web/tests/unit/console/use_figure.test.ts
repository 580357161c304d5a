// @vitest-environment happy-dom
// A figure is asked for once its question is whole, and never stands under a question that it does not answer.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { effectScope, nextTick, ref, type EffectScope } from "vue";
import { NoAnswer } from "@/common/http";
import { useFigure } from "@/console/composables/use_figure";

type Asked = { path: string; query: unknown; options: unknown };
const { asked, answers, listeners } = vi.hoisted(() => ({
	asked: [] as Asked[],
	answers: [] as { give: (value: unknown) => void; fail: (error: unknown) => void }[],
	listeners: new Set<() => void>(),
}));
vi.mock("@/console/api/http", () => ({
	ask: (path: string, query: unknown, { signal, ...options }: { signal: AbortSignal }) => {
		expect(signal).toBeInstanceOf(AbortSignal);
		asked.push({ path, query, options });
		return new Promise((give, fail) => answers.push({ give, fail }));
	},
}));
vi.mock("@/console/composables/live", () => ({
	onChanged: (listener: () => void) => {
		listeners.add(listener);
		return () => void listeners.delete(listener);
	},
}));

const settled = async () => {
	for (let turn = 0; turn < 5; turn += 1) await nextTick();
};
const within = <T>(work: () => T): [T, EffectScope] => {
	const scope = effectScope();
	return [scope.run(work) as T, scope];
};

beforeEach(() => {
	asked.length = answers.length = 0;
	listeners.clear();
});

describe("the question", () => {
	it("is not asked before area and year are known", async () => {
		const question = ref({ area: "", year: "0" });
		const [load] = within(() => useFigure(question, "/gaps"));
		question.value = { area: "410423", year: "0" };
		await settled();
		question.value = { area: "410423", year: "" };
		await settled();
		expect(asked).toEqual([]);
		question.value = { area: "410423", year: "2015" };
		await settled();
		expect(asked).toEqual([{ path: "/gaps", query: { area: "410423", year: "2015" }, options: {} }]);
		expect(load.status.value).toBe("loading");
	});

	it("may be a span instead of a year, and take its time", async () => {
		within(() => useFigure({ area: "410423", from: "2015-01", to: "2015-03" }, "/cross", { timeoutMs: 60_000 }));
		await settled();
		expect(asked).toEqual([
			{ path: "/cross", query: { area: "410423", from: "2015-01", to: "2015-03" }, options: { timeoutMs: 60_000 } },
		]);
	});

	it("is asked by the page itself where one request is not all of it", async () => {
		const [load] = within(() => useFigure({ area: "410423" }, async ({ area }) => `${area} and more`));
		await settled();
		expect(load.value.value).toBe("410423 and more");
	});
});

describe("the answer", () => {
	it("stays while the same is asked again, and when it cannot be had", async () => {
		const [load] = within(() => useFigure({ area: "410423", year: "2015" }, "/gaps"));
		answers[0]?.give("first");
		await settled();
		for (const listener of listeners) listener();
		await settled();
		expect([load.value.value, load.busy.value]).toEqual(["first", true]);
		answers[1]?.fail(new NoAnswer("away"));
		await settled();
		expect([load.value.value, load.status.value]).toEqual(["first", "ready"]);
		expect(load.error.value).toBeInstanceOf(NoAnswer);
	});

	it("leaves at once when something else is asked", async () => {
		const question = ref({ area: "410423", year: "2015" });
		const [load] = within(() => useFigure(question, "/gaps"));
		answers[0]?.give("of 2015");
		await settled();
		question.value = { area: "410423", year: "2014" };
		await settled();
		expect([load.value.value, load.status.value]).toEqual([null, "loading"]);
		answers[1]?.give("of 2014");
		await settled();
		expect(load.value.value).toBe("of 2014");
	});

	it("is asked anew for what else it is made of", async () => {
		const language = ref("zh");
		within(() => useFigure({ area: "410423" }, "/report", { also: () => language.value }));
		await settled();
		language.value = "en";
		await settled();
		expect(asked).toHaveLength(2);
	});

	it("follows the records until the page is left, or not at all", async () => {
		const [, scope] = within(() => useFigure({ area: "410423" }, "/gaps"));
		expect(listeners.size).toBe(1);
		scope.stop();
		expect(listeners.size).toBe(0);
		within(() => useFigure({ area: "410423" }, "/reports", { live: false }));
		expect(listeners.size).toBe(0);
	});
});
