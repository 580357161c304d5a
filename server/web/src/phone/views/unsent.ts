// What is not at the office yet, from what the phone has stored: shown wherever the app says "sent".
import type { PhoneDatabase } from "@/phone/storage/database";
import { unsentReports } from "@/phone/storage/nil_reports";
import { isDirty } from "@/phone/rows/row";

export interface Unsent {
	count: number; // events that go by themselves, and months without an event
	refused: number; // that wait for the person
	drafts: number;
	oldest: string | null; // when the oldest of them was saved
}

export async function oldestUnsent(db: PhoneDatabase): Promise<Unsent> {
	const rows = await db.events.where("unsent").above(0).toArray();
	const reports = await unsentReports(db);
	const found: Unsent = { count: reports.length, refused: 0, drafts: await db.drafts.count(), oldest: null };
	for (const row of rows) {
		if (row.refused.length > 0) ++found.refused;
		if (row.unsent === 1) ++found.count;
		const saved = row.answer?.at ?? row.editedAt;
		if ((isDirty(row) || row.answer) && saved !== "" && (found.oldest === null || saved < found.oldest)) found.oldest = saved;
	}
	for (const report of reports) if (found.oldest === null || report.at < found.oldest) found.oldest = report.at;
	return found;
}
