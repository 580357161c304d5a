// What the server knows of codes, venues, teams and areas, as /api/v1/reference and /api/v1/areas answer.

export interface Team {
	id: string;
	name: string;
	area: string;
	leader?: string | null;
	contact?: { name: string | null; unit: string | null; telephone: string } | null; // whom to ask about the team
	members: { name: string; unit?: string | null; from?: string | null; to?: string | null }[];
}

export interface Code {
	code: string;
	zh: string;
	en: string;
	valid_from: string | null;
	valid_to: string | null;
	replaced_by: string | null;
	counts_as?: string[];
	unit?: string;
	unit_en?: string;
	counts_as_material?: boolean;
	eight_entry?: boolean;
	unusual_reach_above?: number;
}

export type CodeList = "venue_types" | "audiences" | "items" | "topics" | "campaigns" | "forms";

export interface Venue {
	id: string;
	venue_type: string;
	area: string;
	name: string;
	valid_from: string | null;
	valid_to: string | null;
	merged_into?: string | null; // the venue that it was the same as; never a chain. Not in lists stored by older versions
}

export interface Reference {
	etag: string; // of the lists, as answers to a sync name it
	entityTag: string; // of the HTTP answer, which also depends on the teams
	vocabulary: Record<CodeList, Code[]>;
	venues: Venue[];
	teams: Team[];
	people?: Person[]; // whom accounts stand for. Not in lists stored by older versions
}

// Who decides about records, as pages and papers name them.
export interface Person {
	username: string;
	name: string;
	unit: string | null;
}

// "王芳（鲁山县司法局）", or the name alone; whoever has none is called as they sign in.
export function personText(people: Person[] | undefined, username: string, withUnit = false): string {
	const person = people?.find((entry) => entry.username === username);
	if (!person) return username;
	return withUnit && person.unit ? `${person.name}（${person.unit}）` : person.name;
}

export interface AreaRow {
	code: string;
	name: string;
	level: string;
	parent: string | null;
	valid_to: string | null;
	successor: string | null;
}
