// Days as "2025-03-08" and months as "2025-03", always of Asia/Shanghai, which is a fixed +08:00: where the phone
// believes to be does not matter.

const shanghaiOffsetMs = 8 * 3_600_000;

export function shanghaiDay(time: number): string {
	return new Date(time + shanghaiOffsetMs).toISOString().slice(0, 10);
}

// "09:30"
export function shanghaiClock(time: number): string {
	return new Date(time + shanghaiOffsetMs).toISOString().slice(11, 16);
}

export function addDays(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function monthOf(day: string): string {
	return day.slice(0, 7);
}

export function previousMonth(month: string): string {
	return monthOf(addDays(`${month}-01`, -1));
}

// A real day of the calendar, 2000-01-01 or later; the pattern alone lets 30 February 2023 pass.
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "2000-01-01") return false;
	const time = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
