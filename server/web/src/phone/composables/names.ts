// Codes as people call them, from the reference data on the phone, in the language of the settings. A code that the phone
// does not know yet is shown as it is.
import { computed, shallowRef } from "vue";
import { liveQuery } from "dexie";
import { db, settings } from "@/phone/app";
import { shortAreaPath } from "@/common/area_names";
import { AreaIndex } from "@/common/areas";
import { whenIdle } from "./idle";
import { namesFrom, validOn } from "@/common/records/names";
import type { AreaRow, Code, CodeList, Reference } from "@/common/reference";

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

const names = namesFrom({ reference: () => reference.value, isEnglish: () => settings.value.language === "en" });
export const { codesOf, nameOf, codeName, titleNames, teamName, venueName } = names;

// Those that may be chosen on that day; `keep` stays even when it was retired since.
export const codesOn = (list: CodeList, day: string, keep: string[] = []): Code[] => validOn(codesOf(list), day, keep);

export function areaName(code: string | null | undefined): string {
	if (!code) return "";
	return areas.value ? shortAreaPath(areas.value, code) : "";
}

export const teams = computed(() => reference.value?.teams ?? []);

// Whom to ask: the number typed on this phone, else the one that the county has given for the team; "" for none.
export const countyTelephone = computed(
	() => settings.value.countyPhone || (teams.value.find((team) => team.contact)?.contact?.telephone ?? ""),
);

// Whom an account stands for, with where the person works.
export const personName = (username: string): string => names.personName(username, true);
