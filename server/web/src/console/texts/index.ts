// Every word of the console, Chinese and English side by side in one file a part. English has the type of the Chinese, so
// that a sentence that was not translated does not compile.
//
// In a template: {{ t.shell.title }}; with values, a function: {{ t.common.events(3) }}.
import { computed } from "vue";
import * as numbers from "@/common/number_texts";
import { language } from "./language";
import * as common from "./common";
import * as cover from "./cover";
import * as coverage from "./coverage";
import * as differences from "./differences";
import * as cross from "./cross";
import * as entry from "./entry";
import * as estimates from "./estimates";
import * as events from "./events";
import * as exports from "./exports";
import * as gaps from "./gaps";
import * as kept from "./kept";
import * as months from "./months";
import * as office from "./office";
import * as problems from "./problems";
import * as recordColumns from "./record_columns";
import * as reporting from "./reporting";
import * as reportTasks from "./report_tasks";
import * as reportPrint from "./report_print";
import * as reportTables from "./report_tables";
import * as reports from "./reports";
import * as review from "./review";
import * as samples from "./samples";
import * as sealing from "./sealing";
import * as settings from "./settings";
import * as shell from "./shell";
import * as states from "./states";
import * as targets from "./targets";
import * as teams from "./teams";
import * as venues from "./venues";
import * as verify from "./verify";
import * as words from "./words";

const zh = {
	common: common.zh,
	cover: cover.zh,
	coverage: coverage.zh,
	differences: differences.zh,
	cross: cross.zh,
	entry: entry.zh,
	estimates: estimates.zh,
	events: events.zh,
	exports: exports.zh,
	gaps: gaps.zh,
	kept: kept.zh,
	months: months.zh,
	numbers: numbers.zh,
	office: office.zh,
	problems: problems.zh,
	recordColumns: recordColumns.zh,
	reportPrint: reportPrint.zh,
	reporting: reporting.zh,
	reportTasks: reportTasks.zh,
	reports: reports.zh,
	review: review.zh,
	samples: samples.zh,
	sealing: sealing.zh,
	settings: settings.zh,
	shell: shell.zh,
	states: states.zh,
	tables: reportTables.zh,
	targets: targets.zh,
	teams: teams.zh,
	venues: venues.zh,
	verify: verify.zh,
	words: words.zh,
};

const en: typeof zh = {
	common: common.en,
	cover: cover.en,
	coverage: coverage.en,
	differences: differences.en,
	cross: cross.en,
	entry: entry.en,
	estimates: estimates.en,
	events: events.en,
	exports: exports.en,
	gaps: gaps.en,
	kept: kept.en,
	months: months.en,
	numbers: numbers.en,
	office: office.en,
	problems: problems.en,
	recordColumns: recordColumns.en,
	reportPrint: reportPrint.en,
	reporting: reporting.en,
	reportTasks: reportTasks.en,
	reports: reports.en,
	review: review.en,
	samples: samples.en,
	sealing: sealing.en,
	settings: settings.en,
	shell: shell.en,
	states: states.en,
	tables: reportTables.en,
	targets: targets.en,
	teams: teams.en,
	venues: venues.en,
	verify: verify.en,
	words: words.en,
};

export type Texts = typeof zh;

export const t = computed<Texts>(() => (language.value === "en" ? en : zh));
