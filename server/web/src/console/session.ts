// Who is signed in, and what that person may do. The server decides (server/people/access.cpp); what stands here only
// keeps buttons away that would be refused.
import { computed, ref } from "vue";
import { call, ProblemError, type Answer, type Call } from "@/common/http";
import { language } from "./language";
import { idleSeconds } from "./presence";
import { sessionIsOver, sessionLasts, type SessionEnds } from "./session_end";

export type Role = "admin" | "coordinator" | "viewer" | "auditor";

export interface Account extends SessionEnds {
	user: string;
	username: string;
	role: Role;
	area: string;
	area_name: string;
	csrf: string;
	must_change: boolean; // its password, before all else
}

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

const roleRights = {
	admin: [
		"follow",
		"events",
		"review",
		"enter",
		"redact",
		"kept",
		"teams",
		"manage_teams",
		"notices",
		"targets",
		"venues",
		"seal",
		"settings",
		"accounts",
		"audit",
		"sample",
		"telephones",
	],
	coordinator: [
		"follow",
		"events",
		"review",
		"enter",
		"kept",
		"teams",
		"manage_teams",
		"notices",
		"targets",
		"venues",
		"seal",
		"audit",
		"sample",
		"telephones",
	],
	viewer: ["follow"],
	auditor: ["events", "audit", "sample", "telephones"],
} as const satisfies Record<Role, readonly string[]>;

export type Right = (typeof roleRights)["admin"][number];

// In a template: v-if="may.review".
export const may = computed<Record<Right, boolean>>(() => {
	const rights: readonly Right[] = account.value ? roleRights[account.value.role] : [];
	return Object.fromEntries(roleRights.admin.map((right) => [right, rights.includes(right)])) as Record<Right, boolean>;
});
