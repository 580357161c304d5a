// Gaps and places as GET /api/v1/gaps and /api/v1/places answer them.
import type * as Api from "@/common/api/schema";
import type { AreaIndex } from "@/common/areas";

export type Gap = Api.Gap;
export type GapList = Api.GapList;

export const levels = ["all", "county", "township"] as const;
export type Level = (typeof levels)[number];

export type Place = Api.Place;
export type PlaceList = Api.PlaceList;

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
		else groups.push({ key: area, county: place.county ?? "", township: place.township, area, places: [place] });
	}
	return groups;
}
