// What the server knows of codes, venues, teams and areas, as /api/v1/reference and /api/v1/areas answer.
import type * as Api from "@/common/api/schema";
import type { Stored } from "@/common/api/stored";

export type Team = Stored<Api.ReferenceTeam, "id" | "name" | "area" | "members">;

export type Code = Api.Code;

export type CodeList = "venue_types" | "audiences" | "items" | "topics" | "campaigns" | "forms";

export type Venue = Stored<Api.ReferenceVenue, "id" | "venue_type" | "area" | "name" | "valid_from" | "valid_to">;

export interface Reference {
	etag: string; // of the lists, as answers to a sync name it
	entityTag: string; // of the HTTP answer, which also depends on the teams
	vocabulary: Record<CodeList, Code[]>;
	venues: Venue[];
	teams: Team[];
	people?: Person[]; // whom accounts stand for. Not in lists stored by older versions
}

// Who decides about records, as pages and papers name them.
export type Person = Api.Person;

// "王芳（鲁山县司法局）", or the name alone; whoever has none is called as they sign in.
export function personText(people: Person[] | undefined, username: string, withUnit = false): string {
	const person = people?.find((entry) => entry.username === username);
	if (!person) return username;
	return withUnit && person.unit ? `${person.name}（${person.unit}）` : person.name;
}

// Of any level, also one that is not known here yet.
export type AreaRow = Omit<Api.Area, "level"> & { level: string };
