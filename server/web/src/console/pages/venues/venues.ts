// Venues of the registry as the server answers them.
import type * as Api from "@/common/api/schema";
import type { EventFilter } from "@/console/utils/links";
import { overview } from "@/console/composables/overview";

export type RegisteredVenue = Api.Venue;
export type VenueList = Api.VenuePage;
export type Suggestion = Api.VenueSuggestion;

export const venueStates = ["in_use", "retired", "all"] as const;
export type VenueState = (typeof venueStates)[number];

export function isRetired(venue: RegisteredVenue, today: string): boolean {
	return venue.merged_into !== null || (venue.valid_to !== null && venue.valid_to < today);
}

// From the first record there is to today: a count over all time opens to a list over all time.
export function everything(): Pick<EventFilter, "from" | "to"> {
	const today = overview.value?.today ?? "";
	return { from: `${overview.value?.years[0] ?? today.slice(0, 4)}-01`, to: today.slice(0, 7) };
}

// "鲁山县 下汤镇"; the county once where it is the place itself.
export function placeName(venue: { area_name: string; county?: string | null }): string {
	return !venue.county || venue.county === venue.area_name ? venue.area_name : `${venue.county} ${venue.area_name}`;
}
