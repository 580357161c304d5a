// The numbers of coverage counted once more, from nothing but the list of events, teams, areas and the vocabulary.
import type { EventState } from "@/console/api/types";
import type { AreaRow, Reference } from "@/common/reference";
import type { Reply, TestServer, User } from "../support/server";

export type Basis = "received" | "verified";
export type Attribution = "area" | "team";

export interface Numbers {
	sessions: number;
	lectures: number;
	reach: number;
	materials: number;
	places: Set<string>;
}

type Joined = EventState & { review: { adds?: string[] } };

// Every page of a list that is asked for as the console's links ask for it.
export async function everyEvent(server: TestServer, query: string, user: User = "admin"): Promise<Joined[]> {
	const found: Joined[] = [];
	let after = "";
	do {
		const { status, body } = await server.as(user, "GET", `/events?${query}&limit=500${after}`);
		if (status !== 200) throw new Error(`${query}: ${JSON.stringify(body)}`);
		found.push(...body.events);
		after = body.next === null ? "" : `&after=${body.next}`;
	} while (after !== "");
	return found;
}

const counted: Record<Basis, string[]> = {
	received: ["submitted", "verified", "void_requested"],
	verified: ["verified", "void_requested"],
};

// "410423102201" below "410423" stands in the row "410423102"; what lies no deeper in that of the area itself.
export function rowOf(area: string, above: string): string | null {
	const prefix = above.endsWith("00") && above.length === 6 ? above.slice(0, 4) : above;
	if (!area.startsWith(prefix)) return null;
	if (area.length <= above.length && area === above) return above;
	return prefix.length === 4 ? area.slice(0, 6) : area.slice(0, above.length + 3);
}

export class Recount {
	private constructor(
		readonly events: Joined[],
		readonly areas: Map<string, AreaRow>,
		private readonly teamAreas: Map<string, string>,
		private readonly reference: Reference,
	) {}

	static async of(server: TestServer, year: number): Promise<Recount> {
		const teams: Reply["body"][] = (await server.as("admin", "GET", "/teams")).body.teams;
		const areas: AreaRow[] = (await server.as("admin", "GET", "/areas")).body.areas;
		const reference = (await server.as("admin", "GET", "/reference")).body;
		const events = await everyEvent(server, `from=${year}-01&to=${year}-12`);
		return new Recount(
			events,
			new Map(areas.map((area) => [area.code, area])),
			new Map(teams.map((team) => [team.id, team.area])),
			reference,
		);
	}

	// By "row/type", "row/" for all of a row, "total/type" and "total/".
	cells(above: string, basis: Basis, attribution: Attribution): Map<string, Numbers> {
		const cells = new Map<string, Numbers>();
		const at = (row: string, type: string) => {
			const key = `${row}/${type}`;
			const numbers = cells.get(key) ?? { sessions: 0, lectures: 0, reach: 0, materials: 0, places: new Set<string>() };
			cells.set(key, numbers);
			return numbers;
		};
		for (const { event, review, team } of this.events) {
			if (!event) continue;
			const counts = counted[basis].includes(review.state);
			const adds = new Set(review.state === "joint" ? (review.adds ?? []) : []);
			const row = rowOf(attribution === "team" ? (this.teamAreas.get(team) ?? "") : event.area, above);
			if (row !== null) {
				for (const numbers of [at(row, event.venue_type), at(row, ""), at("total", event.venue_type), at("total", "")]) {
					if (counts && event.kind === "session") numbers.sessions += 1;
					if (counts) numbers.reach += event.reach.total;
					if (counts || adds.has("lectures")) numbers.lectures += event.lectures?.length ?? 0;
					if (counts || adds.has("materials")) numbers.materials += this.materials(event.materials ?? []);
				}
			}
			const place = counts ? this.place(event) : null;
			const placeRow = place && rowOf(place.area, above);
			if (place && placeRow)
				for (const numbers of [at(placeRow, place.type), at(placeRow, ""), at("total", place.type), at("total", "")])
					numbers.places.add(place.id);
		}
		return cells;
	}

	// What a list of events adds up to.
	sum(events: Joined[], measure: keyof Numbers): number {
		if (measure === "sessions") return events.length;
		if (measure === "places") return new Set(events.flatMap(({ event }) => (event ? [this.place(event)?.id] : []))).size;
		const added = events.map(({ event }) => {
			if (!event) return 0;
			if (measure === "reach") return event.reach.total;
			return measure === "lectures" ? (event.lectures?.length ?? 0) : this.materials(event.materials ?? []);
		});
		return added.reduce((sum, value) => sum + value, 0);
	}

	private materials(rows: { item: string; copies: number }[]): number {
		const counting = this.reference.vocabulary.items.filter((item) => item.counts_as_material).map((item) => item.code);
		return rows.reduce((sum, { item, copies }) => sum + (counting.includes(item) ? copies : 0), 0);
	}

	private place(event: {
		venue_type: string;
		area: string;
		venue_id?: string | null;
	}): { id: string; area: string; type: string } | null {
		if (event.venue_type === "village" || event.venue_type === "community") {
			const level = this.areas.get(event.area)?.level ?? "";
			return level === "village" || level === "community" ? { id: event.area, area: event.area, type: level } : null;
		}
		const venue = this.reference.venues.find((entry) => entry.id === event.venue_id && entry.venue_type === event.venue_type);
		return venue ? { id: venue.id, area: venue.area, type: venue.venue_type } : null;
	}
}
