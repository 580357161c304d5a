// Reports that are asked for, as GET /api/v1/report_tasks answers; how many wait for this office stands beside the menu.
import type * as Api from "@/common/api/schema";
import { shallowRef } from "vue";
import { ask } from "@/console/api/http";
import { account, may } from "@/console/api/session";

export type TaskState = Api.TaskState;
export type ReportTask = Api.ReportTask;
export type TaskList = Api.ReportTaskList;

export const waitingTasks = shallowRef(0);

export async function readTasks(signal?: AbortSignal): Promise<TaskList> {
	const list = await ask<TaskList>("/report_tasks", {}, { signal });
	waitingTasks.value = may.value.seal ? list.waiting : 0;
	return list;
}

const isToBeGiven = (state: TaskState | null) => state !== null && (state.state === "draft" || state.state === "returned");

// What the office itself is to do about it: hand its report in, or answer one that was handed in.
export function waits(task: ReportTask): boolean {
	return isToBeGiven(task.own) || task.rows.some((row) => row.state === "submitted");
}

export const isOverdue = (task: ReportTask, today: string) =>
	task.due_on < today && (isToBeGiven(task.own) || task.rows.some((row) => isToBeGiven(row)));

export const reportedOf = (task: ReportTask) => task.rows.filter((row) => row.state !== "draft" && row.state !== "returned").length;

// The page of the report that answers it; `area`: of which.
export function reportOf(task: ReportTask, area = account.value?.area ?? "") {
	const month = (day: string) => day.slice(0, 7);
	const isMonths = task.from.endsWith("-01") && isLastOfMonth(task.to);
	const span = isMonths ? { from: month(task.from), to: month(task.to) } : { from: task.from, to: task.to };
	return { path: "/reports", query: { area, ...span, basis: task.basis }, hash: "#submissions" };
}

function isLastOfMonth(day: string): boolean {
	const [year = 0, month = 1] = day.split("-").map(Number);
	return Number(day.slice(8)) === new Date(Date.UTC(year, month, 0)).getUTCDate();
}
