// @vitest-environment happy-dom
// A large file while it is made: how far it is, how it ends, and that the server hears when it is given up.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { effectScope, type EffectScope } from "vue";
import { useExport, type ExportJob } from "@/console/exports/export_job";

vi.mock("element-plus/es/components/message/style/css", () => ({})); // Node reads no style sheets

let scope: EffectScope;
let asked: { method: string; path: string }[];
let progress: () => Response;
let giveFile: (response: Response) => void;

const json = (value: unknown, status = 200) =>
	new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });

beforeEach(() => {
	vi.useFakeTimers();
	scope = effectScope();
	asked = [];
	progress = () => json({ code: "not_found", title: "没有找到" }, 404);
	vi.stubGlobal("fetch", (path: string, options: RequestInit = {}) => {
		asked.push({ method: options.method ?? "GET", path });
		if (options.method === "DELETE") return Promise.resolve(new Response(null, { status: 204 }));
		if (path.includes("/progress/")) return Promise.resolve(progress());
		return new Promise<Response>((resolve, reject) => {
			giveFile = resolve;
			options.signal?.addEventListener("abort", () => reject(new Error("given up")));
		});
	});
});

afterEach(() => {
	scope.stop();
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

const begin = (): [ExportJob, Promise<void>] => {
	const job = scope.run(() => useExport("/evidence.zip", { area: "410423" })) as ExportJob;
	return [job, job.start()];
};
const idOf = () => new URL(asked[0]?.path ?? "", "http://x").searchParams.get("progress") ?? "";

it("waits for its turn, tells how far it is, and keeps the file under the server's name", async () => {
	const [job, whole] = begin();
	await vi.advanceTimersByTimeAsync(1_000);
	expect([job.state.value, asked[1]?.path]).toEqual(["waiting", `/api/v1/progress/${idOf()}`]); // not begun: 404
	progress = () => json({ state: "working", done: 1200, total: 5000 });
	await vi.advanceTimersByTimeAsync(1_000);
	expect([job.state.value, job.done.value, job.total.value]).toEqual(["working", 1200, 5000]);
	progress = () => json({ state: "ready", done: 5000, total: 5000 });
	await vi.advanceTimersByTimeAsync(1_000);
	expect(job.state.value).toBe("receiving");
	const disposition = "attachment; filename=\"bajin-evidence.zip\"; filename*=UTF-8''%E6%A0%B8%E6%9F%A5.zip";
	giveFile(new Response("PK", { headers: { "Content-Disposition": disposition } }));
	await whole;
	expect([job.state.value, job.file.value?.name, await job.file.value?.content.text()]).toEqual(["ready", "核查.zip", "PK"]);
	const questions = asked.length;
	await vi.advanceTimersByTimeAsync(5_000);
	expect(asked.length).toBe(questions); // nobody asks any more
});

it("says in words why there is no file", async () => {
	const [job, whole] = begin();
	giveFile(json({ code: "too_many_events", title: "记录太多，请缩小范围" }, 422));
	await whole;
	expect([job.state.value, job.failure.value]).toEqual(["failed", "记录太多，请缩小范围"]);
});

it("tells the server when it is given up, by a press or by leaving, and can be begun again", async () => {
	const [job, whole] = begin();
	await job.cancel();
	await whole;
	expect([job.state.value, job.failure.value]).toEqual(["cancelled", ""]);
	expect(asked.at(-1)).toEqual({ method: "DELETE", path: `/api/v1/progress/${idOf()}` });

	const first = idOf();
	asked = [];
	const again = job.start();
	expect(job.state.value).toBe("waiting");
	expect(idOf()).not.toBe(first);
	scope.stop();
	await again;
	expect(asked.at(-1)?.method).toBe("DELETE");
});

it("is cancelled too when the server says so", async () => {
	const [job, whole] = begin();
	giveFile(json({ code: "cancelled", title: "已取消" }, 409));
	await whole;
	expect(job.state.value).toBe("cancelled");
});
