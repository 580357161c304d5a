// The code lists as the server answers them, and which codes were valid when.
import type * as Api from "@/common/api/schema";
import type { Code, CodeList } from "@/common/reference";

export const codeLists: CodeList[] = ["venue_types", "audiences", "items", "topics", "campaigns", "forms"];

// A name that held until a later one took its place.
export type FormerName = Api.FormerName;

export type KeptCode = Code;

export type Vocabulary = Record<CodeList, KeptCode[]>;

export function isValidIn(code: Code, year: string): boolean {
	return (code.valid_from ?? "") <= `${year}-12-31` && (code.valid_to ?? "9999") >= `${year}-01-01`;
}

// The name that a code had in a year (at its end).
export function nameIn(code: KeptCode, year: string, language: "zh" | "en"): string {
	const then = (code.former_names ?? [])
		.filter((former) => former.until >= `${year}-12-31`)
		.sort((left, right) => left.until.localeCompare(right.until))[0];
	return (then ?? code)[language];
}

export const codePattern = /^[a-z][a-z0-9_]{0,49}$/;
