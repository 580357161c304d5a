// A reminder for teams that owe a report: until when, in which words, and sending one to each team. Pure but for `send`.
import { addDays } from "@/common/calendar";

// The due day of the next month; when that has passed or is today, in three days.
export function suggestDue(month: string, dueDay: number, today: string): string {
	const next = addDays(`${month}-28`, 5).slice(0, 7);
	const due = `${next}-${String(dueDay).padStart(2, "0")}`;
	return due > today ? due : addDays(today, 3);
}

export function fillIn(text: string, placeholder: string, team: string): string {
	return text.split(placeholder).join(team);
}

export interface Progress {
	done: number;
	failed: string[]; // ids of teams
	error: unknown; // of the last one that failed
}

// One after the other; what failed is told at the end and can be tried again. Stops when the signal says so.
export async function sendToEach(
	teams: string[],
	sendOne: (team: string, signal: AbortSignal) => Promise<unknown>,
	signal: AbortSignal,
	tell: (progress: Progress) => void,
): Promise<Progress> {
	const progress: Progress = { done: 0, failed: [], error: null };
	for (const team of teams) {
		if (signal.aborted) progress.failed.push(team);
		else {
			try {
				await sendOne(team, signal);
				++progress.done;
			} catch (error) {
				progress.failed.push(team);
				progress.error = error;
			}
		}
		tell({ ...progress, failed: [...progress.failed] });
	}
	return progress;
}
