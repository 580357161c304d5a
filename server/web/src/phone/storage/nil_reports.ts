// 零报告: the team's word that a month had no event. It may be said of this month and of the last, which is due in this one; an
// event recorded after all takes it back.
import { monthOf, previousMonth } from "@/common/calendar";
import { makeUuid } from "@/common/uuid";
import type { NilReport, PhoneDatabase } from "./database";

// Until this day of the month the last month is asked about; it is to be reported in the first days.
const lastMonthAskedUntilDay = 10;

export interface WireNilReport {
	change_id: string;
	month: string;
	withdrawn?: true;
}

// The months that can be reported empty on a day, the later first.
export function reportableMonths(day: string): string[] {
	const month = monthOf(day);
	return Number(day.slice(8, 10)) <= lastMonthAskedUntilDay ? [month, previousMonth(month)] : [month];
}

// Saying it twice is one report.
export async function reportNothing(db: PhoneDatabase, month: string, now: number): Promise<void> {
	await db.transaction("rw", db.nilReports, async () => {
		const report = await db.nilReports.get(month);
		if (report && !report.withdrawn) return;
		await db.nilReports.put({ month, changeId: makeUuid(), at: new Date(now).toISOString(), sentAt: null });
	});
}

// Takes back a report that has not been sent yet.
export async function unreportNothing(db: PhoneDatabase, month: string): Promise<boolean> {
	return db.transaction("rw", db.nilReports, async () => {
		const report = await db.nilReports.get(month);
		if (!report || report.sentAt !== null) return false;
		await db.nilReports.delete(month);
		return true;
	});
}

// There is an event of that month. Inside a transaction on the reports. One that may have been sent is taken back at the server.
export async function withdrawReport(db: PhoneDatabase, month: string): Promise<void> {
	const report = await db.nilReports.get(month);
	if (report && !report.withdrawn) await db.nilReports.put({ ...report, withdrawn: { changeId: makeUuid(), sentAt: null } });
}

function isUnsentReport(report: NilReport): boolean {
	return (report.withdrawn ?? report).sentAt === null;
}

export function unsentReports(db: PhoneDatabase): Promise<NilReport[]> {
	return db.nilReports.filter(isUnsentReport).toArray();
}

export function toWire(report: NilReport): WireNilReport {
	const { withdrawn, changeId, month } = report;
	return withdrawn ? { change_id: withdrawn.changeId, month, withdrawn: true } : { change_id: changeId, month };
}

// The server has it. What was said since stays unsent.
export async function noteSent(db: PhoneDatabase, sent: WireNilReport, at: string): Promise<void> {
	const report = await db.nilReports.get(sent.month);
	if (report?.withdrawn?.changeId === sent.change_id) report.withdrawn.sentAt = at;
	else if (report?.changeId === sent.change_id) report.sentAt = at;
	else return;
	await db.nilReports.put(report);
}
