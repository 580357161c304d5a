// Joining a team: the code as it is typed and shown, and the one request that spends it. Used by EnrolScreen.vue.
import type * as Api from "@/common/api/schema";
import { NoAnswer, ProblemError, type call } from "@/common/http";
import { folded, toHalfWidth } from "@/common/plain_text";
import { makeUuid } from "@/common/uuid";
import type { Device, PhoneDatabase } from "./database";

export const codeLength = 8;
export const phoneNameMax = 100;

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // no I, L, O, U

// What was meant by what was typed or pasted: any case and width, dashes and blanks of every kind left out, O for 0, I and L
// for 1; of a whole link its code. tests/fixtures/typed/codes.json holds the server to the same.
export function readCode(typed: string): string {
	const linked = /code=([^&#\s]*)/i.exec(toHalfWidth(typed))?.[1] ?? typed;
	const meant = folded(linked).toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
	return [...meant]
		.filter((letter) => letters.includes(letter))
		.join("")
		.slice(0, codeLength);
}

export function showCode(code: string): string {
	return code.length > codeLength / 2 ? `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}` : code;
}

export type Joined =
	| { kind: "joined"; device: Device }
	| { kind: "joined_before"; device: Device } // by this very code
	| { kind: "refused"; reason: "invalid_code" | "code_used" | "code_expired" }
	| { kind: "wait"; ms: number } // too many attempts
	| { kind: "no_network" }
	| { kind: "failed"; message: string };

export interface JoinOptions {
	db: PhoneDatabase;
	call: typeof call;
	code: string;
	name: string;
	language: string;
	now: number;
}

type EnrolAnswer = Api.Enrolled;

// Spends the code. The request's own id is stored before it is sent, so that after a lost answer the same code can be sent
// again from here and from nowhere else.
export async function joinTeam(options: JoinOptions): Promise<Joined> {
	const { db, code } = options;
	const before = await db.read("device");
	if (before?.code === code && (await db.read("barrier")) === null) return { kind: "joined_before", device: before };
	const requestId = await db.transaction("rw", db.meta, async () => {
		const begun = await db.read("enrolling");
		if (begun?.code === code) return begun.requestId;
		const made = makeUuid();
		await db.write("enrolling", { requestId: made, code });
		return made;
	});
	try {
		const body = { code: showCode(code), device: options.name, request_id: requestId };
		const answer = await options.call<EnrolAnswer>({ path: "/api/v1/enrol", body, language: options.language, timeoutMs: 30_000 });
		if (!answer.value?.token) return { kind: "failed", message: "" };
		return { kind: "joined", device: await takeIn(options, answer.value) };
	} catch (error) {
		if (error instanceof NoAnswer) return { kind: "no_network" };
		if (error instanceof ProblemError) return refusalOf(error);
		throw error;
	}
}

function refusalOf(error: ProblemError): Joined {
	switch (error.code) {
		case "invalid_code":
		case "code_used":
		case "code_expired":
			return { kind: "refused", reason: error.code };
		case "too_many_attempts":
			return { kind: "wait", ms: error.retryAfterMs ?? 60_000 };
		default:
			// A gateway that answers for a server which is away is no network to the person either.
			return error.status === 502 || error.status === 504 ? { kind: "no_network" } : { kind: "failed", message: error.message };
	}
}

async function takeIn(options: JoinOptions, answer: EnrolAnswer): Promise<Device> {
	const { db } = options;
	const device: Device = {
		token: answer.token,
		deviceId: answer.device_id,
		name: options.name,
		team: answer.team,
		area: answer.area,
		enrolledAt: new Date(options.now).toISOString(),
		code: options.code,
	};
	await db.transaction("rw", [db.meta, db.notices], async () => {
		const before = await db.read("device");
		await db.write("device", device);
		await db.write("enrolling", null);
		await db.write("barrier", null);
		await db.write("lastFailure", null);
		await db.write("retryAt", 0);
		if (before && before.team !== device.team) {
			// Notices and targets are the team's; records wait for what the server says of the new scope.
			await db.notices.clear();
			await db.write("noticesAfter", 0);
			await db.write("targets", null);
			await db.write("referenceWanted", null);
		}
	});
	return device;
}
