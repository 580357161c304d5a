// Requests to the server this page came from, the only host it ever talks to. Answers that are problems (RFC 9457) become
// ProblemError; no answer at all becomes NoAnswer, the ordinary case on a village road.
import { gzipSync, strToU8 } from "fflate";

export class ProblemError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly retryable: boolean,
		readonly retryAfterMs: number | null,
	) {
		super(message);
	}
}

export class NoAnswer extends Error {}

export interface Call {
	method?: "GET" | "POST";
	path: string;
	token?: string;
	body?: unknown;
	etag?: string;
	language?: string;
	timeoutMs?: number;
}

export interface Answer<T> {
	value: T | null; // null: not modified
	etag: string | null;
}

const gzipFromBytes = 1024;

function retryAfter(response: Response): number | null {
	const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

async function problemOf(response: Response): Promise<ProblemError> {
	let problem: { code?: string; title?: string; detail?: string; retryable?: boolean } = {};
	try {
		problem = await response.json();
	} catch {
		// Something between the phone and the server answered in its place.
	}
	const retryable = problem.retryable ?? (response.status >= 500 || response.status === 408 || response.status === 429);
	const message = problem.title ?? problem.detail ?? `HTTP ${response.status}`;
	return new ProblemError(response.status, problem.code ?? `http_${response.status}`, message, retryable, retryAfter(response));
}

export async function call<T>(options: Call): Promise<Answer<T>> {
	const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": options.language ?? "zh" };
	if (options.token) headers.Authorization = `Bearer ${options.token}`;
	if (options.etag) headers["If-None-Match"] = options.etag;
	let body: BodyInit | undefined;
	if (options.body !== undefined) {
		const bytes = strToU8(JSON.stringify(options.body));
		const packed = bytes.length >= gzipFromBytes ? gzipSync(bytes, { level: 9 }) : bytes;
		headers["Content-Type"] = "application/json";
		if (packed !== bytes) headers["Content-Encoding"] = "gzip";
		body = packed as Uint8Array<ArrayBuffer>;
	}
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), options.timeoutMs ?? 90_000);
	try {
		const response = await fetch(options.path, {
			method: options.method ?? (body === undefined ? "GET" : "POST"),
			headers,
			body,
			signal: abort.signal,
			cache: "no-store",
			credentials: "omit",
			redirect: "error",
		});
		if (response.status === 304) return { value: null, etag: options.etag ?? null };
		if (!response.ok) throw await problemOf(response);
		return { value: (await response.json()) as T, etag: response.headers.get("ETag") };
	} catch (error) {
		if (error instanceof ProblemError) throw error;
		throw new NoAnswer(error instanceof Error ? error.message : String(error));
	} finally {
		clearTimeout(timer);
	}
}
