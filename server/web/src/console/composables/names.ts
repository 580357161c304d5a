// Codes, teams, venues and areas as people call them. Asked once a page; a code that is not known is shown as it is.
import { computed, shallowRef } from "vue";
import { shortAreaName, shortAreaPath } from "@/common/area_names";
import { AreaIndex } from "@/common/areas";
import { namesFrom } from "@/common/records/names";
import type { AreaRow, CodeList, Reference } from "@/common/reference";
import { ask } from "@/console/api/http";
import { language } from "@/console/texts/language";

export const reference = shallowRef<Reference | null>(null);
export const areas = shallowRef<AreaIndex | null>(null);

export async function readReference(): Promise<void> {
	reference.value = await ask<Reference>("/reference");
}

// Three thousand of them: asked when they are needed first.
let areasAsked: Promise<AreaIndex> | null = null;
export function readAreas(): Promise<AreaIndex> {
	areasAsked ??= ask<{ areas: AreaRow[] }>("/areas").then(
		(answer) => (areas.value = new AreaIndex(answer.areas)),
		(error: unknown) => {
			areasAsked = null;
			throw error;
		},
	);
	return areasAsked;
}

// Whether an area lies at or below another; while the list is on its way only what is the same.
export function liesIn(code: string, above: string): boolean {
	return areas.value?.contains(above, code) ?? code === above;
}

const names = namesFrom({ reference: () => reference.value, isEnglish: () => language.value === "en" });
export const { codesOf, nameOf, codeName, titleNames, teamName, venueName } = names;

// What the server calls by its Chinese name, on English pages by the vocabulary's; as it is given where no code fits.
export function shownName(list: CodeList, { key, name }: { key: string; name: string }): string {
	return language.value === "en" ? (codesOf(list).find((entry) => entry.code === key)?.en ?? name) : name;
}

// "鲁山县 下汤镇 松垛沟村"; the code while the list is on its way.
export function areaName(code: string | null | undefined): string {
	return shortAreaPath(areas.value, code);
}

// "松垛沟村"
export function lastAreaName(code: string | null | undefined): string {
	return code ? shortAreaName(areas.value?.find(code)?.name ?? code) : "";
}

export const teams = computed(() => reference.value?.teams ?? []);

export const personName = (username: string | null | undefined): string => names.personName(username);

// The account of a person whose name was typed; what is nobody's name is taken for an account's.
export const usernameOf = (name: string): string => reference.value?.people?.find((person) => person.name === name)?.username ?? name;

// With where the person works.
export const personWithUnit = (username: string | null | undefined): string => names.personName(username, true);
