// Why a record cannot be taken: beside the fields of a paper record, and for what the server refused.
import { en as enPhrases, nameOfPointer, pointerNames, problemSentence, zh as zhPhrases } from "@/common/records/problem_words";
import type { ProblemLike } from "@/common/records/problem_words";
import * as words from "@/common/records/words";

const zhNames = pointerNames(words.zh, { "/reach": "人次", "/reach/method": "统计方式" });

const enNames = pointerNames(words.en, {
	"/started_at": "Start",
	"/ended_at": "End",
	"/reach": "People",
	"/reach/method": "How counted",
	"/consultations": "Legal advice",
});

export const zh = {
	fieldName: (pointer: string): string => nameOfPointer(zhNames, pointer),
	text: (problem: ProblemLike): string => problemSentence(problem, zhNames, zhPhrases),
};

export const en: typeof zh = {
	fieldName: (pointer) => nameOfPointer(enNames, pointer),
	text: (problem) => problemSentence(problem, enNames, enPhrases),
};
