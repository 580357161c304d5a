// In a sentence, why a change was kept.
import { differingFields } from "@/common/records/reading";
import { fieldLabel } from "@/console/records/fields";
import { t } from "@/console/texts";
import { sentRecord, type Kept } from "./kept";

const shownMax = 2;

function some(texts: string[], separator: string): string {
	const shown = texts.slice(0, shownMax).join(separator);
	return texts.length > shownMax ? `${shown} ${t.value.kept.more(texts.length)}` : shown;
}

export function whyKept(kept: Kept): string {
	const words = t.value.kept;
	if (kept.outcome === "rejected") {
		const texts = [...new Set(kept.problems.map((problem) => t.value.problems.text(problem)))];
		return texts.length === 0 ? words.unreadable : some(texts, t.value.common.listSeparator);
	}
	if (kept.change?.op === "delete") return words.deletedThere;
	if (kept.change?.op === "answer") return words.answeredThere;
	if (kept.current?.deleted) return words.deletedHere;
	const sent = sentRecord(kept);
	if (!sent) return words.unreadable;
	if (!kept.current?.event) return words.storedNone;
	const fields = differingFields(kept.current.event, sent).map(fieldLabel);
	return fields.length === 0 ? words.alreadySame : words.differ(some(fields, t.value.common.listSeparator));
}
