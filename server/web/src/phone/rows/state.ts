// What became of an event, in the words of the list: one state for each row, from what the phone has stored and nothing
// else. Plain functions; the words, icons and colours are in texts/ and components/StateTag.vue.
import type { EventRecord } from "@/common/records/event";
import { hasUnsentWork, type EventRow } from "./row";

export type EventState =
	| "draft" // 草稿
	| "waiting" // 待上传
	| "submitted" // 已接收
	| "verified" // 已核实
	| "returned" // 退回补正
	| "joint" // 已并入联合活动
	| "duplicate" // 判为重复
	| "void_requested" // 申请作废
	| "deleted" // 已作废
	| "conflict" // 内容不一致，请选择
	| "rejected"; // 未被接收，请修改

export const eventStates: EventState[] = [
	"draft",
	"waiting",
	"submitted",
	"verified",
	"returned",
	"joint",
	"duplicate",
	"void_requested",
	"deleted",
	"conflict",
	"rejected",
];

// What asks the person to do something, most pressing first.
export const needsPerson: EventState[] = ["rejected", "conflict", "returned"];

export function stateOf(row: EventRow): EventState {
	const refused = row.refused[row.refused.length - 1];
	if (refused) return refused.outcome;
	// A heal says again what the server once acknowledged; to the person nothing is unsent.
	if (hasUnsentWork(row)) return "waiting";
	if (row.deleted) return "deleted";
	return row.marks.review?.state ?? "submitted";
}

// 定稿后补报: first came after the report of its days was sealed. Beside the state, not instead of it.
export function isLate(row: EventRow): boolean {
	return row.marks.warnings?.includes("late") ?? false;
}

// The record that the person should see.
export function shownRecord(row: EventRow): EventRecord | null {
	return row.local ?? row.refused[row.refused.length - 1]?.sent ?? row.content;
}

// By which the person knows what was deleted, also where only the change under way still has it.
export function knownRecord(row: EventRow): EventRecord | null {
	return shownRecord(row) ?? row.gone ?? row.inFlight?.event ?? null;
}

// Deleted on this phone, and the server has not answered for it.
export function isDeleteWaiting(row: EventRow): boolean {
	return row.localDeleted && stateOf(row) === "waiting";
}
