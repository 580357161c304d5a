// Whether the teams behind a number have been heard from, in one sentence.
import { shanghaiDay } from "@/common/calendar";
import type { Texts } from "@/console/texts";
import type { Gap } from "./model";

// Years other than `year` are named.
export function heardText(gap: Pick<Gap, "teams" | "silent_teams" | "data_as_of">, year: number | null, texts: Texts["gaps"]): string {
	const { heard } = texts;
	if (gap.teams === 0) return heard.none;
	if (gap.silent_teams === 0) return heard.all;
	if (gap.data_as_of === null) return heard.never(gap.silent_teams);
	const day = shanghaiDay(Date.parse(gap.data_as_of));
	const said = texts.day(day, Number(day.slice(0, 4)) !== year);
	return gap.silent_teams === 1 ? heard.one(said) : heard.since(gap.silent_teams, said);
}
