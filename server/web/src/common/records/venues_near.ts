// Registered places that may be meant: of that kind, in use on that day, and in the area or around it. For the forms of the phone
// and the console.
import type { AreaIndex } from "@/common/areas";
import type { Venue } from "@/common/reference";

export interface VenueQuestion {
	type: string | undefined;
	area: string | undefined;
	day: string;
	areas: AreaIndex | null; // null: the list is not there yet, and only what is registered at the very area is known to be near
}

export function venuesNear(venues: Venue[], { type, area, day, areas }: VenueQuestion): Venue[] {
	if (!type || !area) return [];
	const contains = (above: string, code: string) => areas?.contains(above, code) ?? above === code;
	// A school is registered in one village and visited from the next: everything in the township is near.
	const around = areas?.around(area)?.code ?? area;
	const isNear = (venue: Venue) => contains(around, venue.area) || contains(venue.area, area);
	const isInUse = (venue: Venue) =>
		(venue.valid_from === null || venue.valid_from <= day) && (venue.valid_to === null || day <= venue.valid_to);
	const closeness = (venue: Venue) => (venue.area === area ? 0 : contains(area, venue.area) ? 1 : 2);
	return venues
		.filter((venue) => venue.venue_type === type && isInUse(venue) && isNear(venue))
		.sort((left, right) => closeness(left) - closeness(right) || left.name.localeCompare(right.name, "zh"));
}
