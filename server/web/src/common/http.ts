// Requests to the server this page came from, the only host it ever talks to. Answers that are problems (RFC 9457) become
// ProblemError; no answer at all becomes NoAnswer, the ordinary case on a village road.
import type * as Api from "@/common/api/schema";
import { gzipSync, strToU8 } from "fflate";

// What a problem may carry beside its text.
export type ProblemDetails = Partial<Pick<Api.Problem, "detail" | "problems" | "task">>;

export class ProblemError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly retryable: boolean,
		readonly retryAfterMs: number | null,
		readonly details: ProblemDetails = {},
	) {
		super(message);
	}
}

export class NoAnswer extends Error {}

// Something answered, a gateway or the portal of a hotel, but not the server.
export class NotTheServer extends NoAnswer {}

// Of bodies, as far as it can be known what went over the wire.
export interface Traffic {
	up: number;
	down: number;
}

export interface Call {
	method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	path: string;
	token?: string; // of a phone
	csrf?: string; // of a signed-in page: its cookie goes along, and this with what changes something
	body?: unknown;
	etag?: string;
	version?: number; // the one that is changed (If-Match)
	language?: string;
	idleSeconds?: number; // how long ago the person at the page did something
	timeoutMs?: number;
	signal?: AbortSignal; // the caller no longer wants the answer
	traffic?: Traffic; // what this request moves is added to it
}

export interface Answer<T> {
	value: T | null; // null: not modified, or nothing to tell
	etag: string | null;
}

const gzipFromBytes = 1024;

function retryAfter(response: Response): number | null {
	const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

// Only the server itself can say these, and it gives each a code: without one it was a gateway, a portal of a hotel, that asks
// for its own sign-in, and the server has said nothing.
const saidByServerAlone = [401, 403, 407, 426, 511];

// The server answers with JSON and nothing else; the page of a portal is none.
async function valueOf<T>(response: Response, traffic: Traffic | undefined): Promise<T> {
	const text = await response.text();
	if (traffic) traffic.down += Number(response.headers.get("Content-Length") ?? strToU8(text).length);
	try {
		return JSON.parse(text) as T;
	} catch {
		throw new NotTheServer("an answer that is no JSON");
	}
}

export async function problemOf(response: Response): Promise<ProblemError | NoAnswer> {
	let problem: { code?: string; title?: string; retryable?: boolean } & ProblemDetails = {};
	try {
		problem = await response.json();
	} catch {
		// Something between the phone and the server answered in its place.
	}
	if (typeof problem?.code !== "string" && saidByServerAlone.includes(response.status)) {
		return new NotTheServer(`HTTP ${response.status} of something between here and the server`);
	}
	const retryable = problem.retryable ?? (response.status >= 500 || response.status === 408 || response.status === 429);
	const message = problem.title ?? problem.detail ?? `HTTP ${response.status}`;
	return new ProblemError(response.status, problem.code ?? `http_${response.status}`, message, retryable, retryAfter(response), problem);
}

export async function call<T>(options: Call): Promise<Answer<T>> {
	const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": options.language ?? "zh" };
	if (options.token) headers.Authorization = `Bearer ${options.token}`;
	if (options.csrf) headers["X-CSRF-Token"] = options.csrf;
	if (options.idleSeconds) headers["X-Idle-Seconds"] = String(options.idleSeconds);
	if (options.etag) headers["If-None-Match"] = options.etag;
	if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
	let body: BodyInit | undefined;
	if (options.body !== undefined) {
		const bytes = strToU8(JSON.stringify(options.body));
		const packed = bytes.length >= gzipFromBytes ? gzipSync(bytes, { level: 9 }) : bytes;
		headers["Content-Type"] = "application/json";
		if (packed !== bytes) headers["Content-Encoding"] = "gzip";
		if (options.traffic) options.traffic.up += packed.length;
		body = packed as Uint8Array<ArrayBuffer>;
	}
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), options.timeoutMs ?? 90_000);
	const cancel = () => abort.abort();
	options.signal?.addEventListener("abort", cancel);
	try {
		const response = await fetch(options.path, {
			method: options.method ?? (body === undefined ? "GET" : "POST"),
			headers,
			body,
			signal: abort.signal,
			cache: "no-store",
			credentials: options.csrf === undefined ? "omit" : "same-origin",
			redirect: "error",
		});
		if (response.status === 304) return { value: null, etag: options.etag ?? null };
		if (!response.ok) throw await problemOf(response);
		const etag = response.headers.get("ETag");
		return { value: response.status === 204 ? null : await valueOf<T>(response, options.traffic), etag };
	} catch (error) {
		if (error instanceof ProblemError || error instanceof NoAnswer) throw error;
		throw new NoAnswer(error instanceof Error ? error.message : String(error));
	} finally {
		clearTimeout(timer);
		options.signal?.removeEventListener("abort", cancel);
	}
}
