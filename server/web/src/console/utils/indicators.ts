// The figures of statistics by their names, in the order of the office's tables.
export const indicators = [
	"events",
	"sessions",
	"eight_entry_sessions",
	"lectures",
	"women_children_lectures",
	"reach",
	"reach_women",
	"reach_children",
	"reach_estimated",
	"materials",
	"consultations",
] as const;
export type Indicator = (typeof indicators)[number];
