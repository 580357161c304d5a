// A sealed file checked by itself: its fingerprints recomputed in the browser, and what it says otherwise than the version
// that the server sealed. Nothing of the file leaves the browser.
import type { Texts } from "@/console/texts";
import { nameFigure } from "@/console/pages/reports/difference/difference";
import { coverFields, type CoverField } from "@/console/pages/reports/report";
import type { PaperCell, PaperTable, SealedDocument } from "@/console/pages/reports/sealed/sealed";

export interface SealedFile {
	document: SealedDocument;
	events: unknown[];
	sha256: string;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

// Null: no sealed file at all.
export function readFile(text: string): SealedFile | null {
	try {
		const json: unknown = JSON.parse(text);
		if (!isObject(json) || !isObject(json.document) || !Array.isArray(json.events) || typeof json.sha256 !== "string") return null;
		if (typeof json.document.format !== "string" || !json.document.format.startsWith("bajin-report/")) return null;
		return json as unknown as SealedFile;
	} catch {
		return null;
	}
}

// RFC 8785 for what these documents hold: the same bytes as server/reports/canonical writes.
export function canonicalText(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
	if (!isObject(value)) return JSON.stringify(value);
	const members = Object.keys(value).sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
	return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`).join(",")}}`;
}

// Browsers compute only on https and on the own machine.
export const canCompute = (): boolean => typeof crypto !== "undefined" && typeof crypto.subtle?.digest === "function";

export async function sha256Hex(text: string): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface FileCheck {
	document: string; // recomputed over the document
	documentHolds: boolean; // as the file says
	eventsHold: boolean; // the list of records is the one that the document names
	events: number;
}

export async function checkFile(file: SealedFile): Promise<FileCheck> {
	const document = await sha256Hex(canonicalText(file.document));
	const named = isObject(file.document.events) ? file.document.events.sha256 : undefined;
	const events = await sha256Hex(`[${file.events.map((event) => JSON.stringify(event)).join(",")}]`);
	return { document, documentHolds: document === file.sha256, eventsHold: events === named, events: file.events.length };
}

export interface FoundDifference {
	where: string;
	file: string;
	sealed: string;
}

const differencesMax = 500;

function told(value: unknown, t: Texts): string {
	if (value === undefined || value === null || value === "") return t.verify.nothing;
	const text = typeof value === "string" ? value : canonicalText(value);
	return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

type Note = (where: string, file: unknown, sealed: unknown) => void;

// Members of two objects that are not the same.
function members(file: unknown, sealed: unknown, note: (name: string, file: unknown, sealed: unknown) => void): void {
	const left = isObject(file) ? file : {};
	const right = isObject(sealed) ? sealed : {};
	for (const name of new Set([...Object.keys(left), ...Object.keys(right)]))
		if (canonicalText(left[name] ?? null) !== canonicalText(right[name] ?? null)) note(name, left[name], right[name]);
}

function noteFigures(file: unknown, sealed: unknown, note: Note, t: Texts): void {
	members(file, sealed, (name, before, after) => {
		const figure = nameFigure({ figure: name, before: 0, after: 0, change: 0, causes: [] }, t);
		const path = [t.common.attributionNames[figure.attribution], figure.breakdown, figure.name, figure.metric];
		note(path.filter(Boolean).join(" "), before ?? 0, after ?? 0);
	});
}

const rowsOf = (table: PaperTable): PaperCell[][] =>
	table.blocks.flatMap((block) => [[block.label], ...block.rows, ...(block.total ? [block.total] : [])]);

function noteTable(file: PaperTable | undefined, sealed: PaperTable | undefined, note: Note, t: Texts): void {
	const title = (sealed ?? file)?.title ?? "";
	if (!file || !sealed) {
		note(t.verify.table(title), file ? t.verify.there : undefined, sealed ? t.verify.there : undefined);
		return;
	}
	const left = rowsOf(file);
	const right = rowsOf(sealed);
	for (let row = 0; row < Math.max(left.length, right.length); ++row) {
		const name = String(right[row]?.[0] ?? left[row]?.[0] ?? "");
		for (let column = 0; column < Math.max(left[row]?.length ?? 0, right[row]?.length ?? 0); ++column) {
			const [before, after] = [left[row]?.[column] ?? null, right[row]?.[column] ?? null];
			if (before === after) continue;
			const heads = sealed.columns[column];
			note(t.verify.cell(title, name, [heads?.group, heads?.heading].filter(Boolean).join(" ")), before, after);
		}
	}
	members({ ...file, blocks: null }, { ...sealed, blocks: null }, (part, before, after) =>
		note(`${t.verify.table(title)} ${part}`, before, after),
	);
}

function noteSections(file: unknown, sealed: unknown, note: Note, t: Texts): void {
	members(file, sealed, (name, before, after) => {
		if (name !== "tables") {
			note(t.verify.parts[name] ?? t.verify.section(name), before, after);
			return;
		}
		members(before, after, (_, left, right) => {
			const lists = [left, right].map((list) => (Array.isArray(list) ? (list as PaperTable[]) : []));
			const sheets = new Set(lists.flat().map((table) => table.sheet));
			const find = (list: PaperTable[] | undefined, sheet: string) => list?.find((table) => table.sheet === sheet);
			for (const sheet of sheets) noteTable(find(lists[0], sheet), find(lists[1], sheet), note, t);
		});
	});
}

// What a document says otherwise than the sealed one, in words.
export function differencesOf(file: SealedDocument, sealed: SealedDocument, t: Texts): FoundDifference[] {
	const found: FoundDifference[] = [];
	const note: Note = (where, before, after) => {
		if (found.length < differencesMax) found.push({ where, file: told(before, t), sealed: told(after, t) });
	};
	const isField = (field: string): field is CoverField => coverFields.some((known) => known === field);
	members(file, sealed, (part, before, after) => {
		if (part === "figures") noteFigures(before, after, note, t);
		else if (part === "sections") noteSections(before, after, note, t);
		else if (part === "cover")
			members(before, after, (field, left, right) =>
				note(`${t.verify.parts.cover} ${isField(field) ? t.reportPrint.fields[field] : field}`, left, right),
			);
		else note(t.verify.parts[part] ?? part, before, after);
	});
	return found;
}
