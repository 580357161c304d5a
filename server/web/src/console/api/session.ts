// Who is signed in, and what that person may do. The server decides, and says what it would; buttons that it would refuse are not
// shown.
import type * as Api from "@/common/api/schema";
import { computed, ref } from "vue";
import { call, ProblemError, type Answer, type Call } from "@/common/http";
import { language } from "@/console/texts/language";
import { idleSeconds } from "./presence";
import { sessionIsOver, sessionLasts } from "./session_end";

export type Role = Api.Role;
export type Account = Api.Session;

export const account = ref<Account | null>(null);

// The sign-in came to its end while the page was in use: App.vue asks for the password on top of it.
export const ended = ref(false);

export function csrf(): string {
	return account.value?.csrf ?? "";
}

export function sessionEnded(): void {
	if (!account.value) return;
	ended.value = true;
	sessionIsOver();
}

// False when nobody is signed in. Throws NoAnswer and ProblemError as common/http does.
export async function readSession(): Promise<boolean> {
	try {
		account.value = (
			await call<Account>({ path: "/api/v1/session", csrf: "", language: language.value, idleSeconds: idleSeconds() })
		).value;
		if (account.value) sessionLasts(account.value, stillSignedIn);
	} catch (error) {
		if (!(error instanceof ProblemError) || error.status !== 401) throw error;
		account.value = null;
	}
	return account.value !== null;
}

// Asked by the page itself, on top of which App.vue asks for the password when it is over.
async function stillSignedIn(): Promise<void> {
	try {
		const answer = await call<Account>({ path: "/api/v1/session", csrf: "", language: language.value, idleSeconds: idleSeconds() });
		if (answer.value) sessionLasts(answer.value, stillSignedIn);
	} catch (error) {
		if (!(error instanceof ProblemError) || error.status !== 401) throw error;
		sessionEnded();
	}
}

// Somebody signed in anew in another page of this browser: the cookie is theirs, what proves this page to the server is not.
// True when it is the same person, who goes on here; another has to say so first.
async function followOtherPage(): Promise<boolean> {
	const before = account.value?.user;
	const found = (await call<Account>({ path: "/api/v1/session", csrf: "", language: language.value, idleSeconds: idleSeconds() })).value;
	if (!found || found.user !== before) {
		sessionEnded();
		return false;
	}
	account.value = found;
	ended.value = false;
	sessionLasts(found, stillSignedIn);
	return true;
}

// A request in the name of who is signed in, whichever page of this browser that was done in.
export async function callSignedIn<T>(options: Omit<Call, "csrf" | "language">): Promise<Answer<T>> {
	const asked = () => call<T>({ ...options, csrf: csrf(), language: language.value });
	try {
		return await asked();
	} catch (error) {
		if (error instanceof ProblemError && error.code === "csrf" && (await followOtherPage())) return asked();
		throw error;
	}
}

// Signed in again elsewhere while this page asked for the password: it has its answer.
function lookAtOtherPages(): void {
	if (ended.value && document.visibilityState === "visible") void followOtherPage().catch(() => undefined);
}
addEventListener("focus", lookAtOtherPages);
document.addEventListener("visibilitychange", lookAtOtherPages);

// True when it is another person than before: then everything shown has to be asked anew.
export async function signIn(username: string, password: string): Promise<boolean> {
	const before = account.value?.user;
	const body = { username, password, cookie_only: true };
	account.value = (await call<Account>({ method: "POST", path: "/api/v1/session", csrf: "", body, language: language.value })).value;
	ended.value = false;
	if (account.value) sessionLasts(account.value, stillSignedIn);
	return before !== undefined && before !== account.value?.user;
}

export async function signOut(): Promise<void> {
	await callSignedIn({ method: "DELETE", path: "/api/v1/session" });
	location.reload();
}

// What the pages ask for, and what the server calls it.
const actions = {
	follow: "follow_changes",
	events: "read_events",
	review: "review_events",
	enter: "enter_events",
	redact: "redact_events",
	kept: "read_kept",
	teams: "read_teams",
	manage_teams: "manage_teams",
	notices: "send_notices",
	targets: "set_targets",
	venues: "manage_venues",
	seal: "seal_reports",
	settings: "manage_settings",
	accounts: "manage_accounts",
	audit: "read_audit",
	sample: "audit_events",
	telephones: "see_telephones",
} as const;

export type Right = keyof typeof actions;

// In a template: v-if="may.review".
export const may = computed<Record<Right, boolean>>(() => {
	const rights = account.value?.rights ?? [];
	return Object.fromEntries(Object.entries(actions).map(([right, action]) => [right, rights.includes(action)])) as Record<Right, boolean>;
});
