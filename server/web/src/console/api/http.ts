// Questions to the server in the name of who is signed in: the cookie goes along by itself, the csrf token with what
// changes something. Errors are those of common/http; a sign-in that has ended is told to session.ts, and whoever asked
// gets the error too, so that nothing typed is lost.
import { NoAnswer, problemOf, ProblemError, type Call } from "@/common/http";
import { language } from "@/console/texts/language";
import { passwordConfirmed } from "./confirm_password";
import { idleSeconds } from "./presence";
import { callSignedIn, sessionEnded } from "./session";
import { sessionUsed } from "./session_end";

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface AskOptions {
	signal?: AbortSignal;
	timeoutMs?: number;
}

// "/coverage" and { year: 2015, area: undefined } → "/api/v1/coverage?year=2015". What is undefined, null or false is left out.
export function apiPath(path: string, query: Query = {}): string {
	const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== false);
	const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
	return `/api/v1${path}${text === "" ? "" : `?${text}`}`;
}

async function asked<T>(options: Call): Promise<T> {
	try {
		const answer = await callSignedIn<T>({ ...options, idleSeconds: idleSeconds(), timeoutMs: options.timeoutMs ?? 30_000 });
		sessionUsed();
		return answer.value as T;
	} catch (error) {
		if (error instanceof ProblemError && error.status === 401) sessionEnded();
		// What cannot be undone: the password once more, then it goes on.
		if (error instanceof ProblemError && error.code === "password_needed" && (await passwordConfirmed())) return asked(options);
		throw error;
	}
}

export function ask<T>(path: string, query: Query = {}, options: AskOptions = {}): Promise<T> {
	return asked<T>({ path: apiPath(path, query), ...options });
}

export interface SendOptions extends AskOptions {
	query?: Query;
	version?: number; // If-Match
}

export function send<T = null>(
	method: "POST" | "PUT" | "PATCH" | "DELETE",
	path: string,
	body?: unknown,
	options: SendOptions = {},
): Promise<T> {
	const { query, ...rest } = options;
	return asked<T>({ method, path: apiPath(path, query), body, ...rest });
}

export interface FetchedFile {
	name: string; // as the server calls it
	content: Blob;
}

// A file that the server takes its time to make. Without a limit of time: who asked looks on and can give up.
export async function askFile(path: string, query: Query, signal: AbortSignal): Promise<FetchedFile> {
	try {
		const response = await fetch(apiPath(path, query), {
			headers: { "Accept-Language": language.value, "X-Idle-Seconds": String(idleSeconds()) },
			cache: "no-store",
			credentials: "same-origin",
			signal,
		});
		if (!response.ok) throw await problemOf(response);
		const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
		const named = name === undefined ? path.slice(path.lastIndexOf("/") + 1) : decodeURIComponent(name);
		return { name: named, content: await response.blob() };
	} catch (error) {
		if (error instanceof ProblemError && error.status === 401) sessionEnded();
		throw error instanceof ProblemError ? error : new NoAnswer(String(error));
	}
}
