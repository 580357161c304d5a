// A table of the report as the page and the print both show it: what stands in each cell, and where it leads.
import type { RouteLocationRaw } from "vue-router";
import { eventsLink, type EventFilter } from "@/console/utils/links";
import { may } from "@/console/api/session";
import { numberText, tenthsText } from "@/console/utils/number_text";

export interface Cell {
	text: string;
	to?: RouteLocationRaw;
	alert?: boolean; // wants to be looked at
}

export interface Column {
	id: string;
	heading: string;
	group?: string; // columns beside each other under one heading
	isNumber?: boolean;
}

export interface Line {
	key: string;
	cells: Cell[];
	isTotal?: boolean;
	isWide?: boolean; // its one cell goes across the table
}

export interface Block {
	label?: string;
	lines: Line[];
}

export interface Table {
	id: string;
	title: string;
	columns: Column[];
	blocks: Block[];
	notes: string[];
}

export const words = (text: string | null | undefined, to?: RouteLocationRaw): Cell => ({ text: text ?? "", to });
export const count = (value: number | null | undefined, to?: RouteLocationRaw): Cell => ({
	text: value === null || value === undefined ? "" : numberText(value),
	to,
});
export const signed = (value: number | null | undefined): Cell => ({
	text: value === null || value === undefined ? "" : `${value > 0 ? "+" : ""}${numberText(value)}`,
});
export const oneDecimal = (value: number | null | undefined): Cell => ({
	text: value === null || value === undefined ? "" : tenthsText(value),
});

// A count that opens its records, for those who may read them.
export function counted(value: number, filter: EventFilter | null): Cell {
	return count(value, filter && value > 0 && may.value.events ? eventsLink(filter) : undefined);
}
