// A phone of a team that speaks plain HTTP: enrols, sends changes, receives notices and says that they were read.
import { randomUUID } from "node:crypto";
import type { EventRecord } from "@/common/records/event";
import type { Reply, TestServer } from "../support/server";

export class PlainPhone {
	private noticesAfter: number | null = null;
	private skewMs = 0;

	private constructor(
		private readonly server: TestServer,
		private readonly token: string,
		readonly device: string,
		readonly team: string,
	) {}

	static async enrol(server: TestServer, code: string, name: string): Promise<PlainPhone> {
		const answer = await server.request("POST", "/enrol", { code, device: name, request_id: randomUUID() });
		if (!answer.body.token) throw new Error(JSON.stringify(answer.body));
		return new PlainPhone(server, String(answer.body.token), String(answer.body.device_id), String(answer.body.team));
	}

	static ofTeam(server: TestServer, team: string, name: string): Promise<PlainPhone> {
		return PlainPhone.enrol(server, server.enrolmentCode(team), name);
	}

	// The clock of this phone from now on.
	setClockAhead(ms: number): void {
		this.skewMs = ms;
	}

	request(body: Record<string, unknown>): Promise<Reply> {
		return this.server.request(
			"POST",
			"/sync",
			{
				limit: 0,
				changes: [],
				sent_at: new Date(Date.now() + this.skewMs).toISOString(),
				client: { version: "0.9.1", protocol: 1 },
				...body,
			},
			this.token,
		);
	}

	async sync(body: Record<string, unknown> = {}): Promise<Reply["body"]> {
		const answer = await this.request(body);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return answer.body;
	}

	async change(
		event: Record<string, unknown> & { id: string },
		base: number,
		more: Record<string, unknown> = {},
	): Promise<Reply["body"]> {
		const change = { change_id: randomUUID(), id: event.id, base, op: "put", edited_at: new Date().toISOString(), event, ...more };
		return (await this.sync({ changes: [change] })).results[0];
	}

	async notices(): Promise<Reply["body"][]> {
		const { notices } = await this.sync({ notices: { after: this.noticesAfter } });
		for (const notice of notices) this.noticesAfter = Math.max(this.noticesAfter ?? 0, notice.number);
		return notices;
	}

	async read(id: string): Promise<void> {
		await this.sync({ notices: { after: this.noticesAfter, read: [{ id, at: new Date().toISOString() }] } });
	}
}

export function plainRecord(area: string, change: Partial<EventRecord> = {}): EventRecord {
	return {
		id: randomUUID(),
		kind: "session",
		occurred_on: "2015-12-20",
		venue_type: "village",
		area,
		place: "村文化广场",
		title: "年终普法进村",
		topics: ["constitution"],
		speakers: ["孙瑶"],
		reach: { total: 120, women: 60, method: "counted" },
		materials: [
			{ item: "leaflet", copies: 200 },
			{ item: "law_reader", copies: 20 },
		],
		note: "阴天",
		...change,
	};
}
