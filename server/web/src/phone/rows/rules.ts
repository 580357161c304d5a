// The rules of the sync protocol for one event on a phone, as plain functions that change a row: what is frozen when it
// is sent, and what becomes of it with the answer. No storage, no network, no clock. tools/field/phone.cpp keeps the same
// rules and is tried against the server by the thousand.
import type * as Api from "@/common/api/schema";
import { plain } from "@/common/json";
import { mergeRecords } from "@/common/records/merge";
import type { Element, EventRecord, Review } from "@/common/records/event";
import { isDirty, isKnownToServer, sameContent, type EventRow, type HealCopy, type Refused, type WireChange } from "./row";

export type Outcome = Api.ChangeResult["outcome"];
export type Result = Omit<Api.ChangeResult, "current"> & { current: Element | null };

// The person saved the event, or deleted it (record null). `seenRevision`: of the review at the time they began, where
// that was not just now: a return that came meanwhile is not answered by an edit made without knowing of it.
export function edit(row: EventRow, record: EventRecord | null, editedAt: string, reason = "", seenRevision?: number): void {
	row.seenRevision = seenRevision ?? row.marks.review?.revision ?? 0;
	row.local = record === null ? null : plain(record);
	row.localDeleted = record === null;
	row.reason = record === null ? reason : "";
	row.editedAt = editedAt;
	row.blocked = false;
	row.answer = null; // the edit is one
	row.resolves.push(...row.refused.map((refused) => refused.changeId));
	row.refused = [];
}

// True when the row has something to send and nothing of it is under way.
export function mayFreeze(row: EventRow, resetting: boolean): boolean {
	return row.inFlight === null && ((row.heals.length > 0 && !resetting) || (isDirty(row) && !row.blocked) || !!row.answer);
}

// Makes the next change of the row; heals go before edits, an answer to a return last.
export function freeze(row: EventRow, changeId: string, now: string, resetting: boolean): WireChange {
	const change: WireChange = { change_id: changeId, id: row.id, base: row.version, op: "put", edited_at: row.editedAt || now };
	const heal = resetting ? undefined : row.heals.shift();
	if (heal) {
		change.base = heal.version;
		change.op = heal.deleted ? "delete" : "put";
		change.edited_at = now;
		change.heal = true;
		if (heal.content && !heal.deleted) change.event = heal.content;
	} else if (row.answer && !(isDirty(row) && !row.blocked)) {
		change.op = "answer";
		change.edited_at = row.answer.at;
		change.reason = row.answer.reason;
		change.review_revision = row.answer.revision;
		if (row.resolves.length > 0) change.resolves = row.resolves;
		row.resolves = [];
		row.answer = null;
	} else {
		change.op = row.localDeleted ? "delete" : "put";
		if (row.version > 0) change.review_revision = row.seenRevision;
		else if (row.team !== "") change.team = row.team;
		if (row.localDeleted && row.reason !== "") change.reason = row.reason;
		if (row.resolves.length > 0) change.resolves = row.resolves;
		if (row.local && !row.localDeleted) change.event = row.local;
		row.resolves = [];
	}
	row.inFlight = plain(change);
	return row.inFlight;
}

// A server restored from a backup may lack what it once acknowledged. What the phone holds is remembered before the
// pages of the reset arrive, and what they do not show at exactly that version is sent again.
export function beginReset(row: EventRow): void {
	const remember = (copy: HealCopy) => {
		if (!row.heals.some((heal) => heal.version === copy.version)) row.heals.push(copy);
	};
	if (row.version > 0 && (row.deleted || row.content)) remember({ version: row.version, deleted: row.deleted, content: row.content });
	if (row.acknowledged && row.acknowledged.version > row.version) remember(row.acknowledged);
}

export function endReset(row: EventRow, seenVersion: number | undefined): void {
	row.heals = row.heals.filter((heal) => heal.version !== seenVersion);
}

function takeMarks(row: EventRow, element: Element): void {
	const { id: _id, version: _version, deleted: _deleted, event: _event, ...marks } = element;
	row.marks = { ...row.marks, ...marks, receipt: marks.receipt ?? row.marks.receipt };
	if (marks.team) row.team = marks.team;
}

function takeOver(row: EventRow, element: Element): void {
	row.gone = element.deleted ? (row.content ?? row.gone) : null;
	row.version = element.version;
	row.deleted = element.deleted;
	row.content = element.event;
	row.localDeleted = row.deleted;
	row.local = row.content;
	row.blocked = false;
}

// Puts the person's edits, made on `parent`, onto the server's newer content. Edits of the same field, and edit against
// delete, are left on the base that the phone holds: the server then answers `conflict` and keeps what was sent.
function moveEdits(row: EventRow, parentDeleted: boolean, parent: EventRecord | null, element: Element): void {
	if (element.deleted && row.localDeleted) return takeOver(row, element);
	if (element.deleted || row.localDeleted || parentDeleted || !element.event || !row.local) return;
	const { merged, conflicts } = mergeRecords(parent, element.event, row.local);
	if (conflicts.length > 0) return;
	row.version = element.version;
	row.deleted = false;
	row.content = element.event;
	row.local = merged;
}

// An event as a page or the result of a heal shows it.
export function adopt(row: EventRow, element: Element): void {
	if (element.version < row.version) return;
	takeMarks(row, element);
	const newlyHeardOf = row.version === 0 && row.local === null && !row.localDeleted;
	if (newlyHeardOf || !isDirty(row)) takeOver(row, element);
	else if (element.version > row.version) moveEdits(row, row.deleted, row.content, element);
}

// Where an accepted edit leaves the review; the server need not tell the phone that made the edit.
function reviewAfterEdit(review: Review | undefined, sent: WireChange): Review | undefined {
	if (!review) return { state: "submitted", revision: 0 };
	const lookAgain =
		review.state === "verified" ||
		review.state === "void_requested" ||
		review.state === "deleted" ||
		(review.state === "returned" && sent.review_revision === review.revision);
	return lookAgain ? { state: "submitted", revision: review.revision } : review;
}

function takeCurrent(row: EventRow, sent: WireChange, current: Element): void {
	if (sent.heal || sent.op === "answer") return adopt(row, current);
	const sentDeleted = sent.op === "delete";
	const sentRecord = sent.event ?? null;
	const editedSince = !sameContent(row.localDeleted, row.local, sentDeleted, sentRecord);
	if (current.version < row.version) {
		// A restored server that has not been healed yet: the copy held is the newer one.
		if (!editedSince) {
			row.localDeleted = row.deleted;
			row.local = row.content;
		}
		return;
	}
	takeMarks(row, current);
	if (editedSince) moveEdits(row, sentDeleted, sentRecord, current);
	else takeOver(row, current);
}

function takeApplied(row: EventRow, sent: WireChange, result: Result): void {
	applyResult(row, sent, result);
	if (sent.heal || sent.op === "answer") return;
	const { version, deleted, event } = result.current ?? {
		version: result.version,
		deleted: sent.op === "delete",
		event: sent.event ?? null,
	};
	row.acknowledged = version > row.version ? { version, deleted, content: event } : null;
}

function applyResult(row: EventRow, sent: WireChange, result: Result): void {
	if (result.current) return takeCurrent(row, sent, result.current);
	row.marks.receipt = result.receipt;
	if (sent.heal || sent.op === "answer" || result.version < row.version) return;
	row.version = result.version;
	row.deleted = sent.op === "delete";
	row.gone = row.deleted ? (row.content ?? row.gone) : null;
	row.content = sent.event ?? null;
	if (result.outcome === "accepted") {
		row.marks.warnings = result.warnings;
		const revision = row.marks.review?.revision ?? 0;
		row.marks.review = row.deleted
			? { state: "deleted", revision, reason: sent.reason ?? null }
			: reviewAfterEdit(row.marks.review, sent);
	}
}

// What the team said is with the server, which keeps it for the county. Where the record was returned again, or changed, since,
// the row shows that; anything else is told like a refused change.
function refuseAnswer(row: EventRow, sent: WireChange, result: Result, now: string): void {
	row.resolves.push(...(sent.resolves ?? []));
	if (result.outcome === "conflict") {
		row.resolves.push(sent.change_id);
		if (result.current) adopt(row, result.current);
		return;
	}
	row.refused.push({ outcome: "rejected", changeId: sent.change_id, problems: result.problems, sent: row.content, at: now });
}

// The result of the change under way. Gives false when nothing is left of the row.
export function takeResult(row: EventRow, result: Result, now: string): boolean {
	const sent = row.inFlight;
	if (!sent) return true;
	row.inFlight = null;
	if (result.outcome !== "conflict" && result.outcome !== "rejected") {
		row.marks.received_at ??= now;
		takeApplied(row, sent, result);
		return true;
	}
	const sentRecord = sent.event ?? null;
	if (sent.heal && result.outcome === "rejected") return true;
	if (sent.op === "answer") {
		refuseAnswer(row, sent, result, now);
		return true;
	}
	const refused: Refused = { outcome: result.outcome, changeId: sent.change_id, problems: result.problems, sent: sentRecord, at: now };
	row.resolves.push(...(sent.resolves ?? []));
	if (result.outcome === "conflict") {
		row.refused.push(refused);
		if (result.current) takeCurrent(row, sent, result.current);
		return true;
	}
	if (!isKnownToServer(row) && row.localDeleted) return false; // refused, and deleted meanwhile: nothing is left to send
	row.blocked = sameContent(row.localDeleted, row.local, sent.op === "delete", sentRecord);
	if (row.blocked) row.refused.push(refused);
	else row.resolves.push(sent.change_id); // corrected already while it was under way
	return true;
}
