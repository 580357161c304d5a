// What is typed where it has no record of its own yet, in a dialog say: kept as it is typed, so that it is still there after the
// app was killed. By a name that says where it was typed; the newest few.
import type { PhoneDatabase } from "./database";

const keptMax = 20;

export async function readKept(db: PhoneDatabase, name: string): Promise<string> {
	return (await db.read("typed"))[name]?.text ?? "";
}

// An empty text is forgotten.
export async function keepText(db: PhoneDatabase, name: string, text: string, now: number): Promise<void> {
	await db.transaction("rw", db.meta, async () => {
		const { [name]: _before, ...others } = await db.read("typed");
		const all = text === "" ? others : { ...others, [name]: { text, at: new Date(now).toISOString() } };
		const newest = Object.entries(all)
			.sort(([, left], [, right]) => right.at.localeCompare(left.at))
			.slice(0, keptMax);
		await db.write("typed", Object.fromEntries(newest));
	});
}
