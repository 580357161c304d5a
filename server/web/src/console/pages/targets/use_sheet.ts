// The keys, the mouse and the clipboard of a sheet. Three modes as in Excel: cells are walked over (ready), a cell is typed
// anew (enter; arrows take it and go on), a cell is mended (edit; arrows move within it).
import { computed, ref, shallowRef } from "vue";
import { enterKey, escapeKey, isOfInputMethod } from "@/common/input_method";
import { placeBlock, type Placed } from "./paste";
import { blockOf, moved, parseTable, placesOf, toTable, type Place, type Size, type Step, type Written } from "./sheet";

export interface SheetHost {
	size: () => Size;
	names: () => { rows: string[]; columns: string[] };
	isReadonly: () => boolean;
	textAt: (place: Place) => string;
	write: (written: Written[]) => void;
	undo: () => void;
	redo: () => void;
	placed: (placed: Placed) => void;
	note: (place: Place) => void; // what lies behind the cell is asked for
	focus: () => void; // the field of the active cell
}

type Mode = "ready" | "enter" | "edit";

const arrows: Record<string, Step> = {
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
	PageUp: "pageUp",
	PageDown: "pageDown",
};

function stepOf(event: KeyboardEvent): Step | null {
	const isControl = event.ctrlKey || event.metaKey;
	if (event.key === "Home") return isControl ? "start" : "rowStart";
	if (event.key === "End") return isControl ? "end" : "rowEnd";
	if (event.key === enterKey) return event.shiftKey ? "up" : "down";
	if (event.key === "Tab") return event.shiftKey ? "previous" : "next";
	return arrows[event.key] ?? null;
}

export function useSheet(host: SheetHost) {
	const active = shallowRef<Place>({ row: 0, column: 0 });
	const anchor = shallowRef<Place>({ row: 0, column: 0 });
	const mode = ref<Mode>("ready");
	const typed = ref("");
	// Esc lets the next Tab leave the sheet, so that nobody who uses keys only is caught in it.
	const isLeaving = ref(false);
	const selection = computed(() => blockOf(active.value, anchor.value));

	function commit(): void {
		if (mode.value === "ready") return;
		mode.value = "ready";
		host.write([{ ...active.value, text: typed.value }]);
	}

	function select(place: Place, extends_ = false): void {
		commit();
		active.value = place;
		if (!extends_) anchor.value = place;
		isLeaving.value = false;
		host.focus();
	}

	// The other corner of the selection moves, the active cell stays.
	function extendTo(place: Place): void {
		anchor.value = place;
	}

	function edit(): void {
		if (host.isReadonly() || mode.value !== "ready") return;
		typed.value = host.textAt(active.value);
		mode.value = "edit";
		host.focus();
	}

	function typedNow(text: string): void {
		typed.value = text;
		if (mode.value === "ready") mode.value = "enter";
	}

	function giveUp(): void {
		mode.value = "ready";
		host.focus();
	}

	function empty(): void {
		host.write(placesOf(selection.value).map((place) => ({ ...place, text: "" })));
		host.focus();
	}

	function fillDown(): void {
		const { top, left, bottom, right } = selection.value;
		const below = placesOf({ top: top + 1, left, bottom, right });
		host.write(below.map((place) => ({ ...place, text: host.textAt({ row: top, column: place.column }) })));
	}

	function onControl(event: KeyboardEvent): boolean {
		if (!event.ctrlKey && !event.metaKey) return false;
		const key = event.key.toLowerCase();
		if (mode.value !== "ready") return false;
		if (key === "z" && !event.shiftKey) host.undo();
		else if (key === "y" || key === "z") host.redo();
		else if (key === "d" && !host.isReadonly()) fillDown();
		else if (key === "a") {
			active.value = { row: 0, column: 0 };
			anchor.value = { row: host.size().rows - 1, column: host.size().columns - 1 };
		} else return false;
		host.focus();
		return true;
	}

	function onStep(event: KeyboardEvent): boolean {
		const step = stepOf(event);
		if (step === null) return false;
		const isInside = mode.value === "edit" && ![enterKey, "Tab", "ArrowUp", "ArrowDown"].includes(event.key);
		if (isInside || (event.key === "Tab" && isLeaving.value)) return false;
		const isArrow = event.key !== enterKey && event.key !== "Tab";
		if (mode.value === "ready" && event.shiftKey && isArrow) {
			extendTo(moved(anchor.value, step, host.size()) ?? anchor.value);
			return true;
		}
		commit();
		const next = moved(active.value, step, host.size());
		if (next === null) return false;
		select(next);
		return true;
	}

	function onKey(event: KeyboardEvent): void {
		if (isOfInputMethod(event)) return;
		const isReady = mode.value === "ready";
		let isDone = true;
		if (event.key === escapeKey) {
			if (!isReady) giveUp();
			else {
				anchor.value = active.value;
				isLeaving.value = true;
			}
		} else if (event.key === "F2") {
			if (event.shiftKey) host.note(active.value);
			else edit();
		} else if (isReady && event.altKey && event.key === "ArrowDown") host.note(active.value);
		else if (isReady && !host.isReadonly() && (event.key === "Delete" || event.key === "Backspace")) empty();
		else isDone = onControl(event) || onStep(event);
		if (isDone) event.preventDefault();
	}

	function onCopy(event: ClipboardEvent, cuts: boolean): void {
		if (mode.value !== "ready") return;
		const { top, left, bottom, right } = selection.value;
		const rows = Array.from({ length: bottom - top + 1 }, (_, row) =>
			Array.from({ length: right - left + 1 }, (__, column) => host.textAt({ row: top + row, column: left + column })),
		);
		event.clipboardData?.setData("text/plain", toTable(rows));
		event.preventDefault();
		if (cuts && !host.isReadonly()) empty();
	}

	function onPaste(event: ClipboardEvent): void {
		const text = event.clipboardData?.getData("text/plain") ?? "";
		const isBlock = /[\t\n]/.test(text.replace(/\r?\n$/, ""));
		// One value, pasted into a cell that is being typed, is typing.
		if (mode.value !== "ready" && !isBlock) return;
		event.preventDefault();
		if (host.isReadonly() || text === "") return;
		mode.value = "ready";
		const placed = placeBlock(parseTable(text), selection.value, host.names());
		host.write(placed.cells);
		const first = placed.cells[0];
		if (first) {
			active.value = {
				row: Math.min(...placed.cells.map((cell) => cell.row)),
				column: Math.min(...placed.cells.map((cell) => cell.column)),
			};
			anchor.value = {
				row: Math.max(...placed.cells.map((cell) => cell.row)),
				column: Math.max(...placed.cells.map((cell) => cell.column)),
			};
		}
		host.placed(placed);
		host.focus();
	}

	return { active, mode, typed, selection, isLeaving, select, extendTo, commit, edit, typedNow, onKey, onCopy, onPaste };
}
