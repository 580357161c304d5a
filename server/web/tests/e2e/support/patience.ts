// How long tests wait for what has to come: longer where the machine has more to do than it has cores for, so that a full run on a
// busy machine fails for faults only. Loaded before each file (vite.config.ts).
import { availableParallelism, loadavg } from "node:os";
import { vi } from "vitest";

const slowestMost = 8;

// 1 on a machine with cores to spare, and in proportion to how many want each core.
export function slowness(load = loadavg()[0] ?? 0, cores = availableParallelism()): number {
	return Math.min(slowestMost, Math.max(1, load / cores));
}

export function patience(ms: number): number {
	return Math.round(ms * slowness());
}

// For what a browser waits for by itself.
export function browserPatience(): number {
	return patience(Number(process.env.BAJIN_PATIENCE ?? 20_000));
}

interface WaitOptions {
	interval?: number;
	timeout?: number;
}

const testMs = 120_000;
const waitMs = 5_000;

function patient(options: number | WaitOptions | undefined): WaitOptions {
	const given = typeof options === "number" ? { timeout: options } : (options ?? {});
	return { ...given, timeout: patience(given.timeout ?? waitMs) };
}

const { waitFor, waitUntil } = vi;
vi.waitFor = (callback, options) => waitFor.call(vi, callback, patient(options)) as never;
vi.waitUntil = (callback, options) => waitUntil.call(vi, callback, patient(options)) as never;
vi.setConfig({ testTimeout: patience(testMs), hookTimeout: patience(testMs) });
