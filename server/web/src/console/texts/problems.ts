// Why a record cannot be taken, by field and code (PROTOCOL.md): beside the fields of a paper record, and for what the
// server refused. A code that is not known here is said with the server's own sentence.
import * as numberTexts from "@/common/number_texts";
import type { Problem } from "@/common/records/event";
import type { FoundProblem } from "@/common/records/problems";

export type ProblemLike = FoundProblem | Problem;

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

function limitOf(problem: ProblemLike, field: string, otherwise: number): string {
	const given = "limit" in problem ? problem.limit : undefined;
	return (given ?? limits[field] ?? otherwise).toLocaleString("zh-CN");
}

const messageOf = (problem: ProblemLike) => ("message" in problem ? problem.message : "");

const chosen = ["/kind", "/occurred_on", "/venue_type", "/area", "/lectures/*/audience", "/materials/*/item"];

const zhFields: Record<string, string> = {
	"": "这条记录",
	"/id": "记录编号",
	"/kind": "活动类别",
	"/occurred_on": "活动日期",
	"/started_at": "开始时间",
	"/ended_at": "结束时间",
	"/venue_type": "场所类型",
	"/area": "地区",
	"/venue_id": "登记场所",
	"/place": "地点",
	"/title": "活动名称",
	"/campaigns": "专项活动",
	"/forms": "活动形式",
	"/topics": "宣讲主题",
	"/organizers": "组织单位",
	"/speakers": "主讲人",
	"/recorded_by": "记录人",
	"/reach": "人次",
	"/reach/total": "受教育人次",
	"/reach/women": "其中妇女",
	"/reach/children": "其中儿童",
	"/reach/method": "统计方式",
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
	"/location": "定位",
	"/photos": "照片",
};

const enFields: Record<string, string> = {
	"": "This record",
	"/id": "Record number",
	"/kind": "Kind",
	"/occurred_on": "Date",
	"/started_at": "Start",
	"/ended_at": "End",
	"/venue_type": "Venue type",
	"/area": "Area",
	"/venue_id": "Registered venue",
	"/place": "Place",
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
	"/consultations": "Legal advice",
	"/note": "Note",
	"/host": "Host",
	"/host/organization": "Host",
	"/host/contact": "Contact",
	"/host/phone": "Telephone",
	"/host/confirmed": "How confirmed",
	"/location": "Location",
	"/photos": "Photos",
};

export const zh = {
	fieldName: (pointer: string): string => nameIn(zhFields, fieldOf(pointer).field) ?? pointer,

	text: (problem: ProblemLike): string => {
		const { field, row } = fieldOf(problem.pointer);
		const name = nameIn(zhFields, field) ?? problem.pointer;
		const inRow = row === null || !field.includes("/*/") ? "" : `第 ${row} 行：`;
		switch (problem.code) {
			case "missing":
			case "empty":
				if (field === "/reach/total") return "请填受教育人次，没有人就填 0";
				if (field === "/materials/*/copies") return `${inRow}请填数量`;
				return `${inRow}${chosen.includes(field) ? "请选" : "请填"}${name}`;
			case "wrong_type":
				return `${inRow}${name}填得不对`;
			case "not_a_number":
			case "not_whole":
			case "negative":
			case "range":
			case "too_large":
				return `${inRow}${name}${numberTexts.zh.wrong[problem.code]}`;
			case "invalid_format":
				if (field === "/started_at" || field === "/ended_at") return "时间要像 09:30 这样";
				if (field === "/occurred_on") return "没有这一天";
				return `${inRow}${name}的格式不对`;
			case "out_of_range":
				if (field === "/occurred_on") return "日期不能早于 2000 年，也不能晚于明天";
				return `${inRow}${name}不能超过 ${limitOf(problem, field, peopleMax)}`;
			case "too_long":
				return `${inRow}${name}太长了，最多 ${limitOf(problem, field, namesMax)} 个字`;
			case "too_many":
				return `${name}太多了，最多 ${limitOf(problem, field, listMax)} 项`;
			case "unknown_code":
				if (field === "/area") return "地区名单里没有这个地方";
				return `${inRow}没有这种${name}`;
			case "unknown_kind":
				return "请选是进场所的活动，还是单独的讲座";
			case "women_children_over_total":
				return "妇女加儿童比总人次还多";
			case "lecture_without_entries":
				return "单独的讲座，至少要填一场讲座";
			case "record_too_large":
				return "内容太多了，请把备注写短些";
			case "forbidden":
				return "这条记录是别的队的，这部手机不能改";
			case "change_id_reused":
			case "id_mismatch":
				return "手机上传时出了差错，内容对不上";
			default:
				return messageOf(problem) || `${inRow}${name}有问题`;
		}
	},
};

export const en: typeof zh = {
	fieldName: (pointer) => nameIn(enFields, fieldOf(pointer).field) ?? pointer,

	text: (problem) => {
		const { field, row } = fieldOf(problem.pointer);
		const name = nameIn(enFields, field) ?? problem.pointer;
		const inRow = row === null || !field.includes("/*/") ? "" : `Row ${row}: `;
		switch (problem.code) {
			case "missing":
			case "empty":
				if (field === "/reach/total") return "Enter how many people were reached; 0 if none";
				return `${inRow}${name}: please ${chosen.includes(field) ? "choose" : "fill in"}`;
			case "wrong_type":
				return `${inRow}${name} is not right`;
			case "not_a_number":
			case "not_whole":
			case "negative":
			case "range":
			case "too_large":
				return `${inRow}${name} ${numberTexts.en.wrong[problem.code]}`;
			case "invalid_format":
				if (field === "/started_at" || field === "/ended_at") return "A time looks like 09:30";
				if (field === "/occurred_on") return "There is no such day";
				return `${inRow}${name} does not have the right form`;
			case "out_of_range":
				if (field === "/occurred_on") return "The date may not be before 2000 or after tomorrow";
				return `${inRow}${name} may be at most ${limitOf(problem, field, peopleMax)}`;
			case "too_long":
				return `${inRow}${name} is too long, at most ${limitOf(problem, field, namesMax)} characters`;
			case "too_many":
				return `${name}: too many, at most ${limitOf(problem, field, listMax)}`;
			case "unknown_code":
				if (field === "/area") return "This place is not in the official list";
				return `${inRow}${name} is not known`;
			case "unknown_kind":
				return "Choose: an event at a place, or a lecture on its own";
			case "women_children_over_total":
				return "Women and children together are more than everybody";
			case "lecture_without_entries":
				return "A lecture on its own needs at least one lecture filled in";
			case "record_too_large":
				return "This holds too much; please shorten the note";
			case "forbidden":
				return "The record belongs to another team; this phone may not change it";
			case "change_id_reused":
			case "id_mismatch":
				return "Something went wrong while the phone was sending; the parts do not fit";
			default:
				return messageOf(problem) || `${inRow}${name}: please check`;
		}
	},
};
