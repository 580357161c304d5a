// Why a record cannot be taken, by field and code (PROTOCOL.md), in both apps: beside the fields of a form, and for what the server
// refused. Each app says some of it in its own words, or with what to do next; what it leaves out is said as here.
import * as numberTexts from "@/common/number_texts";
import type { WrongNumber } from "@/common/whole_number";
import type { RecordWords } from "./words";

export interface ProblemLike {
	pointer: string;
	code: string;
	limit?: number; // of too_long, too_many, out_of_range
	message?: string; // the server's own sentence
}

// What a sentence about a problem is made of.
export interface Said {
	problem: ProblemLike;
	field: string; // its pointer, with /* for the number of a row
	name: string;
	inRow: string; // "第 2 行：", or ""
	whole: string; // both
	max: (otherwise: number) => string;
	isChosen: boolean; // rather than written
}

export type Sentences = Record<string, (said: Said) => string | null>; // by code; null: as here

const limits: Record<string, number> = {
	"/title": 200,
	"/place": 200,
	"/note": 2000,
	"/host/organization": 200,
	"/materials/*/copies": 10_000_000,
};
const peopleMax = 1_000_000;
const namesMax = 50;
const listMax = 50;

const chosen = ["/kind", "/occurred_on", "/venue_type", "/area", "/lectures/*/audience", "/materials/*/item"];

// /materials/2/copies is the field /materials/*/copies of row 3.
function fieldOf(pointer: string): { field: string; row: number | null } {
	const index = /^\/[a-z_]+\/(\d+)/.exec(pointer)?.[1];
	return { field: pointer.replace(/\/\d+/g, "/*"), row: index === undefined ? null : Number(index) + 1 };
}

function nameIn(fields: Record<string, string>, field: string): string | null {
	if (field in fields) return fields[field] ?? null;
	const parent = field.replace(/\/[^/]*$/, "");
	return parent === "" || parent === field ? null : nameIn(fields, parent);
}

// What pointers name: the fields and what lies within them; `own`: what an app calls otherwise.
export function pointerNames(
	{ reading, parts }: Pick<RecordWords, "reading" | "parts">,
	own: Record<string, string>,
): Record<string, string> {
	return { ...Object.fromEntries(Object.entries(reading.fields).map(([name, word]) => [`/${name}`, word])), ...parts, ...own };
}

// "受教育人次" of "/reach/total"; the pointer where nobody has a name for it.
export const nameOfPointer = (names: Record<string, string>, pointer: string): string => nameIn(names, fieldOf(pointer).field) ?? pointer;

export interface Phrases {
	row: (row: number) => string;
	inRow: (name: string) => string; // how a name is written behind the number of its row
	sentences: Sentences;
	otherwise: (said: Said) => string;
}

const isDate = (field: string) => field === "/occurred_on";
const isTime = (field: string) => field === "/started_at" || field === "/ended_at";

function wrongNumber(wrong: Record<WrongNumber, string>, space: string): Sentences {
	return Object.fromEntries(Object.entries(wrong).map(([code, what]) => [code, ({ whole }: Said) => `${whole}${space}${what}`]));
}

const zhMixedUp = () => "手机上传时出了差错，内容对不上";

export const zh: Phrases = {
	row: (row) => `第 ${row} 行：`,
	inRow: (name) => name,
	sentences: {
		missing: ({ field, inRow, name, isChosen }) => {
			if (field === "/reach/total") return "请填受教育人次，没有人就填 0";
			if (field === "/materials/*/copies") return `${inRow}请填数量`;
			return `${inRow}${isChosen ? "请选" : "请填"}${name}`;
		},
		wrong_type: ({ whole }) => `${whole}填得不对`,
		...wrongNumber(numberTexts.zh.wrong, ""),
		invalid_format: ({ field, whole }) => {
			if (isTime(field)) return "时间要像 09:30 这样";
			return isDate(field) ? "没有这一天" : `${whole}的格式不对`;
		},
		out_of_range: ({ field, whole, max }) =>
			isDate(field) ? "日期不能早于 2000 年，也不能晚于明天" : `${whole}不能超过 ${max(peopleMax)}`,
		too_long: ({ whole, max }) => `${whole}太长了，最多 ${max(namesMax)} 个字`,
		too_many: ({ name, max }) => `${name}太多了，最多 ${max(listMax)} 项`,
		unknown_code: ({ field, inRow, name }) => (field === "/area" ? "地区名单里没有这个地方" : `${inRow}没有这种${name}`),
		unknown_kind: () => "请选是进场所的活动，还是单独的讲座",
		women_children_over_total: () => "妇女加儿童比总人次还多",
		lecture_without_entries: () => "单独的讲座，至少要填一场讲座",
		record_too_large: () => "内容太多了，请把备注写短些",
		forbidden: () => "这条记录是别的队的，这部手机不能改",
		change_id_reused: zhMixedUp,
		id_mismatch: zhMixedUp,
	},
	otherwise: ({ whole }) => `${whole}有问题`,
};

const enMixedUp = () => "Something went wrong while the phone was sending; the parts do not fit";

export const en: Phrases = {
	row: (row) => `Row ${row}: `,
	inRow: (name) => name,
	sentences: {
		missing: ({ field, whole, isChosen }) =>
			field === "/reach/total"
				? "Enter how many people were reached; 0 if none"
				: `${whole}: please ${isChosen ? "choose" : "fill in"}`,
		wrong_type: ({ whole }) => `${whole} is not right`,
		...wrongNumber(numberTexts.en.wrong, " "),
		invalid_format: ({ field, whole }) => {
			if (isTime(field)) return "A time looks like 09:30";
			return isDate(field) ? "There is no such day" : `${whole} does not have the right form`;
		},
		out_of_range: ({ field, whole, max }) =>
			isDate(field) ? "The date may not be before 2000 or after tomorrow" : `${whole} may be at most ${max(peopleMax)}`,
		too_long: ({ whole, max }) => `${whole} is too long, at most ${max(namesMax)} characters`,
		too_many: ({ name, max }) => `${name}: too many, at most ${max(listMax)}`,
		unknown_code: ({ field, whole }) => (field === "/area" ? "This place is not in the official list" : `${whole} is not known`),
		unknown_kind: () => "Choose: an event at a place, or a lecture on its own",
		women_children_over_total: () => "Women and children together are more than everybody",
		lecture_without_entries: () => "A lecture on its own needs at least one lecture filled in",
		record_too_large: () => "This holds too much; please shorten the note",
		forbidden: () => "The record belongs to another team; this phone may not change it",
		change_id_reused: enMixedUp,
		id_mismatch: enMixedUp,
	},
	otherwise: ({ whole }) => `${whole}: please check`,
};

// `own`: what an app says in its own words.
export function problemSentence(problem: ProblemLike, names: Record<string, string>, phrases: Phrases, own: Partial<Phrases> = {}): string {
	const { row: rowText, inRow: nameInRow, otherwise } = { ...phrases, ...own };
	const { field, row } = fieldOf(problem.pointer);
	const name = nameIn(names, field) ?? problem.pointer;
	const inRow = row === null || !field.includes("/*/") ? "" : rowText(row);
	const said: Said = {
		problem,
		field,
		name,
		inRow,
		whole: inRow === "" ? name : inRow + nameInRow(name),
		max: (otherwise) => (problem.limit ?? limits[field] ?? otherwise).toLocaleString("zh-CN"),
		isChosen: chosen.includes(field),
	};
	const code = problem.code === "empty" ? "missing" : problem.code;
	return own.sentences?.[code]?.(said) ?? phrases.sentences[code]?.(said) ?? (problem.message || otherwise(said));
}
