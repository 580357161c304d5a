// What must be said about the safety of what is on the phone: was the database emptied behind our back, is something long
// unsent, is the space running out. Plain functions; SafetyBanners.vue and the enrolment show it.
import { shanghaiDay } from "@/common/calendar";
import { hasUnsentWork } from "@/phone/rows/row";
import type { Barrier, PhoneDatabase } from "./database";
import { unsentReports } from "./nil_reports";

// Remembered outside the database, in the two places that browsers clear apart from it or by other rules.
const joinedKey = "bajin-joined";
const dismissedKey = "bajin-install-dismissed";
const cookieDays = 400; // browsers allow no more

const dayMs = 86_400_000;
export const nagAfterMs = 2 * dayMs;
const fewBytesLeft = 30 * 1024 ** 2;

export interface Joined {
	name: string; // of the phone
	at: string;
}

export function readCookie(cookies: string): Joined | null {
	const found = cookies.split("; ").find((entry) => entry.startsWith(`${joinedKey}=`));
	if (!found) return null;
	try {
		return readJoined(decodeURIComponent(found.slice(joinedKey.length + 1)));
	} catch {
		return { name: "", at: "" };
	}
}

function readJoined(text: string): Joined {
	const { name, at } = JSON.parse(text) as Partial<Joined>;
	return { name: typeof name === "string" ? name : "", at: typeof at === "string" ? at : "" };
}

// This phone has joined a team; said again at each start, because cookies run out.
export function rememberJoined(joined: Joined): void {
	const text = JSON.stringify({ name: joined.name, at: joined.at });
	try {
		localStorage.setItem(joinedKey, text);
	} catch {
		// The cookie may do.
	}
	const secure = location.protocol === "https:" ? "; Secure" : "";
	document.cookie = `${joinedKey}=${encodeURIComponent(text)}; Max-Age=${cookieDays * 86_400}; Path=/; SameSite=Strict${secure}`;
}

function recallJoined(): Joined | null {
	try {
		const stored = localStorage.getItem(joinedKey);
		if (stored) return readJoined(stored);
	} catch {
		// Look at the cookie.
	}
	return readCookie(document.cookie);
}

// As which phone it had joined when the database has no trace of it any more; null when all is well.
export async function findEmptied(db: PhoneDatabase): Promise<Joined | null> {
	return (await db.read("device")) ? null : recallJoined();
}

export function wasInstallDismissed(): boolean {
	try {
		return localStorage.getItem(dismissedKey) !== null;
	} catch {
		return true;
	}
}

export function dismissInstall(): void {
	try {
		localStorage.setItem(dismissedKey, "1");
	} catch {
		// It will be asked again.
	}
}

export interface Unsent {
	count: number;
	oldest: number | null; // when it was saved
}

// Records and reports that the server has not answered for; a heal says only again what it had.
export async function findUnsent(db: PhoneDatabase): Promise<Unsent> {
	const times: number[] = [];
	for (const row of await db.events.where("unsent").equals(1).toArray()) {
		const sent = row.inFlight?.heal ? null : row.inFlight;
		if (hasUnsentWork(row)) times.push(Date.parse(sent?.edited_at ?? row.answer?.at ?? row.editedAt));
	}
	for (const report of await unsentReports(db)) times.push(Date.parse(report.at));
	const known = times.filter((time) => !Number.isNaN(time));
	return { count: times.length, oldest: known.length > 0 ? Math.min(...known) : null };
}

export type BannerKind = "device_lost" | "protocol_too_old" | "full" | "nag" | "unauthenticated" | "update" | "storing" | "not_persistent";

export interface Banner {
	kind: BannerKind;
	level: "bad" | "warn" | "info";
	days?: number;
	count?: number;
	bytes?: number;
}

export interface Health {
	barrier: Barrier | null;
	unsent: Unsent;
	lastNag: string | null;
	now: number;
	updateWaiting: boolean;
	appStored: boolean; // opens without a network
	persisted: boolean | null; // null: the browser cannot tell
	installed: boolean;
	installDismissed: boolean;
	usage: number | null;
	quota: number | null;
	writable: boolean; // a small block was just written and read back; browsers say that there is room where there is none
}

// Most pressing first, and never so many that they hide the list.
export function findBanners(health: Health, most = 2): Banner[] {
	const found: Banner[] = [];
	if (health.barrier === "device_lost") found.push({ kind: "device_lost", level: "bad" });
	if (health.barrier === "protocol_too_old") found.push({ kind: "protocol_too_old", level: "bad" });
	const left = health.quota !== null && health.usage !== null ? Math.max(0, health.quota - health.usage) : null;
	if (!health.writable) found.push({ kind: "full", level: "bad", bytes: 0 });
	else if (left !== null && left < fewBytesLeft) found.push({ kind: "full", level: "bad", bytes: left });
	const age = health.unsent.oldest === null ? 0 : health.now - health.unsent.oldest;
	const saidToday = health.lastNag !== null && shanghaiDay(Date.parse(health.lastNag)) === shanghaiDay(health.now);
	if (age >= nagAfterMs && !saidToday)
		found.push({ kind: "nag", level: "warn", count: health.unsent.count, days: Math.floor(age / dayMs) });
	if (health.barrier === "unauthenticated") found.push({ kind: "unauthenticated", level: "info" });
	if (!health.appStored) found.push({ kind: "storing", level: "info" });
	if (health.updateWaiting) found.push({ kind: "update", level: "info" });
	if (health.persisted !== true && !health.installed && !health.installDismissed) found.push({ kind: "not_persistent", level: "info" });
	return found.slice(0, most);
}
