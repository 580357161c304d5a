// The roster of a team while it is edited: rows, what is wrong with them, and what is sent. Pure.
import { trimmed } from "@/common/plain_text";
import { t } from "@/console/texts";
import type { Member } from "@/console/api/team_types";

export interface MemberRow {
	key: number; // keeps a row its own while others come and go
	name: string;
	unit: string;
	from: string;
	to: string;
}

export function rowsOf(members: Member[]): MemberRow[] {
	return members.map((member, key) => ({
		key,
		name: member.name,
		unit: member.unit ?? "",
		from: member.from ?? "",
		to: member.to ?? "",
	}));
}

export function isBlank(row: MemberRow): boolean {
	return trimmed(row.name) === "" && trimmed(row.unit) === "" && !row.from && !row.to;
}

// One sentence a row that has something wrong, by its key.
export function problemsOf(rows: MemberRow[]): Map<number, string> {
	const words = t.value.teams;
	const problems = new Map<number, string>();
	const seen = new Set<string>();
	rows.forEach((row, index) => {
		if (isBlank(row)) return;
		const name = trimmed(row.name);
		if (name === "") problems.set(row.key, words.memberNameMissing(index + 1));
		else if (row.from && row.to && row.to < row.from) problems.set(row.key, words.memberDates(name));
		// Somebody may leave and come back: then the two rows tell different times.
		else if (seen.has(`${name} ${row.from}`)) problems.set(row.key, words.memberTwice(name));
		seen.add(`${name} ${row.from}`);
	});
	return problems;
}

export function membersOf(rows: MemberRow[]): Member[] {
	return rows
		.filter((row) => !isBlank(row))
		.map((row) => ({
			name: trimmed(row.name),
			...(trimmed(row.unit) ? { unit: trimmed(row.unit) } : {}),
			...(row.from ? { from: row.from } : {}),
			...(row.to ? { to: row.to } : {}),
		}));
}

// The rows being edited, after somebody else changed the roster from `before` to `now`: each of their steps is made here too, but
// where the same person's row was edited, which stays as typed.
export function withOthers(rows: MemberRow[], before: Member[], now: Member[]): MemberRow[] {
	const text = (member: Member) => JSON.stringify([member.name, member.unit ?? "", member.from ?? "", member.to ?? ""]);
	const [had, has] = [new Set(before.map(text)), new Set(now.map(text))];
	const rowText = (row: MemberRow) => JSON.stringify([trimmed(row.name), trimmed(row.unit), row.from, row.to]);
	const kept = rows.filter((row) => !had.has(rowText(row)) || has.has(rowText(row)));
	const there = new Set(kept.map(rowText));
	const edited = new Set(kept.filter((row) => !had.has(rowText(row))).map((row) => trimmed(row.name)));
	const next = Math.max(-1, ...rows.map((row) => row.key)) + 1;
	const added = rowsOf(now.filter((member) => !had.has(text(member)) && !there.has(text(member)) && !edited.has(member.name)));
	return [...kept, ...added.map((row, index) => ({ ...row, key: next + index }))];
}

export function hasLeft(member: Member, today: string): boolean {
	return Boolean(member.to) && (member.to ?? "") < today;
}
