// Large files while they are made.
const number = (value: number) => value.toLocaleString("zh-CN");

export const zh = {
	menu: "导出",
	records: "导出 Excel（附记录明细）",
	recordsTitle: "导出统计报表（附记录明细）",
	evidence: "下载核查资料包",
	evidenceHelp: "包里有这些记录的内容、修改经过、审核经过和回执，供核查留存。含个人信息，请妥善保管。",
	waiting: "正在排队准备…",
	working: (done: number, total: number | null) =>
		total === null ? `已整理 ${number(done)} 条` : `已整理 ${number(done)} / ${number(total)} 条`,
	receiving: "已整理好，正在接收…",
	ready: (name: string, size: string) => `已备好：${name}（${size}）。`,
	save: "保存文件",
	cancelled: "已取消，没有生成文件。",
	again: "重新生成",
	stop: "取消生成",
	kilobytes: (size: string) => `${size} KB`,
	megabytes: (size: string) => `${size} MB`,
};

export const en: typeof zh = {
	menu: "Export",
	records: "Excel with the records",
	recordsTitle: "Report with the records",
	evidence: "Download evidence",
	evidenceHelp: "Holds the records with their history, reviews and receipts. It holds personal details: keep it safe.",
	waiting: "Waiting for its turn…",
	working: (done, total) => (total === null ? `${number(done)} records done` : `${number(done)} of ${number(total)} records`),
	receiving: "Made; receiving it…",
	ready: (name, size) => `Ready: ${name} (${size}).`,
	save: "Save the file",
	cancelled: "Cancelled; no file was made.",
	again: "Make it again",
	stop: "Cancel",
	kilobytes: (size) => `${size} KB`,
	megabytes: (size) => `${size} MB`,
};
