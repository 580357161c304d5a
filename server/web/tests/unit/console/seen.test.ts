// @vitest-environment happy-dom
// What a decision is about: the event as the person saw it, until what happened since was shown.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { EventState } from "@/console/api/types";
import { useSeen } from "@/console/event_panel/seen";
import { event } from "./event_state";

const ask = vi.hoisted(() => vi.fn());
vi.mock("@/console/api/http", () => ({ ask }));

const stateOf = (version: number, revision: number, by: string | null = null): EventState =>
	event("a", {
		version,
		review: { ...event("a").review, state: by ? "verified" : "submitted", revision, by, at: by ? "2015-03-10T00:00:00Z" : null },
	});

describe("a decision about an event", () => {
	const opened = stateOf(1, 0);
	const now = stateOf(1, 1, "pds");
	beforeEach(() => ask.mockReset());

	it("is about what was opened although something newer came in by itself", () => {
		const seen = useSeen();
		expect(seen.show(opened, now, true)).toMatchObject({ by: "pds" });
		expect(seen.meanwhile.value).toMatchObject({ state: "verified" });
		expect(seen.asSeen(opened).review.revision).toBe(0);
	});

	it("is about the newer one when the person says that it was seen", () => {
		const seen = useSeen();
		seen.show(opened, now, true);
		seen.close();
		expect(seen.meanwhile.value).toBeNull();
		expect(seen.asSeen(opened).review.revision).toBe(1);
	});

	it("is about what was shown after a refusal, and never about something older than what was opened", async () => {
		const seen = useSeen();
		ask.mockResolvedValue(now);
		expect(await seen.refused(opened)).toBe(now);
		expect(ask).toHaveBeenCalledWith("/events/a");
		expect(seen.asSeen(opened)).toBe(now);
		const later = stateOf(2, 2);
		expect(seen.asSeen(later)).toBe(later);
	});

	it("shows nothing where nothing differs", async () => {
		const seen = useSeen();
		ask.mockResolvedValue(stateOf(1, 0));
		await seen.refused(opened);
		expect(seen.meanwhile.value).toBeNull();
		expect(seen.asSeen(opened)).toBe(opened);
	});
});
