// Why a record cannot be taken, by the field and the code of PROTOCOL.md; said by the form while it is filled in, and for
// what the server refused. A code that this version does not know is said with the server's own sentence.
import * as numberTexts from "@/common/number_texts";
import { settings } from "@/phone/app";

export interface ProblemLike {
	pointer: string;
	code: string;
	limit?: number;
	message?: string;
}

// /materials/2/copies is the field /materials/*/copies of row 3.
function fieldOf(pointer: string): { field: string; row: number | null } {
	const index = /^\/[a-z_]+\/(\d+)/.exec(pointer)?.[1];
	return { field: pointer.replace(/\/\d+/g, "/*"), row: index === undefined ? null : Number(index) + 1 };
}

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

const zhFields: Record<string, string> = {
	"": "这条记录",
	"/id": "记录编号",
	"/kind": "活动类别",
	"/occurred_on": "日期",
	"/started_at": "开始时间",
	"/ended_at": "结束时间",
	"/venue_type": "场所类型",
	"/area": "地区",
	"/venue_id": "登记场所",
	"/place": "具体地点",
	"/title": "活动名称",
	"/campaigns": "专项活动",
	"/forms": "活动形式",
	"/topics": "宣讲主题",
	"/organizers": "组织单位",
	"/speakers": "主讲人",
	"/recorded_by": "记录人",
	"/reach": "人数",
	"/reach/total": "受教育人次",
	"/reach/women": "其中妇女",
	"/reach/children": "其中儿童",
	"/reach/method": "人数怎么来的",
	"/materials": "宣传资料",
	"/materials/*/item": "资料名称",
	"/materials/*/copies": "资料数量",
	"/lectures": "讲座",
	"/lectures/*/audience": "讲座对象",
	"/lectures/*/topic": "讲座内容",
	"/lectures/*/attendance": "听讲人数",
	"/consultations": "法律咨询人次",
	"/note": "备注",
	"/host": "接待单位",
	"/host/organization": "接待单位",
	"/host/contact": "联系人",
	"/host/phone": "联系电话",
	"/host/confirmed": "确认方式",
	"/host/signature": "签字",
	"/location": "定位",
	"/location/latitude": "定位",
	"/location/longitude": "定位",
	"/photos": "照片",
};

const enFields: Record<string, string> = {
	"": "This record",
	"/id": "Record number",
	"/kind": "Kind of event",
	"/occurred_on": "Date",
	"/started_at": "Start time",
	"/ended_at": "End time",
	"/venue_type": "Kind of place",
	"/area": "Area",
	"/venue_id": "Registered place",
	"/place": "Exact place",
	"/title": "Title",
	"/campaigns": "Campaigns",
	"/forms": "Forms",
	"/topics": "Topics",
	"/organizers": "Organisers",
	"/speakers": "Speakers",
	"/recorded_by": "Recorded by",
	"/reach": "People",
	"/reach/total": "People reached",
	"/reach/women": "Women",
	"/reach/children": "Children",
	"/reach/method": "How counted",
	"/materials": "Materials",
	"/materials/*/item": "Material",
	"/materials/*/copies": "Copies",
	"/lectures": "Lectures",
	"/lectures/*/audience": "Audience",
	"/lectures/*/topic": "Topic of the lecture",
	"/lectures/*/attendance": "Attendance",
	"/consultations": "Legal consultations",
	"/note": "Note",
	"/host": "Host",
	"/host/organization": "Host",
	"/host/contact": "Contact",
	"/host/phone": "Phone",
	"/host/confirmed": "How confirmed",
	"/host/signature": "Signature",
	"/location": "Location",
	"/location/latitude": "Location",
	"/location/longitude": "Location",
	"/photos": "Photos",
};

function nameIn(fields: Record<string, string>, field: string): string | null {
	if (field in fields) return fields[field] ?? null;
	const parent = field.replace(/\/[^/]*$/, "");
	return parent === "" || parent === field ? null : nameIn(fields, parent);
}

// What must be chosen rather than written, and what is a number.
const chosen = ["/kind", "/occurred_on", "/venue_type", "/area", "/lectures/*/audience", "/materials/*/item"];

function maxOf(problem: ProblemLike, field: string, otherwise: number): number {
	return problem.limit ?? limits[field] ?? otherwise;
}

export const zh = {
	fieldName: (pointer: string): string => nameIn(zhFields, fieldOf(pointer).field) ?? pointer,

	problemText: (problem: ProblemLike): string => {
		const { field, row } = fieldOf(problem.pointer);
		const name = nameIn(zhFields, field) ?? problem.pointer;
		const inRow = row === null || !field.includes("/*/") ? "" : `第 ${row} 行：`;
		const max = (otherwise: number) => maxOf(problem, field, otherwise).toLocaleString("zh-CN");
		switch (problem.code) {
			case "missing":
			case "empty":
				if (field === "/reach/total") return "请填受教育人次，没有人就填 0";
				if (field === "/title") return "请写活动名称";
				if (field === "/kind") return "请选这次是活动还是单独的讲座";
				if (field === "/area") return "请选在哪个村、哪个社区";
				if (field === "/materials/*/copies") return `${inRow}请填发了多少`;
				if (field.startsWith("/location")) return "定位不完整，请重新定位或去掉";
				return `${inRow}${chosen.includes(field) ? "请选" : "请填"}${name}`;
			case "wrong_type":
				return `${inRow}${name}填得不对，请重新填`;
			case "not_a_number":
			case "not_whole":
			case "negative":
			case "range":
			case "too_large":
				return `${inRow}${name}${numberTexts.zh.wrong[problem.code]}`;
			case "invalid_format":
				if (field === "/started_at" || field === "/ended_at") return "时间要像 09:30 这样";
				if (field === "/occurred_on") return "没有这一天，请重新选日期";
				return `${inRow}${name}的格式不对，请重新填`;
			case "out_of_range":
				if (field === "/occurred_on") return "日期不能早于 2000 年，也不能晚于明天";
				if (field.startsWith("/location")) return "定位不对，请重新定位或去掉";
				return `${inRow}${name}不能超过 ${max(peopleMax)}`;
			case "too_long":
				return `${inRow}${name}太长了，最多 ${max(namesMax)} 个字`;
			case "too_many":
				return `${name}太多了，最多 ${max(listMax)} 项`;
			case "unknown_code":
				if (field === "/area") return "地区名单里没有这个地方，请重新选";
				if (field === "/reach/method") return "人数是怎么数的？请选签到、清点或估计";
				return `${inRow}没有这种${name}，请重新选`;
			case "unknown_kind":
				return "请选这次是活动还是单独的讲座";
			case "women_children_over_total":
				return "妇女加儿童比总人数还多，请核对";
			case "lecture_without_entries":
				return "单独的讲座，至少要填一场讲座";
			case "record_too_large":
				return "这条记录内容太多了，请把备注写短些，或重新签一个简单的字";
			case "forbidden":
				return "这条记录是别的队的，这部手机不能改。请联系县里";
			case "change_id_reused":
			case "id_mismatch":
				return "上传时出了差错，请再保存一次";
			case "area_unconfirmed":
				return "请点一下，确认是不是还在这个地方";
			default:
				return problem.message ? problem.message : `${inRow}${name}有问题，请检查`;
		}
	},
};

export const en: typeof zh = {
	fieldName: (pointer) => nameIn(enFields, fieldOf(pointer).field) ?? pointer,

	problemText: (problem) => {
		const { field, row } = fieldOf(problem.pointer);
		const name = nameIn(enFields, field) ?? problem.pointer;
		const inRow = row === null || !field.includes("/*/") ? "" : `Row ${row}: `;
		const max = (otherwise: number) => maxOf(problem, field, otherwise).toLocaleString("en");
		const lower = name.charAt(0).toLowerCase() + name.slice(1);
		const said = inRow === "" ? name : inRow + lower;
		switch (problem.code) {
			case "missing":
			case "empty":
				if (field === "/reach/total") return "Please enter how many people were reached; 0 if none";
				if (field === "/title") return "Please give the event a title";
				if (field === "/kind") return "Please choose: an event, or a lecture on its own";
				if (field === "/area") return "Please choose the village or community";
				if (field === "/materials/*/copies") return `${inRow}${inRow === "" ? "Please" : "please"} enter how many were handed out`;
				if (field.startsWith("/location")) return "The location is incomplete; take it again or remove it";
				return `${inRow}${inRow === "" ? "Please" : "please"} ${chosen.includes(field) ? "choose" : "fill in"}: ${lower}`;
			case "wrong_type":
				return `${said} is not right; please fill it in again`;
			case "not_a_number":
			case "not_whole":
			case "negative":
			case "range":
			case "too_large":
				return `${said} ${numberTexts.en.wrong[problem.code]}`;
			case "invalid_format":
				if (field === "/started_at" || field === "/ended_at") return "A time looks like 09:30";
				if (field === "/occurred_on") return "There is no such day; please choose the date again";
				return `${said} does not have the right form; please fill it in again`;
			case "out_of_range":
				if (field === "/occurred_on") return "The date may not be before 2000 or after tomorrow";
				if (field.startsWith("/location")) return "The location is not right; take it again or remove it";
				return `${said} may be at most ${max(peopleMax)}`;
			case "too_long":
				return `${said} is too long, at most ${max(namesMax)} characters`;
			case "too_many":
				return `${name}: too many, at most ${max(listMax)}`;
			case "unknown_code":
				if (field === "/area") return "This place is not in the official list; please choose again";
				if (field === "/reach/method") return "How were people counted? Choose signed in, counted or estimated";
				return `${said} is not known; please choose again`;
			case "unknown_kind":
				return "Please choose: an event, or a lecture on its own";
			case "women_children_over_total":
				return "Women and children together are more than everybody; please check";
			case "lecture_without_entries":
				return "A lecture on its own needs at least one lecture filled in";
			case "record_too_large":
				return "This record holds too much; shorten the note or sign more simply";
			case "forbidden":
				return "This record belongs to another team; this phone may not change it. Please call the county";
			case "change_id_reused":
			case "id_mismatch":
				return "Something went wrong while sending; please save once more";
			case "area_unconfirmed":
				return "Please tap to say whether you are still at this place";
			default:
				return problem.message ? problem.message : `${said}: please check`;
		}
	},
};

// In the language of the settings.
export function problemText(problem: ProblemLike): string {
	return (settings.value.language === "en" ? en : zh).problemText(problem);
}
