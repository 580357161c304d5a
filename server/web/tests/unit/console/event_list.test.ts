// A page of events that the server gives in parts, as it finds them.
import { beforeEach, expect, it, vi } from "vitest";

const { ask } = vi.hoisted(() => ({ ask: vi.fn() }));
vi.mock("@/console/api/http", () => ({ ask }));

import { askEvents } from "@/console/api/event_list";

const events = (...ids: string[]) => ids.map((id) => ({ id }));

beforeEach(() => ask.mockReset());

it("asks once where the page is full, or the list at its end", async () => {
	ask.mockResolvedValueOnce({ events: events("a", "b"), next: "b" });
	expect(await askEvents({ year: 2025, limit: 2 })).toEqual({ events: events("a", "b"), next: "b" });
	ask.mockResolvedValueOnce({ events: events("c"), next: null });
	expect(await askEvents({ year: 2025, limit: 2, after: "b" })).toEqual({ events: events("c"), next: null });
	expect(ask.mock.calls.map(([, query]) => query)).toEqual([
		{ year: 2025, limit: 2, after: undefined },
		{ year: 2025, limit: 2, after: "b" },
	]);
});

it("asks on where the search was not over, for what is missing", async () => {
	ask.mockResolvedValueOnce({ events: [], next: "p" })
		.mockResolvedValueOnce({ events: events("a"), next: "q" })
		.mockResolvedValueOnce({ events: events("b"), next: "r" });
	expect(await askEvents({ text: "宪法", limit: 2 })).toEqual({ events: events("a", "b"), next: "r" });
	expect(ask.mock.calls.map(([, query]) => [query.after, query.limit])).toEqual([
		[undefined, 2],
		["p", 2],
		["q", 1],
	]);
});

it("gives up after a while, and says that there is more to look through", async () => {
	ask.mockResolvedValue({ events: [], next: "far" });
	expect(await askEvents({ text: "没有", limit: 50 })).toEqual({ events: [], next: "far" });
	expect(ask.mock.calls.length).toBe(20);
});

it("ends with its signal", async () => {
	ask.mockResolvedValueOnce({ events: [], next: "p" }).mockRejectedValueOnce(new DOMException("aborted", "AbortError"));
	await expect(askEvents({ text: "没有", limit: 50 }, { signal: new AbortController().signal })).rejects.toThrow("aborted");
});
