// Codes, teams, venues and people as they are called, from the reference data that an app has, in the language of its pages. What
// is not known yet is shown as it is.
import { personText, type Code, type CodeList, type Reference } from "@/common/reference";
import { titleParts, type Draftable } from "./form";
import type { TitleNames } from "./words";

export interface Known {
	reference: () => Reference | null;
	isEnglish: () => boolean;
}

export type RecordNames = ReturnType<typeof namesFrom>;

// Those that may be chosen on that day; what is chosen already stays even when it was retired since.
export function validOn(codes: Code[], day: string, chosen: readonly (string | null | undefined)[] = []): Code[] {
	const holds = (code: Code) => (code.valid_from === null || code.valid_from <= day) && (code.valid_to === null || day <= code.valid_to);
	return codes.filter((code) => holds(code) || chosen.includes(code.code));
}

export function namesFrom({ reference, isEnglish }: Known) {
	const codesOf = (list: CodeList): Code[] => reference()?.vocabulary[list] ?? [];
	const nameOf = (code: Code): string => (isEnglish() ? code.en : code.zh);

	function codeName(list: CodeList, code: string | null | undefined): string {
		if (!code) return "";
		const found = codesOf(list).find((entry) => entry.code === code);
		return found ? nameOf(found) : code;
	}

	// What its title would be made of; null where too little is chosen to suggest one.
	function titleNames(record: Draftable): TitleNames | null {
		const parts = titleParts(record);
		const lecture = record.kind === "lecture";
		if (lecture ? !parts.audience && !parts.topic : !parts.venue) return null;
		const venue = codesOf("venue_types").find((code) => code.code === parts.venue);
		return {
			lecture,
			venue: venue && venue.eight_entry !== false ? nameOf(venue) : null,
			topic: parts.topic ? codeName("topics", parts.topic) : null,
			campaign: parts.campaign ? codeName("campaigns", parts.campaign) : null,
			audience: parts.audience ? codeName("audiences", parts.audience) : null,
		};
	}

	return {
		codesOf,
		nameOf,
		codeName,
		titleNames,
		teamName: (id: string | null | undefined): string => (id ? (reference()?.teams.find((team) => team.id === id)?.name ?? "") : ""),
		venueName: (id: string | null | undefined): string =>
			id ? (reference()?.venues.find((venue) => venue.id === id)?.name ?? id) : "",
		// Whom an account stands for: decisions and versions are a person's, not a sign-in's.
		personName: (username: string | null | undefined, withUnit = false): string =>
			username ? personText(reference()?.people, username, withUnit) : "",
	};
}
