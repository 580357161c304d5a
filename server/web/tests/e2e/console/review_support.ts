// What the tests of review stand on: a team of the county with a phone that speaks plain HTTP, and records of today, which
// no demonstration data are among.
import { randomUUID } from "node:crypto";
import { shanghaiDay } from "@/common/calendar";
import type { EventRecord } from "@/common/records/event";
import type { EventState } from "@/console/api/types";
import type { Desk } from "../support/desk";
import type { Reply, TestServer } from "../support/server";

export const today = shanghaiDay(Date.now());
export const thisMonth = today.slice(0, 7);

export interface Pushed {
	id: string;
	version: number;
	event: EventRecord;
}

export class FieldPhone {
	private cursor: string | null = null;

	private constructor(
		private readonly server: TestServer,
		private readonly token: string,
		readonly team: string,
	) {}

	static async enrol(server: TestServer, teamName: string, area = "410423"): Promise<FieldPhone> {
		const team = server.addTeam(teamName, area);
		const answer = await server.request("POST", "/enrol", {
			code: server.enrolmentCode(team),
			device: `${teamName}的手机`,
			request_id: randomUUID(),
		});
		return new FieldPhone(server, String(answer.body.token), team);
	}

	async sync(changes: Record<string, unknown>[], sentAt?: string): Promise<Reply["body"]> {
		const answer = await this.server.request(
			"POST",
			"/sync",
			{ cursor: this.cursor, limit: 500, sent_at: sentAt, changes },
			this.token,
		);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		this.cursor = answer.body.cursor;
		return answer.body;
	}

	async push(event: EventRecord, base = 0): Promise<Pushed> {
		const { results } = await this.sync([
			{ change_id: randomUUID(), id: event.id, base, op: "put", edited_at: new Date().toISOString(), event },
		]);
		if (results[0].outcome !== "accepted") throw new Error(JSON.stringify(results[0]));
		return { id: event.id, version: results[0].version, event };
	}

	async edit(pushed: Pushed, change: Partial<EventRecord>): Promise<Pushed> {
		return this.push({ ...pushed.event, ...change }, pushed.version);
	}

	async askToDelete(pushed: Pushed, reason: string): Promise<void> {
		await this.sync([
			{ change_id: randomUUID(), id: pushed.id, base: pushed.version, op: "delete", edited_at: new Date().toISOString(), reason },
		]);
	}

	// What the phone would show of an event after its next round trip.
	async pull(id: string): Promise<Reply["body"]> {
		const { changes } = await this.sync([]);
		return changes.find((change: { id: string }) => change.id === id) ?? null;
	}
}

let count = 0;

export function record(area: string, change: Partial<EventRecord> = {}): EventRecord {
	const index = ++count;
	return {
		id: randomUUID(),
		kind: "session",
		occurred_on: today,
		started_at: `${String(8 + (index % 10)).padStart(2, "0")}:15`,
		venue_type: "village",
		area,
		place: `第${index}号场院`,
		title: `进村宣讲 ${index}`,
		topics: ["civil_code"],
		speakers: [`讲师${index}`],
		recorded_by: `记录人${index}`,
		reach: { total: 40 + index, women: 20, method: "counted" },
		materials: [{ item: "leaflet", copies: 60 + index }],
		...change,
	};
}

// The villages of one township of 鲁山县: each test has a township to itself.
export async function townships(server: TestServer): Promise<{ code: string; villages: string[] }[]> {
	const { areas } = (await server.as("lushan", "GET", "/areas")).body as {
		areas: { code: string; parent: string | null; valid_to: string | null }[];
	};
	const below = (code: string) => areas.filter((area) => area.parent === code && area.valid_to === null).map((area) => area.code);
	return below("410423")
		.map((code) => ({ code, villages: below(code) }))
		.filter(({ villages }) => villages.length >= 13);
}

export async function stateOf(server: TestServer, id: string): Promise<EventState> {
	return (await server.as("admin", "GET", `/events/${id}`)).body;
}

export const panel = (desk: Desk) => desk.page.locator("article[data-event]");

// Waits until the whole of that event stands on the page, in that state.
export async function shows(desk: Desk, id: string, state?: string): Promise<void> {
	await desk.page.locator(`article[data-event='${id}']${state ? `[data-event-state='${state}']` : ""}[aria-busy='false']`).waitFor();
}
