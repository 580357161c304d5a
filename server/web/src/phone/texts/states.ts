// What became of an event. `name` stands on the tag, `help` under the record.
import * as words from "@/common/records/words";
import type { EventState } from "@/phone/rows/state";

interface StateText {
	name: string;
	help: string;
}

export const zh: { late: string; lateHelp: string; deleting: string; deletingHelp: string } & Record<EventState, StateText> = {
	draft: { name: "草稿", help: "还没写完，只在这部手机上，不会上传。" },
	waiting: { name: "待上传", help: "已保存在手机里，有网时会自动上传。" },
	submitted: { name: "已接收", help: "服务器已收到并计入统计，等待县里核实。" },
	verified: { name: words.zh.states.verified, help: "县里已经核实，计入统计。" },
	returned: { name: words.zh.states.returned, help: "请按下面的原因改好再保存，改好之前不计入统计。" },
	joint: { name: words.zh.states.joint, help: "和其他队一起办的，已并到牵头队的记录里；本队的参与场次保留。" },
	duplicate: { name: words.zh.states.duplicate, help: "这一场已经记过了，这条不再计入统计。" },
	void_requested: { name: words.zh.states.void_requested, help: "已申请作废，县里同意之前仍计入统计。" },
	deleted: { name: words.zh.states.deleted, help: "这条记录已作废，不计入统计。" },
	conflict: { name: "内容不一致，请选择", help: "别人也改了同一条记录，请逐项选择留哪一个。" },
	rejected: { name: "未被接收，请修改", help: "服务器没有接收，请按提示改好再保存。" },
	late: "定稿后补报",
	lateHelp: "那段时间的报告定稿以后，这条才报上来：照样计入，会单独标注。",
	deleting: "已删除",
	deletingHelp: "您已经删除它，有网时自动告诉县里。",
};

export const en: typeof zh = {
	draft: { name: "Draft", help: "Not finished. It is on this phone only and is not sent." },
	waiting: { name: "To be sent", help: "Saved on this phone; it is sent by itself when there is a network." },
	submitted: { name: "Received", help: "The server has it and counts it; the county has still to check it." },
	verified: { name: words.en.states.verified, help: "Checked by the county, and counted." },
	returned: { name: words.en.states.returned, help: "Please correct it as asked below and save. Until then it is not counted." },
	joint: {
		name: words.en.states.joint,
		help: "Held together with other teams and merged into the leading team's record; your participation stays.",
	},
	duplicate: { name: words.en.states.duplicate, help: "This visit was recorded before; this record is not counted." },
	void_requested: { name: "Asked to be voided", help: "You asked to void it; it counts until the county agrees." },
	deleted: { name: words.en.states.deleted, help: "This record is void and not counted." },
	conflict: { name: "Differs, please choose", help: "Somebody else changed the same record. Please choose field by field." },
	rejected: { name: "Not accepted, please correct", help: "The server did not take it. Please correct what is marked and save." },
	late: "After sealing",
	lateHelp: "It came after the report of that time was sealed. It counts all the same, and is marked.",
	deleting: "Deleted",
	deletingHelp: "You deleted it; the county is told when there is a network.",
};
