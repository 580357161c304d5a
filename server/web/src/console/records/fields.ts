// A record as a person reads it in the console (common/records/reading.ts), and what differs between two of one.
import { differingFields, readerOf, type Readable } from "@/common/records/reading";
import { unitName } from "@/common/records/units";
import { language } from "@/console/texts/language";
import { areaName, codeName, codesOf, venueName } from "@/console/composables/names";
import { t } from "@/console/texts";

export interface Difference {
	name: string;
	label: string;
	before: string; // "" where nothing stood
	after: string;
}

export function dayText(day: string): string {
	const weekday = t.value.events.weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
	return weekday === undefined ? day : t.value.events.date(day, weekday);
}

export const { fieldLabel, fieldValue, fieldsOf } = readerOf({
	words: () => t.value.events,
	common: () => t.value.common,
	names: { codeName, codesOf, venueName },
	areaName,
	dayText,
	unitOf: (item) => unitName(item.unit, language.value),
});

export function differences(before: Readable | null, after: Readable | null): Difference[] {
	return differingFields(before, after).map((name) => ({
		name,
		label: fieldLabel(name),
		before: fieldValue(name, before?.[name]),
		after: fieldValue(name, after?.[name]),
	}));
}
