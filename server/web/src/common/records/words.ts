// The words of a record, Chinese and English, for both apps: what its fields are called and what their values say. An app
// that says something otherwise names only that beside these.
import type { ReachMethod, ReviewState } from "./event";

const number = (value: number) => value.toLocaleString("zh-CN");

// Of a title that is suggested; names in the language of the page.
export interface TitleNames {
	venue: string | null; // null: of no kind that a title would name
	topic: string | null;
	campaign: string | null;
	audience: string | null;
	lecture: boolean;
}

export const zh = {
	// What its fields are called, and what stands in them.
	reading: {
		fields: {
			kind: "活动类别",
			occurred_on: "活动日期",
			started_at: "开始时间",
			ended_at: "结束时间",
			venue_type: "场所类型",
			area: "地区",
			venue_id: "登记场所",
			place: "地点",
			title: "活动名称",
			campaigns: "专项活动",
			forms: "活动形式",
			topics: "宣讲主题",
			organizers: "组织单位",
			speakers: "主讲人",
			recorded_by: "记录人",
			reach: "受教育人次",
			materials: "宣传资料",
			lectures: "讲座",
			consultations: "法律咨询人次",
			note: "备注",
			host: "接待单位",
			location: "定位",
			photos: "照片",
		} as Record<string, string>,
		kinds: { session: "进场所宣传活动", lecture: "单独的讲座" } as Record<string, string>,
		methods: { signed_in: "签到", counted: "清点", estimated: "估计" } as Record<ReachMethod, string>,
		reach: (total: number) => `共 ${number(total)} 人次`,
		women: (count: number) => `妇女 ${number(count)}`,
		children: (count: number) => `儿童 ${number(count)}`,
		attendance: (count: number) => `${number(count)} 人听`,
		signature: "现场签名",
		accuracy: (metres: number) => `误差约 ${Math.round(metres)} 米`,
		photoCount: (count: number) => `${count} 张`,
		colon: "：",
	},
	// What lies within them, by its pointer; /* is any row.
	parts: {
		"/reach/total": "受教育人次",
		"/reach/women": "其中妇女",
		"/reach/children": "其中儿童",
		"/materials/*/item": "资料名称",
		"/materials/*/copies": "资料数量",
		"/lectures/*/audience": "讲座对象",
		"/lectures/*/topic": "讲座内容",
		"/lectures/*/attendance": "听讲人数",
		"/host/organization": "接待单位",
		"/host/contact": "联系人",
		"/host/phone": "联系电话",
		"/host/confirmed": "确认方式",
		"": "这条记录",
		"/id": "记录编号",
	} as Record<string, string>,
	confirmations: { signature: "签字", stamp: "盖章", verbal: "口头", phone: "电话" },
	// What became of it. That it was received the county and the team tell each in their own words.
	states: {
		verified: "已核实",
		returned: "退回补正",
		duplicate: "判为重复",
		joint: "已并入联合活动",
		void_requested: "申请作废",
		deleted: "已作废",
	} as Record<Exclude<ReviewState, "submitted">, string>,

	suggestTitle: (names: TitleNames): string => {
		if (names.lecture) return `${names.topic ?? "法律知识"}${names.audience ? `${names.audience}专题` : ""}讲座`;
		const campaign = (names.campaign ?? "").replace(/宣传$/, "");
		const about = `${campaign}${names.topic ?? (campaign === "" ? "法律知识" : "")}`;
		return names.venue ? `${about}进${names.venue}宣传` : `${about}宣传`;
	},
};

export const en: typeof zh = {
	reading: {
		fields: {
			kind: "Kind",
			occurred_on: "Date",
			started_at: "Began",
			ended_at: "Ended",
			venue_type: "Venue type",
			area: "Area",
			venue_id: "Registered venue",
			place: "Place",
			title: "Title",
			campaigns: "Campaigns",
			forms: "Forms",
			topics: "Topics",
			organizers: "Organisers",
			speakers: "Speakers",
			recorded_by: "Recorded by",
			reach: "People reached",
			materials: "Materials",
			lectures: "Lectures",
			consultations: "Legal advice given",
			note: "Note",
			host: "Host",
			location: "Location",
			photos: "Photos",
		},
		kinds: { session: "Session at a venue", lecture: "Lecture on its own" },
		methods: { signed_in: "signed in", counted: "counted", estimated: "estimated" },
		reach: (total) => `${number(total)} in all`,
		women: (count) => `women ${number(count)}`,
		children: (count) => `children ${number(count)}`,
		attendance: (count) => `${number(count)} listeners`,
		signature: "Signature",
		accuracy: (metres) => `within about ${Math.round(metres)} m`,
		photoCount: (count) => `${count} ${count === 1 ? "photo" : "photos"}`,
		colon: ": ",
	},
	parts: {
		"/reach/total": "People reached",
		"/reach/women": "Women",
		"/reach/children": "Children",
		"/materials/*/item": "Material",
		"/materials/*/copies": "Copies",
		"/lectures/*/audience": "Audience",
		"/lectures/*/topic": "Topic of the lecture",
		"/lectures/*/attendance": "Attendance",
		"/host/organization": "Host",
		"/host/contact": "Contact",
		"/host/phone": "Telephone",
		"/host/confirmed": "How confirmed",
		"": "This record",
		"/id": "Record number",
	},
	confirmations: { signature: "Signature", stamp: "Stamp", verbal: "Verbally", phone: "By telephone" },
	states: {
		verified: "Verified",
		returned: "Returned",
		duplicate: "Duplicate",
		joint: "Part of a joint event",
		void_requested: "Void requested",
		deleted: "Void",
	},

	suggestTitle: (names) => {
		if (names.lecture) return `Lecture: ${names.topic ?? "knowledge of the law"}${names.audience ? ` (${names.audience})` : ""}`;
		const about = [names.campaign, names.topic].filter(Boolean).join(", ") || "Knowledge of the law";
		return names.venue ? `${about}: ${names.venue}` : about;
	},
};

export type RecordWords = typeof zh;
