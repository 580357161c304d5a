// Settings, code lists, accounts, the audit log, one's own account.
import * as audit from "./settings_audit";
import * as people from "./settings_people";
import * as vocabulary from "./settings_vocabulary";

export const zh = {
	parts: { deadlines: "期限", vocabulary: "代码表", accounts: "账号", teams: "讲师团" },
	help: "这里的改动对全市所有人生效，并记入操作日志。",
	deadlines: {
		reportDue: "月报截止日",
		reportDueHelp: "每月活动应在次月几号之前报齐。过了这一天仍没有记录也没有报“零报告”的，算逾期未报。",
		reportDueBefore: "次月",
		reportDueUnit: "日",
		silentAfter: "多少天没有消息算“未联系上”",
		silentAfterHelp: "讲师团的手机超过这么多天没有连上服务器，在覆盖情况和报送情况里标为“未联系上”。",
		returnDue: "退回补正期限",
		returnDueHelp: "退回记录时默认给讲师团几天补正，退回时可以另定。",
		days: "天",
		organization: "单位名称",
		organizationHelp: "印在报表封面上",
		changed: (at: string, by: string) => `${by} 于 ${at} 修改`,
		saved: "设置已保存",
		range: (from: number, to: number) => `请填 ${from} 到 ${to} 之间的整数`,
		unchanged: "没有改动",
	},
	...vocabulary.zh,
	...people.zh,
	...audit.zh,
};

export const en: typeof zh = {
	parts: { deadlines: "Deadlines", vocabulary: "Code lists", accounts: "Accounts", teams: "Teams" },
	help: "Changes here hold for everybody and are kept in the audit log.",
	deadlines: {
		reportDue: "Monthly reports are due on",
		reportDueHelp:
			"By this day of the following month a month is to be reported. A month after it with neither records nor a nil report is overdue.",
		reportDueBefore: "day",
		reportDueUnit: "of the following month",
		silentAfter: "Days until a team is silent",
		silentAfterHelp: "A team whose phones have not reached the server for longer is marked silent in coverage and reporting.",
		returnDue: "Days to correct a returned record",
		returnDueHelp: "What a return allows unless another day is given with it.",
		days: "days",
		organization: "Organisation",
		organizationHelp: "Printed on the cover of reports",
		changed: (at, by) => `Changed by ${by}, ${at}`,
		saved: "Settings saved",
		range: (from, to) => `A whole number from ${from} to ${to}`,
		unchanged: "Nothing changed",
	},
	...vocabulary.en,
	...people.en,
	...audit.en,
};
