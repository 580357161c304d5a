// What became of an event, as its tag says it.
import type { ReviewState } from "@/common/records/event";

export const zh: Record<ReviewState, string> & { on_phones: string } = {
	submitted: "待核实",
	verified: "已核实",
	returned: "退回补正",
	duplicate: "判为重复",
	joint: "已并入联合活动",
	void_requested: "申请作废",
	deleted: "已作废",
	on_phones: "手机上未上传",
};

export const en: typeof zh = {
	submitted: "To be verified",
	verified: "Verified",
	returned: "Returned",
	duplicate: "Duplicate",
	joint: "Part of a joint event",
	void_requested: "Void requested",
	deleted: "Void",
	on_phones: "Unsent on phones",
};
