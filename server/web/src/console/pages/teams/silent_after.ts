// After how many days without a sign a team or phone is silent: a setting of the server, asked once.
import { ref } from "vue";
import { ask } from "@/console/api/http";

export const silentAfterDays = ref(14);
export const reportDueDay = ref(5);

let asked: Promise<void> | null = null;

export function readDeadlines(): void {
	asked ??= ask<{ silent_after_days: number; report_due_day: number }>("/settings").then(
		(settings) => {
			silentAfterDays.value = settings.silent_after_days;
			reportDueDay.value = settings.report_due_day;
		},
		() => {
			asked = null;
		},
	);
}
