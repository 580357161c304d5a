// A road between the browser and the server that can be closed, lose answers after they were given, and be slow. A plain
// HTTP proxy, so that the browser, its service worker and the server are all the real ones.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import type { SyncRequest } from "@/phone/sync/exchange";

export interface Exchange {
	path: string;
	status: number | null; // null: lost
	bytesUp: number; // of bodies, as on the wire
	bytesDown: number;
	body: Buffer;
}

// What a phone asked in a sync.
export function requestOf(exchange: Exchange): SyncRequest {
	const isGzip = exchange.body[0] === 0x1f && exchange.body[1] === 0x8b;
	return JSON.parse((isGzip ? gunzipSync(exchange.body) : exchange.body).toString("utf8"));
}

export class Network {
	url = "";
	readonly exchanges: Exchange[] = [];
	// The next so many answers to /api/v1/sync never reach the phone, although the server gave them.
	loseAnswers = 0;
	closed = false;
	// Bits a second and the time of a round trip; null: as fast as it goes.
	link: { bitsPerSecond: number; roundTripMs: number } | null = null;
	private readonly proxy: http.Server;
	private held: (() => void)[] = [];
	private holding = false;

	private constructor(private readonly target: () => string) {
		this.proxy = http.createServer((request, response) => void this.pass(request, response).catch(() => response.destroy()));
	}

	static async open(target: () => string): Promise<Network> {
		const network = new Network(target);
		await new Promise<void>((resolve) => network.proxy.listen(0, "127.0.0.1", resolve));
		network.url = `http://127.0.0.1:${(network.proxy.address() as AddressInfo).port}`;
		return network;
	}

	get syncs(): Exchange[] {
		return this.exchanges.filter((exchange) => exchange.path === "/api/v1/sync");
	}

	// Answers to syncs are given by the server, and wait here until release().
	hold(): void {
		this.holding = true;
	}

	get heldCount(): number {
		return this.held.length;
	}

	release(): void {
		this.holding = false;
		for (const let_go of this.held.splice(0)) let_go();
	}

	private async wait(bytes: number): Promise<void> {
		if (!this.link) return;
		const ms = this.link.roundTripMs / 2 + (bytes * 8 * 1000) / this.link.bitsPerSecond;
		await new Promise((resolve) => setTimeout(resolve, ms));
	}

	private async pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
		if (this.closed) {
			request.socket.destroy();
			return;
		}
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks);
		const path = request.url ?? "/";
		const exchange: Exchange = { path, status: null, bytesUp: body.length, bytesDown: 0, body };
		this.exchanges.push(exchange);
		await this.wait(body.length);
		const answer = await this.ask(request, body);
		exchange.bytesDown = answer.body.length;
		if (path === "/api/v1/sync") {
			if (this.loseAnswers > 0) {
				--this.loseAnswers;
				request.socket.destroy();
				return;
			}
			if (this.holding) await new Promise<void>((resolve) => this.held.push(resolve));
		}
		await this.wait(answer.body.length);
		if (this.closed) {
			request.socket.destroy();
			return;
		}
		exchange.status = answer.status;
		response.writeHead(answer.status, answer.headers);
		response.end(answer.body);
	}

	private ask(request: http.IncomingMessage, body: Buffer): Promise<{ status: number; headers: http.OutgoingHttpHeaders; body: Buffer }> {
		return new Promise((resolve, reject) => {
			const target = new URL(request.url ?? "/", this.target());
			const headers = { ...request.headers, host: target.host, "content-length": String(body.length), connection: "close" };
			const passed = http.request(target, { method: request.method, headers }, (answer) => {
				const chunks: Buffer[] = [];
				answer.on("data", (chunk: Buffer) => chunks.push(chunk));
				answer.on("error", reject);
				answer.on("end", () => {
					const { connection: _connection, "transfer-encoding": _encoding, ...kept } = answer.headers;
					const bytes = Buffer.concat(chunks);
					resolve({
						status: answer.statusCode ?? 502,
						headers: { ...kept, "content-length": String(bytes.length) },
						body: bytes,
					});
				});
			});
			passed.on("error", reject);
			passed.end(body);
		});
	}

	async close(): Promise<void> {
		this.release();
		this.proxy.closeAllConnections();
		await new Promise((resolve) => this.proxy.close(resolve));
	}
}
