// Spending a code: once, also when the answer is lost.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NoAnswer, ProblemError, type Call } from "@/common/http";
import { PhoneDatabase } from "@/phone/storage/database";
import { joinTeam, readCode, showCode } from "@/phone/storage/enrol";

interface Body {
	code: string;
	device: string;
	request_id: string;
}

describe("readCode", () => {
	it.each([
		["7F3K-92QX", "7F3K92QX"],
		[" 7f3k 92qx ", "7F3K92QX"],
		["oilO-IL10", "01101110"],
		["7F3K—92QX9999", "7F3K92QX"],
		["7U3K", "73K"],
		["", ""],
	])("%s", (typed, expected) => expect(readCode(typed)).toBe(expected));

	it("shows the dash as soon as there is something behind it", () => {
		expect(showCode("7F3K")).toBe("7F3K");
		expect(showCode("7F3K9")).toBe("7F3K-9");
		expect(showCode("7F3K92QX")).toBe("7F3K-92QX");
	});
});

describe("joinTeam", () => {
	let db: PhoneDatabase;
	let sent: Body[];
	let answers: (() => unknown)[];

	beforeEach(() => {
		db = new PhoneDatabase(`enrol-${Math.random()}`);
		sent = [];
		answers = [];
	});

	afterEach(() => db.delete());

	const fakeCall = async <T>(options: Call) => {
		// What is sent must be stored already, or a killed page could not send it again.
		const body = options.body as Body;
		expect((await db.read("enrolling"))?.requestId).toBe(body.request_id);
		sent.push(body);
		return { value: answers.shift()?.() as T, etag: null };
	};
	const join = (code = "7F3K92QX") => joinTeam({ db, call: fakeCall, code, name: "红米", language: "zh", now: 1_700_000_000_000 });
	const admitted =
		(team = "team-1") =>
		() => ({ token: "secret", team, area: "410423", device_id: "device-1" });
	const refused =
		(status: number, code: string, wait: number | null = null) =>
		() => {
			throw new ProblemError(status, code, "Nein", false, wait);
		};

	it("stores who it is now, and clears what stood in the way", async () => {
		await db.write("barrier", "unauthenticated");
		await db.write("retryAt", 5);
		answers = [admitted()];
		expect(await join()).toMatchObject({
			kind: "joined",
			device: { token: "secret", team: "team-1", deviceId: "device-1", name: "红米" },
		});
		expect(await db.read("device")).toMatchObject({ area: "410423", enrolledAt: "2023-11-14T22:13:20.000Z" });
		expect(await db.read("barrier")).toBeNull();
		expect(await db.read("enrolling")).toBeNull();
		expect(await db.read("retryAt")).toBe(0);
		expect(sent[0]).toMatchObject({ code: "7F3K-92QX", device: "红米" });
	});

	it("repeats a lost answer with the same request, and another code with another", async () => {
		const lost = () => {
			throw new NoAnswer();
		};
		answers = [lost, lost, lost, admitted()];
		expect(await join()).toEqual({ kind: "no_network" });
		await join();
		await join("AAAABBBB");
		await join("AAAABBBB");
		expect(sent[1]?.request_id).toBe(sent[0]?.request_id);
		expect(sent[2]?.request_id).not.toBe(sent[0]?.request_id);
		expect(sent[3]?.request_id).toBe(sent[2]?.request_id);
		expect(await db.read("device")).not.toBeNull();
	});

	it("says why it was refused", async () => {
		answers = [
			refused(422, "invalid_code"),
			refused(409, "code_used"),
			refused(410, "code_expired"),
			refused(429, "too_many_attempts", 90_000),
			refused(502, "http_502"),
			refused(500, "internal_error"),
		];
		expect(await join()).toEqual({ kind: "refused", reason: "invalid_code" });
		expect(await join()).toEqual({ kind: "refused", reason: "code_used" });
		expect(await join()).toEqual({ kind: "refused", reason: "code_expired" });
		expect(await join()).toEqual({ kind: "wait", ms: 90_000 });
		expect(await join()).toEqual({ kind: "no_network" });
		expect(await join()).toEqual({ kind: "failed", message: "Nein" });
		expect(await db.read("device")).toBeNull();
	});

	it("keeps records and notices when it joins its own team again, and lets go of another team's notices", async () => {
		const notice = {
			id: "n",
			number: 7,
			kind: "notice" as const,
			title: null,
			text: "x",
			due_on: null,
			from: "",
			at: "",
			withdrawn: false,
			read: true,
			readAt: null,
			readUnsent: 0 as const,
		};
		answers = [admitted(), admitted(), admitted("team-2")];
		await join();
		await db.notices.put(notice);
		await db.write("noticesAfter", 7);
		await join("7F3K92QY");
		expect(await db.notices.count()).toBe(1);
		await join("7F3K92QZ");
		expect(await db.notices.count()).toBe(0);
		expect(await db.read("noticesAfter")).toBe(0);
	});

	it("is not refused for a link that is tapped once more: the phone has joined by it", async () => {
		answers = [admitted(), refused(401, "code_used")];
		await join();
		expect(await join()).toMatchObject({ kind: "joined_before", device: { team: "team-1" } });
		expect(sent).toHaveLength(1);
		await db.write("barrier", "unauthenticated");
		expect(await join()).toEqual({ kind: "refused", reason: "code_used" });
	});
});
