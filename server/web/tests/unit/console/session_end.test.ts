// @vitest-environment happy-dom
// When a sign-in ends: warned before, kept alive by a person and by nothing else; and the password before what cannot be undone.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ask, send } from "@/console/api/http";
import { confirming, confirmPassword, giveUpConfirming } from "@/console/api/confirm_password";
import { NoAnswer, ProblemError } from "@/common/http";
import { idleSeconds } from "@/console/api/presence";
import { account, ended, readSession } from "@/console/api/session";
import { dismissEnding, ending, sessionIsOver } from "@/console/api/session_end";

interface Asked {
	path: string;
	method: string;
	idle: number;
	csrf: string;
	body: unknown;
}

let asked: Asked[] = [];
let answers: (asked: Asked) => { status: number; body: unknown };

// A server as far as sign-ins go: it ends what was idle for an hour or lasts twelve.
class SmallServer {
	usedAt = Date.now();
	readonly begunAt = Date.now();
	provenAt = Date.now();

	answer({ path, idle, body }: Asked): { status: number; body: unknown } {
		const now = Date.now();
		if (now >= this.begunAt + 12 * 3_600_000) return { status: 401, body: { code: "session_over" } };
		if (now >= this.usedAt + 3_600_000) return { status: 401, body: { code: "session_idle" } };
		this.usedAt = Math.max(this.usedAt, now - idle * 1000);
		if (path === "/api/v1/session/confirm") {
			if ((body as { password: string }).password !== "right") return { status: 401, body: { code: "wrong_password" } };
			this.provenAt = now;
			return { status: 204, body: null };
		}
		if (path === "/api/v1/reports") {
			return now - this.provenAt < 15 * 60_000
				? { status: 201, body: { version: 1 } }
				: { status: 403, body: { code: "password_needed", title: "password" } };
		}
		return {
			status: 200,
			body: {
				user: "1",
				username: "lushan",
				role: "coordinator",
				rights: [],
				area: "410423",
				area_name: "",
				csrf: "x",
				must_change: false,
				idle_seconds: 3600,
				idle_ends_in: (this.usedAt + 3_600_000 - now) / 1000,
				ends_in: (this.begunAt + 12 * 3_600_000 - now) / 1000,
			},
		};
	}
}

async function pass(minutes: number): Promise<void> {
	for (let i = 0; i < minutes * 6; ++i) await vi.advanceTimersByTimeAsync(10_000);
}

function press(): void {
	dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
}

beforeEach(async () => {
	vi.useFakeTimers();
	asked = [];
	const server = new SmallServer();
	answers = (question) => server.answer(question);
	vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
		const headers = init.headers as Record<string, string>;
		const text = typeof init.body === "object" && init.body ? new TextDecoder().decode(init.body as Uint8Array) : "null";
		const question = {
			path,
			method: init.method ?? "GET",
			idle: Number(headers["X-Idle-Seconds"] ?? 0),
			csrf: headers["X-CSRF-Token"] ?? "",
			body: JSON.parse(text),
		};
		asked.push(question);
		const { status, body } = answers(question);
		return new Response(status === 204 ? null : JSON.stringify(body), { status });
	});
	press();
	ended.value = false;
	await readSession();
});

afterEach(() => {
	sessionIsOver();
	account.value = null;
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

describe("the end of a sign-in", () => {
	it("is warned of when nobody does anything, and comes though the page goes on asking", async () => {
		for (let i = 0; i < 5; ++i) {
			await pass(10);
			await ask("/overview"); // as the page does it by itself
		}
		expect(ending.value).toBeNull();
		await pass(6);
		expect(ending.value?.kind).toBe("idle");
		expect(ended.value).toBe(false);
		await pass(5);
		expect(ended.value).toBe(true);
		expect(ending.value).toBeNull();
	});

	it("does not come while somebody types, who asks the server for nothing", async () => {
		for (let i = 0; i < 12; ++i) {
			await pass(10);
			press();
			expect(ending.value).toBeNull();
		}
		expect(ended.value).toBe(false);
		// Told only when it was needed.
		expect(asked.filter(({ path }) => path === "/api/v1/session").length).toBeLessThan(8);
	});

	it("goes away when the person touches the page while it is warned of", async () => {
		await pass(56);
		expect(ending.value?.kind).toBe("idle");
		press();
		await pass(1);
		expect(ending.value).toBeNull();
		await pass(50);
		expect(ending.value).toBeNull();
		expect(ended.value).toBe(false);
	});

	it("comes after twelve hours however busy, is warned of once and can be put off", async () => {
		for (let i = 0; i < 71; ++i) {
			await pass(10);
			press();
			await ask("/overview");
		}
		await pass(6);
		expect(ending.value).toEqual({ kind: "over", minutes: 4 });
		dismissEnding();
		await pass(2);
		expect(ending.value).toBeNull();
		await pass(3);
		expect(ended.value).toBe(true);
	});

	it("is not said by a gateway that asks for its own sign-in", async () => {
		answers = () => ({ status: 401, body: "<html>" });
		await expect(ask("/overview")).rejects.toBeInstanceOf(NoAnswer);
		expect(ended.value).toBe(false);
	});

	it("goes on in this page when the same person signed in again in another", async () => {
		const rest = answers;
		let proof = "new";
		answers = (one) => {
			if (one.path === "/api/v1/session") return { status: 200, body: { ...account.value, csrf: proof } };
			if (one.path === "/api/v1/teams" && one.csrf !== proof) return { status: 403, body: { code: "csrf", title: "stale" } };
			return one.path === "/api/v1/teams" ? { status: 201, body: { id: "1" } } : rest(one);
		};
		expect(await send("POST", "/teams", { name: "甲队" })).toEqual({ id: "1" });
		expect(account.value?.csrf).toBe("new");
		expect(asked.filter(({ path }) => path === "/api/v1/teams").length).toBe(2);
		// Somebody else there: nothing is sent in that name, and this page asks who is here.
		proof = "of another";
		answers = (one) =>
			one.path === "/api/v1/session"
				? { status: 200, body: { ...account.value, user: "2", csrf: proof } }
				: { status: 403, body: { code: "csrf", title: "stale" } };
		await expect(send("POST", "/teams", { name: "乙队" })).rejects.toMatchObject({ code: "csrf" });
		expect(ended.value).toBe(true);
		expect(account.value?.user).toBe("1");
	});

	it("tells the server how long ago the person did something", async () => {
		await pass(2);
		expect(idleSeconds()).toBe(120);
		await ask("/overview");
		expect(asked.at(-1)?.idle).toBe(120);
	});
});

describe("what cannot be undone", () => {
	it("waits for the password and then goes on by itself", async () => {
		await pass(16);
		press();
		const sealed = send<{ version: number }>("POST", "/reports", { reason: "年报" });
		await vi.waitFor(() => expect(confirming.value).toBe(true));
		await expect(confirmPassword("wrong")).rejects.toMatchObject({ code: "wrong_password" });
		expect(confirming.value).toBe(true);
		await confirmPassword("right");
		expect(confirming.value).toBe(false);
		expect(await sealed).toEqual({ version: 1 });
		// The same thing was sent twice, nothing of it lost.
		const sent = asked.filter(({ path }) => path === "/api/v1/reports");
		expect(sent.map(({ body }) => body)).toEqual([{ reason: "年报" }, { reason: "年报" }]);
		expect(ended.value).toBe(false);
	});

	it("is left alone when the person would rather not", async () => {
		await pass(16);
		const sealed = send("POST", "/reports", {}).catch((error: unknown) => error);
		await vi.waitFor(() => expect(confirming.value).toBe(true));
		giveUpConfirming();
		expect(await sealed).toBeInstanceOf(ProblemError);
		expect(asked.filter(({ path }) => path === "/api/v1/reports").length).toBe(1);
	});
});
