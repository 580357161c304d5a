// The words that are explained, in the order of the page and of the printed report.
import type { Texts } from "./index";

const groups = {
	measures: ["sessions", "lectures", "women_children_lectures", "reach", "materials", "places", "target"],
	states: ["submitted", "verified", "returned", "duplicate", "joint", "void_requested", "on_phones"],
	bases: ["received", "verified_only", "by_area", "by_team", "as_of"],
	reporting: ["silent", "hatch", "late", "nil", "overdue"],
} as const;

export function wordGroups(t: Texts) {
	const { groups: names, terms } = t.words;
	return (Object.keys(groups) as (keyof typeof groups)[]).map((group) => ({
		group,
		name: names[group],
		words: groups[group].map((word) => ({ word, ...terms[word] })),
	}));
}
