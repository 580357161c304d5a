// How many days a returned record may wait: a setting of the office, asked once a page.
import { addDays } from "@/common/calendar";
import { ask } from "@/console/api/http";
import { overview } from "@/console/composables/overview";

const usualDays = 7;
let days: Promise<number> | null = null;

export async function dueDay(): Promise<string> {
	days ??= ask<{ return_due_days: number }>("/settings")
		.then((settings) => settings.return_due_days)
		.catch(() => {
			days = null;
			return usualDays;
		});
	return addDays(overview.value?.today ?? new Date().toISOString().slice(0, 10), await days);
}
