// Made once: a formatter costs more than a thousand uses of it. Both languages write numbers alike.
const numbers = new Intl.NumberFormat("en");

export const zh = {
	appName: "八进",
	tabs: { events: "活动", record: "记一场", notices: "通知", year: "年度", settings: "我的" },
	cancel: "取消",
	confirm: "确定",
	save: "保存",
	delete: "删除",
	edit: "修改",
	close: "关闭",
	back: "返回",
	more: "更多",
	copy: "复制",
	copied: "已复制",
	undo: "撤销",
	none: "无",
	yes: "是",
	no: "否",
	loading: "正在读取…",
	listSeparator: "、",
	inBrackets: (text: string) => `（${text}）`,
	people: (count: number) => `${numbers.format(count)} 人次`,
	date: (day: string) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`,
	monthName: (month: string) => `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`,
};

export const en: typeof zh = {
	appName: "Bajin",
	tabs: { events: "Events", record: "Record", notices: "Notices", year: "Year", settings: "Mine" },
	cancel: "Cancel",
	confirm: "OK",
	save: "Save",
	delete: "Delete",
	edit: "Edit",
	close: "Close",
	back: "Back",
	more: "More",
	copy: "Copy",
	copied: "Copied",
	undo: "Undo",
	none: "None",
	yes: "Yes",
	no: "No",
	loading: "Loading…",
	listSeparator: ", ",
	inBrackets: (text) => ` (${text})`,
	people: (count) => `${numbers.format(count)} ${count === 1 ? "person" : "people"}`,
	date: (day) =>
		new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }),
	monthName: (month) =>
		new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }),
};
