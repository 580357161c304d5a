// Registered places that may be meant: of that kind, in use on that day, and in the area or around it.
import type { Venue } from "@/common/reference";

const townshipDigits = 9;

export function venuesNear(venues: Venue[], type: string | undefined, area: string | undefined, day: string): Venue[] {
	if (!type || !area) return [];
	// A school is registered in one village and visited from the next: everything in the township is near.
	const around = area.slice(0, townshipDigits);
	const isNear = (venue: Venue) => venue.area.startsWith(around) || area.startsWith(venue.area);
	const isInUse = (venue: Venue) =>
		(venue.valid_from === null || venue.valid_from <= day) && (venue.valid_to === null || day <= venue.valid_to);
	const closeness = (venue: Venue) => (venue.area === area ? 0 : venue.area.startsWith(area) ? 1 : 2);
	return venues
		.filter((venue) => venue.venue_type === type && isInUse(venue) && isNear(venue))
		.sort((left, right) => closeness(left) - closeness(right) || left.name.localeCompare(right.name, "zh"));
}
