// An event as a line of a list: what it is called, where it was, how many it reached.
import { shortAreaName } from "@/common/area_names";
import type { EventState } from "@/console/api/types";
import { areas, codeName, liesIn, teamName, venueName } from "@/console/composables/names";
import { account } from "@/console/api/session";
import { t } from "@/console/texts";

export interface EventLine {
	day: string;
	title: string;
	venueType: string;
	where: string; // area below the person's own
	place: string;
	team: string;
	reach: number | null;
}

// "下汤镇 松垛沟村" for a county, "鲁山县 下汤镇 松垛沟村" for the prefecture.
export function whereText(code: string): string {
	const path = areas.value?.path(code) ?? [];
	const own = account.value?.area ?? "";
	const below = path.filter((area) => area.code !== own && liesIn(area.code, own));
	const shown = below.length > 0 ? below : path;
	return shown.map((area) => shortAreaName(area.name)).join(" ") || code;
}

export function titleOfEvent(event: EventState): string {
	if (!event.event) return t.value.events.voided;
	return event.event.title || t.value.events.untitled;
}

export function lineOf(event: EventState): EventLine {
	const record = event.event;
	return {
		day: record?.occurred_on ?? "",
		title: titleOfEvent(event),
		venueType: codeName("venue_types", record?.venue_type),
		where: record ? whereText(record.area) : "",
		place: record?.place ?? (record?.venue_id ? venueName(record.venue_id) : ""),
		team: teamName(event.team) || t.value.events.foreignTeam,
		reach: record?.reach.total ?? null,
	};
}
