// What stands on the cover of the printed report, and the dialog that asks for it.
export const zh = {
	button: "封面信息",
	title: "统计报表封面信息",
	help: (area: string) => `打印在${area}统计报表的封面上。空着的项打印后手填。`,
	inherited: (value: string) => `${value}（沿用）`,
	byHand: "空着，打印后手填",
	saved: "封面信息已保存",
	changed: (time: string, by: string) => `上次修改：${time}，${by}`,
};

export const en: typeof zh = {
	button: "Cover",
	title: "Cover of the report",
	help: (area) => `Printed on the cover of the report of ${area}. What is left empty is filled in by hand.`,
	inherited: (value) => `${value} (taken over)`,
	byHand: "Empty: filled in by hand",
	saved: "The cover was saved",
	changed: (time, by) => `Last changed ${time} by ${by}`,
};
