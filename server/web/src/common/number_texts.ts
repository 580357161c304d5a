// What number fields say, in both apps: behind the name of the field, or behind what was typed.
import type { WrongNumber } from "./whole_number";

const zhWrong: Record<WrongNumber, string> = {
	not_a_number: "不是一个整数，请只填数字，如 120",
	not_whole: "要填整数，不能有小数",
	negative: "不能小于 0",
	range: "是一个范围，请填一个数",
	too_large: "太大了，请核对",
};

const enWrong: Record<WrongNumber, string> = {
	not_a_number: "is no whole number; please type digits only, as in 120",
	not_whole: "has to be a whole number, without decimals",
	negative: "must not be below 0",
	range: "is a range; please enter one number",
	too_large: "is too large; please check",
};

export const zh = {
	wrong: zhWrong,
	typed: (text: string, wrong: WrongNumber) => `“${text}”${zhWrong[wrong]}`,
	readAs: (value: number) => `读作 ${value.toLocaleString("zh-CN")}`,
};

export const en: typeof zh = {
	wrong: enWrong,
	typed: (text, wrong) => `“${text}” ${enWrong[wrong]}`,
	readAs: (value) => `read as ${value.toLocaleString("en")}`,
};
