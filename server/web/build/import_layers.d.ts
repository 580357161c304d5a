import type { ESLint } from "eslint";

export function placeOf(file: string): { app: string; layer: number; folder: string } | null;
export function fault(from: string, to: string): string | null;
export function wayBack(graph: Map<string, Set<string>>, from: string, to: string): string[] | null;

declare const plugin: ESLint.Plugin;
export default plugin;
