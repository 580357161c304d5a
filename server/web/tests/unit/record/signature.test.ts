import { describe, expect, it } from "vitest";
import { isSignaturePath, signatureCharactersMax, signaturePath, simplify, type Stroke } from "@/phone/rows/signature";

// The absolute points of a path, as a renderer would follow it.
function pointsOf(path: string): [number, number][] {
	const points: [number, number][] = [];
	for (const stroke of path.split("M").slice(1)) {
		const [start = "", steps = ""] = stroke.split("l");
		const numbers = (text: string) => (text.match(/-?\d+/g) ?? []).map(Number);
		let [x = 0, y = 0] = numbers(start);
		points.push([x, y]);
		const moves = numbers(steps);
		for (let index = 0; index < moves.length; index += 2) {
			x += moves[index] ?? 0;
			y += moves[index + 1] ?? 0;
			points.push([x, y]);
		}
	}
	return points;
}

// Always the same scribble.
function scribble(count: number): Stroke {
	return Array.from({ length: count }, (_, index) => ({ x: 150 + 140 * Math.sin(index * 0.7), y: 50 + 45 * Math.cos(index * 1.3) }));
}

describe("a signature", () => {
	it("is a path of whole numbers in small steps", () => {
		expect(
			signaturePath([
				[
					{ x: 10.2, y: 20.4 },
					{ x: 40, y: 5 },
					{ x: 30, y: 60 },
				],
			]),
		).toBe("M10 20l30-15-10 55");
	});

	it("loses the points that a straight line does not need", () => {
		const line = Array.from({ length: 50 }, (_, index) => ({ x: index * 2, y: index }));
		expect(simplify(line, 0.5)).toEqual([line[0], line[49]]);
		expect(signaturePath([line])).toBe("M0 0l98 49");
	});

	it("keeps a dot, and every stroke its own", () => {
		expect(
			signaturePath([
				[{ x: 5, y: 5 }],
				[
					{ x: 9, y: 9 },
					{ x: 20, y: 9 },
				],
			]),
		).toBe("M5 5l0 0M9 9l11 0");
	});

	it("stays inside its box when the finger does not", () => {
		for (const [x, y] of pointsOf(
			signaturePath([
				[
					{ x: -20, y: 50 },
					{ x: 500, y: 300 },
				],
			]),
		)) {
			expect(x).toBeGreaterThanOrEqual(0);
			expect(x).toBeLessThanOrEqual(300);
			expect(y).toBeGreaterThanOrEqual(0);
			expect(y).toBeLessThanOrEqual(100);
		}
	});

	it("follows what was written to within two units", () => {
		const written = Array.from({ length: 300 }, (_, index) => ({ x: index, y: 50 + 40 * Math.sin(index / 15) }));
		const points = pointsOf(signaturePath([written]));
		expect(points.length).toBeLessThan(150);
		for (const [x, y] of points) expect(Math.abs(y - (50 + 40 * Math.sin(x / 15)))).toBeLessThan(2);
		const middles = points
			.slice(1)
			.map(([x, y], index) => [(x + (points[index]?.[0] ?? 0)) / 2, (y + (points[index]?.[1] ?? 0)) / 2] as const);
		for (const [x, y] of middles) expect(Math.abs(y - (50 + 40 * Math.sin(x / 15)))).toBeLessThan(2.5);
	});

	it("never grows beyond its bound, however long somebody writes", () => {
		for (const strokes of [[scribble(20_000)], Array.from({ length: 3000 }, (_, index) => [{ x: index % 300, y: index % 100 }])]) {
			const path = signaturePath(strokes);
			expect(path.length).toBeLessThanOrEqual(signatureCharactersMax);
			expect(path.length).toBeGreaterThan(100);
			expect(isSignaturePath(path)).toBe(true);
		}
	});

	it("is nothing when nothing was written", () => {
		expect(signaturePath([])).toBe("");
	});

	it("of another program is drawn only when it is a path", () => {
		expect(isSignaturePath("M1 1C2 2 3 3 4.5 4z")).toBe(true);
		expect(isSignaturePath('M1 1"/><script>')).toBe(false);
		expect(isSignaturePath(null)).toBe(false);
	});
});
