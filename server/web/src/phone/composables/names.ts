// Codes as people call them, from the reference data on the phone, in the language of the settings. A code that the phone
// does not know yet is shown as it is.
import { computed, shallowRef } from "vue";
import { liveQuery } from "dexie";
import { db, settings } from "@/phone/app";
import { shortAreaPath } from "@/common/area_names";
import { AreaIndex } from "@/common/areas";
import { whenIdle } from "./idle";
import { personText, type AreaRow, type Code, type CodeList, type Reference } from "@/common/reference";

export const reference = shallowRef<Reference | null>(null);
export const areas = shallowRef<AreaIndex | null>(null);

let heldAreas = "";

// Follows the reference data for as long as the page is open.
export function followReference(): void {
	liveQuery(() => db.read("reference")).subscribe((found) => {
		reference.value = found;
	});
	// Three thousand areas wait until what is on the screen has been drawn.
	whenIdle(() => {
		liveQuery(() => db.read("areas")).subscribe((found) => {
			if (!found || found.etag === heldAreas) return;
			heldAreas = found.etag;
			areas.value = new AreaIndex(JSON.parse(found.json) as AreaRow[]);
		});
	});
}

export function codesOf(list: CodeList): Code[] {
	return reference.value?.vocabulary[list] ?? [];
}

// Those that may be chosen on that day; `keep` stays even when it was retired since.
export function codesOn(list: CodeList, day: string, keep: string[] = []): Code[] {
	return codesOf(list).filter(
		(code) =>
			keep.includes(code.code) ||
			((code.valid_from === null || code.valid_from <= day) && (code.valid_to === null || day <= code.valid_to)),
	);
}

export function nameOf(code: Code): string {
	return settings.value.language === "en" ? code.en : code.zh;
}

export function codeName(list: CodeList, code: string): string {
	const found = codesOf(list).find((entry) => entry.code === code);
	return found ? nameOf(found) : code;
}

export function areaName(code: string | null | undefined): string {
	if (!code) return "";
	return areas.value ? shortAreaPath(areas.value, code) : "";
}

export const teams = computed(() => reference.value?.teams ?? []);

export function teamName(id: string): string {
	return teams.value.find((team) => team.id === id)?.name ?? "";
}

// Whom to ask: the number typed on this phone, else the one that the county has given for the team; "" for none.
export const countyTelephone = computed(
	() => settings.value.countyPhone || (teams.value.find((team) => team.contact)?.contact?.telephone ?? ""),
);

// Whom an account stands for, with where the person works.
export function personName(username: string): string {
	return personText(reference.value?.people, username, true);
}
