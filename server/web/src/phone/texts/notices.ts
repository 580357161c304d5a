// 县里通知: what the coordinators wrote to the team.
export const zh = {
	title: "县里通知",
	unread: (count: number) => `${count} 条未读`,
	unreadMark: "未读",
	reminder: "催报",
	due: (day: string) => `请在${day}前报上来`,
	overdue: (day: string) => `已过期限（${day}）`,
	from: (name: string) => `${name}发`,
	empty: "还没有通知",
	emptyHelp: "县里发通知或催报时，会显示在这里。有网时自动收取。",
	untitled: "通知",
	missing: "去记一场",
	dueEntry: (title: string) => `八进：${title}`,
};

export const en: typeof zh = {
	title: "Notices from the county",
	unread: (count) => `${count} unread`,
	unreadMark: "Unread",
	reminder: "Reminder",
	due: (day) => `Please report by ${day}`,
	overdue: (day) => `Was due on ${day}`,
	from: (name) => `From ${name}`,
	empty: "No notices yet",
	emptyHelp: "What the county writes to your team appears here. It is fetched by itself when there is a network.",
	untitled: "Notice",
	missing: "Record an event",
	dueEntry: (title) => `Bajin: ${title}`,
};
