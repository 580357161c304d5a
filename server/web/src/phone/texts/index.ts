// Every word the person reads, Chinese and English side by side in one file a part of the app. English has the type of
// the Chinese, so that a sentence that was not translated does not compile.
//
// In a template: {{ t.list.title }}; with values, a function: {{ t.sync.unsent(3) }}.
import { computed } from "vue";
import * as numbers from "@/common/number_texts";
import { settings } from "@/phone/app";
import * as common from "./common";
import * as enrol from "./enrol";
import * as list from "./list";
import * as notices from "./notices";
import * as problems from "./problems";
import * as record from "./record";
import * as settingsTexts from "./settings";
import * as setup from "./setup";
import * as states from "./states";
import * as sync from "./sync";
import * as trip from "./trip";
import * as year from "./year";

const zh = {
	common: common.zh,
	enrol: enrol.zh,
	list: list.zh,
	notices: notices.zh,
	numbers: numbers.zh,
	problems: problems.zh,
	record: record.zh,
	settings: settingsTexts.zh,
	setup: setup.zh,
	states: states.zh,
	sync: sync.zh,
	trip: trip.zh,
	year: year.zh,
};

const en: typeof zh = {
	common: common.en,
	enrol: enrol.en,
	list: list.en,
	notices: notices.en,
	numbers: numbers.en,
	problems: problems.en,
	record: record.en,
	settings: settingsTexts.en,
	setup: setup.en,
	states: states.en,
	sync: sync.en,
	trip: trip.en,
	year: year.en,
};

export type Texts = typeof zh;

export const t = computed<Texts>(() => (settings.value.language === "en" ? en : zh));
