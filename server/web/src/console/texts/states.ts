// What became of an event, as its tag says it.
import type { ReviewState } from "@/common/records/event";
import * as words from "@/common/records/words";

export const zh: Record<ReviewState, string> & { on_phones: string } = {
	submitted: "待核实",
	...words.zh.states,
	on_phones: "手机上未上传",
};

export const en: typeof zh = {
	submitted: "To be verified",
	...words.en.states,
	on_phones: "Unsent on phones",
};
