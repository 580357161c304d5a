// A real bajin-server on a fresh data directory for one test file, and what an office does with it: teams, enrolment
// codes, reviews, backups.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { patience } from "./patience.ts";

const build = process.env.BAJIN_BUILD ?? fileURLToPath(new URL("../../../../../build/release", import.meta.url));
export const builtPages = join(build, "web");
const tool = join(build, "bajin");

export interface Reply {
	status: number;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the route answers
	body: any;
}

// The accounts of a test server; the password of each is "kite of NAME".
const accounts = {
	admin: ["admin", "410400"],
	pingdingshan: ["coordinator", "410400"],
	lushan: ["coordinator", "410423"],
	guest: ["viewer", "410400"],
} as const;
export type User = keyof typeof accounts;

export class TestServer {
	readonly folder = mkdtempSync(join(tmpdir(), "bajin-web-"));
	readonly webRoot = join(this.folder, "web");
	url = "";
	setupLink: string | null = null; // of a server without accounts
	private process: ChildProcess | null = null;
	private readonly tokens = new Map<string, string>();
	private generation = 0;
	private options: string[] = [];

	private get data(): string {
		return join(this.folder, `data-${this.generation}`);
	}

	// `areas`: another list of areas than the official one, with the areas of the accounts in it.
	static async start(
		options: {
			demo?: boolean;
			pages?: boolean;
			accounts?: boolean;
			options?: string[];
			areas?: { csv: string; areaOf: Record<User, string> };
		} = {},
	): Promise<TestServer> {
		const server = new TestServer();
		server.options = options.options ?? [];
		if (options.pages !== false) cpSync(builtPages, server.webRoot, { recursive: true });
		if (options.areas) {
			const list = join(server.folder, "areas.csv");
			writeFileSync(list, options.areas.csv);
			server.bajin("init", "--areas", list);
			if (options.accounts !== false) server.addAccounts(options.areas.areaOf);
		} else if (options.accounts === false) server.bajin("init");
		else cpSync(await TestServer.preparedData(options.demo ?? false), server.data, { recursive: true });
		await server.open(0);
		return server;
	}

	// With the official areas and the accounts; `demo`: with the demonstration data, compared for look-alikes. Made once a run.
	private static async preparedData(demo: boolean): Promise<string> {
		const data = join(inject("prepared"), demo ? "demo" : "plain");
		if (existsSync(data)) return data;
		try {
			mkdirSync(`${data}.making`);
		} catch {
			return await TestServer.madeByAnother(data);
		}
		const maker = new TestServer();
		maker.bajin("init");
		if (demo) maker.bajin("demo");
		maker.addAccounts();
		if (demo) {
			await maker.open(0);
			await maker.followed();
			await maker.stop();
		}
		cpSync(maker.data, `${data}.part`, { recursive: true });
		renameSync(`${data}.part`, data);
		await maker.close();
		return data;
	}

	private static async madeByAnother(data: string): Promise<string> {
		const end = Date.now() + patience(60_000);
		while (!existsSync(data)) {
			if (Date.now() > end) throw new Error(`${data} is not made`);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		return data;
	}

	private addAccounts(areaOf: Partial<Record<User, string>> = {}): void {
		for (const [name, [role, area]] of Object.entries(accounts)) this.addUser(name, role, areaOf[name as User] ?? area);
	}

	// Until what was committed so far has been compared for look-alikes.
	private async followed(): Promise<void> {
		const end = Date.now() + patience(60_000);
		while (!/^bajin_follower_behind 0$/m.test(await (await fetch(`${this.url}/metrics`)).text())) {
			if (Date.now() > end) throw new Error("the comparison for look-alikes does not come to its end");
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	bajin(...command: string[]): string {
		return execFileSync(tool, [...command, "--data", this.data], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
	}

	private addUser(name: string, role: string, area: string): void {
		execFileSync(tool, ["user", "add", name, "--role", role, "--area", area, "--data", this.data], {
			input: `kite of ${name}`,
			stdio: ["pipe", "ignore", "inherit"],
		});
	}

	addTeam(name: string, area: string): string {
		return JSON.parse(this.bajin("team", "add", name, "--area", area, "--json")).team;
	}

	enrolmentCode(team: string): string {
		return JSON.parse(this.bajin("enrol", "--team", team, "--json")).code;
	}

	private async open(port: number): Promise<void> {
		const pages = existsSync(this.webRoot) ? ["--web-root", this.webRoot] : [];
		const command = ["--data", this.data, "--listen", `127.0.0.1:${port}`, ...pages, ...this.options];
		const child = spawn(join(build, "bajin-server"), command, { stdio: ["ignore", "pipe", "pipe"] });
		this.process = child;
		createInterface({ input: child.stderr }).on("line", (line) => {
			this.setupLink ??= /good once: (\S+)/.exec(line)?.[1] ?? null;
			if (!/ (info|debug) /.test(line)) process.stderr.write(`${line}\n`);
		});
		this.url = await new Promise<string>((resolve, reject) => {
			child.once("exit", (code) => reject(new Error(`bajin-server ended with ${code}`)));
			createInterface({ input: child.stdout }).on("line", (line) => {
				const found = /listening on (http\S+)/.exec(line);
				if (found?.[1]) resolve(found[1]);
			});
		});
	}

	async stop(): Promise<void> {
		const child = this.process;
		this.process = null;
		if (!child || child.exitCode !== null) return;
		const ended = new Promise((resolve) => child.once("exit", resolve));
		child.kill("SIGTERM");
		await ended;
	}

	async start(): Promise<void> {
		await this.open(Number(new URL(this.url).port));
	}

	// After the pages in `webRoot` were changed.
	reloadPages(): void {
		this.process?.kill("SIGHUP");
	}

	backup(): string {
		const file = join(this.folder, `backup-${Date.now()}.db`);
		this.bajin("backup", file);
		return file;
	}

	// The disk dies; an older backup takes its place, on the same address.
	async restore(file: string): Promise<void> {
		await this.stop();
		++this.generation;
		this.bajin("restore", file);
		this.tokens.clear();
		await this.start();
	}

	async as(user: User, method: string, path: string, body?: unknown): Promise<Reply> {
		let token = this.tokens.get(user);
		if (!token) {
			const signedIn = await this.request("POST", "/session", { username: user, password: `kite of ${user}` });
			token = String(signedIn.body.token);
			this.tokens.set(user, token);
		}
		return this.request(method, path, body, token);
	}

	async request(method: string, path: string, body?: unknown, token?: string): Promise<Reply> {
		const response = await fetch(`${this.url}/api/v1${path}`, {
			method,
			headers: token ? { Authorization: `Bearer ${token}` } : {},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, body: text === "" ? null : JSON.parse(text) };
	}

	// The events that count for a county and year, as its coordinator sees them.
	async events(query = ""): Promise<Reply["body"][]> {
		return (await this.as("admin", "GET", `/events?limit=500${query}`)).body.events;
	}

	async review(id: string, decision: Record<string, unknown>): Promise<Reply> {
		const event = (await this.as("admin", "GET", `/events/${id}`)).body;
		return this.as("admin", "POST", `/events/${id}/review`, { version: event.version, ...decision });
	}

	async close(): Promise<void> {
		await this.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
