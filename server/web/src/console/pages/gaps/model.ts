// Gaps and places as GET /api/v1/gaps and /api/v1/places answer them.
import type { AreaIndex } from "@/common/areas";
import type { Attribution, Basis } from "@/console/api/types";

interface Head {
	year: number | null;
	from: string;
	to: string;
	area: string;
	area_name: string;
	basis: Basis;
	attribution: Attribution;
}

export interface Gap {
	area: string;
	area_name: string;
	county: string | null;
	level: string;
	venue_type: string | null; // null or "": of all types together
	venue_type_name: string;
	sessions: number;
	target: number;
	gap: number;
	teams: number;
	silent_teams: number;
	data_as_of: string | null;
}

export interface GapList extends Head {
	gaps: Gap[];
	next: string | null;
}

export const levels = ["all", "county", "township"] as const;
export type Level = (typeof levels)[number];

export interface Place {
	area: string;
	venue: string | null;
	name: string;
	venue_type: string;
	township: string | null;
	county: string;
	visits: number;
}

export interface PlaceList extends Head {
	visited: number;
	total: number;
	places: Place[];
	next: string | null;
}

export const visitedChoices = ["false", "true", "all"] as const;
export type VisitedChoice = (typeof visitedChoices)[number];

export const oneOf = <T extends string>(choices: readonly T[], value: unknown, otherwise: T): T =>
	choices.find((choice) => choice === value) ?? otherwise;

export interface PlaceGroup {
	key: string;
	county: string;
	township: string | null;
	area: string; // of the township, or of what is larger where there is none
	places: Place[];
}

// Places of one township stand together: the list comes in order of area code.
export function groupPlaces(places: Place[], areas: AreaIndex | null): PlaceGroup[] {
	const groups: PlaceGroup[] = [];
	for (const place of places) {
		const area = areas?.around(place.area)?.code ?? place.area;
		const last = groups[groups.length - 1];
		if (last?.area === area) last.places.push(place);
		else groups.push({ key: area, county: place.county, township: place.township, area, places: [place] });
	}
	return groups;
}
