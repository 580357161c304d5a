// An entry for the phone's own calendar (RFC 5545): a whole day by which something is due, with a reminder the morning before.
import { addDays } from "@/common/calendar";

export interface DueEntry {
	id: string; // of what is due: put in twice it is one entry
	day: string; // "2026-03-20"
	title: string;
	text: string;
}

const lineBytesMax = 75;

function escaped(text: string): string {
	return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|[\r\n]/g, "\\n");
}

// Folded by bytes of UTF-8, and never inside a character.
function folded(line: string): string {
	const lines: string[] = [];
	let [current, bytes] = ["", 0];
	for (const character of line) {
		const size = new TextEncoder().encode(character).length;
		if (bytes + size > lineBytesMax) {
			lines.push(current);
			[current, bytes] = ["", 1]; // the blank that a line goes on with
		}
		current += character;
		bytes += size;
	}
	return [...lines, current].join("\r\n ");
}

const compact = (day: string) => day.replace(/-/g, "");

export function calendarFile(entry: DueEntry, now: number): string {
	const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
	const lines = [
		"BEGIN:VCALENDAR",
		"VERSION:2.0",
		"PRODID:-//bajin//phone//ZH",
		"BEGIN:VEVENT",
		`UID:${entry.id}@bajin`,
		`DTSTAMP:${stamp}`,
		`DTSTART;VALUE=DATE:${compact(entry.day)}`,
		`DTEND;VALUE=DATE:${compact(addDays(entry.day, 1))}`,
		`SUMMARY:${escaped(entry.title)}`,
		`DESCRIPTION:${escaped(entry.text)}`,
		"BEGIN:VALARM",
		"ACTION:DISPLAY",
		`DESCRIPTION:${escaped(entry.title)}`,
		"TRIGGER:-PT15H", // nine in the morning of the day before
		"END:VALARM",
		"END:VEVENT",
		"END:VCALENDAR",
	];
	return lines.map((line) => `${folded(line)}\r\n`).join("");
}
