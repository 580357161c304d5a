// Taking a delete back, as the list does it: from a row that a screen held. And what a delete that waits is shown as.
import { beforeEach, expect, it } from "vitest";
import { reactive } from "vue";
import { deleteEvent, saveEvent, undoDelete } from "@/phone/storage/events";
import { makeRequest } from "@/phone/sync/exchange";
import type { PhoneDatabase } from "@/phone/storage/database";
import { itemsOf } from "@/phone/views/list";
import { freshDatabase, record } from "../support/records";

const now = Date.parse("2025-03-08T10:00:00.000Z");
const id = "01957a3e-4c7b-7d21-9a55-000000000001";
let db: PhoneDatabase;

beforeEach(async () => {
	db = await freshDatabase();
	await saveEvent(db, record(id), "team-1", now);
});

// The answer does not come: the change stays under way.
const tryToSend = () => makeRequest(db, { now, appVersion: "1", changesMax: 100 });

it.each([
	["what never left the phone", async () => undefined],
	["what a try without a network had begun to send", tryToSend],
])("brings back %s, also from a reactive row", async (_what, before) => {
	await before();
	const held = await deleteEvent(db, id, "", now);
	if (!held) throw new Error("nothing was deleted");
	await undoDelete(db, reactive(held), now);
	const row = await db.events.get(id);
	expect(row?.localDeleted).toBe(false);
	expect(row?.local).toEqual(record(id));
});

it("shows what a delete that waits is about", async () => {
	await tryToSend();
	await deleteEvent(db, id, "", now);
	const [item] = itemsOf(await db.events.toArray(), []);
	expect(item).toMatchObject({ state: "waiting", deleting: true, record: { title: "妇女权益保障法进村", occurred_on: "2025-03-08" } });
});
