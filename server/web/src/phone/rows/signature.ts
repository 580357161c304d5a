// A signature written on the screen as an SVG path in a box of 300 by 100, small enough to travel with the record: whole
// numbers, relative steps, and no more points than the eye needs.

export const signatureBox = { width: 300, height: 100 };
export const signatureCharactersMax = 4000;

export interface Point {
	x: number;
	y: number;
}

export type Stroke = Point[];

function distanceToSegment(point: Point, start: Point, end: Point): number {
	const [dx, dy] = [end.x - start.x, end.y - start.y];
	const length = dx * dx + dy * dy;
	const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - start.x) * dx + (point.y - start.y) * dy) / length));
	return Math.hypot(point.x - start.x - along * dx, point.y - start.y - along * dy);
}

// Douglas and Peucker, with a stack of its own: a long stroke would be a deep recursion.
export function simplify(stroke: Stroke, tolerance: number): Stroke {
	if (stroke.length < 3) return [...stroke];
	const keep = new Set<number>([0, stroke.length - 1]);
	const pending: [number, number][] = [[0, stroke.length - 1]];
	for (let span = pending.pop(); span; span = pending.pop()) {
		const [first, last] = span;
		const [start, end] = [stroke[first], stroke[last]];
		if (!start || !end) continue;
		let [farthest, farthestDistance] = [-1, tolerance];
		for (let index = first + 1; index < last; ++index) {
			const point = stroke[index];
			const distance = point ? distanceToSegment(point, start, end) : 0;
			if (distance > farthestDistance) [farthest, farthestDistance] = [index, distance];
		}
		if (farthest < 0) continue;
		keep.add(farthest);
		pending.push([first, farthest], [farthest, last]);
	}
	return stroke.filter((_, index) => keep.has(index));
}

function pathOf(stroke: Stroke): string {
	const points = stroke.map((point) => ({
		x: Math.round(Math.max(0, Math.min(signatureBox.width, point.x))),
		y: Math.round(Math.max(0, Math.min(signatureBox.height, point.y))),
	}));
	const first = points[0];
	if (!first) return "";
	let path = `M${first.x} ${first.y}l`;
	let steps = "";
	let at = first;
	for (const point of points.slice(1)) {
		if (point.x === at.x && point.y === at.y) continue;
		const [dx, dy] = [point.x - at.x, point.y - at.y];
		steps += `${steps !== "" && dx >= 0 ? " " : ""}${dx}${dy >= 0 ? " " : ""}${dy}`;
		at = point;
	}
	path += steps === "" ? "0 0" : steps; // a dot
	return path;
}

const tolerances = [0.6, 0.9, 1.4, 2.1, 3.2];

// Points in the units of the box. Empty when nothing was written.
export function signaturePath(strokes: Stroke[]): string {
	const whole = (tidy: (stroke: Stroke) => Stroke) => strokes.map((stroke) => pathOf(tidy(stroke))).join("");
	for (const tolerance of tolerances) {
		const path = whole((stroke) => simplify(stroke, tolerance));
		if (path.length <= signatureCharactersMax) return path;
	}
	// Somebody scribbled on and on: fewer and fewer of the points, the ends of the strokes kept.
	const longest = Math.max(...strokes.map((stroke) => stroke.length));
	for (let stride = 2; stride < longest; stride *= 2) {
		const path = whole((stroke) => stroke.filter((_, index) => index % stride === 0 || index === stroke.length - 1));
		if (path.length <= signatureCharactersMax) return path;
	}
	// Hundreds of strokes: as many as fit, in the order in which they were written.
	let path = "";
	for (const stroke of strokes) {
		const next = pathOf([...stroke.slice(0, 1), ...stroke.slice(-1)]);
		if (path.length + next.length > signatureCharactersMax) break;
		path += next;
	}
	return path;
}

// What another program put there is drawn only when it is a path and nothing else.
export function isSignaturePath(text: unknown): text is string {
	return typeof text === "string" && text.length <= signatureCharactersMax && /^M[MmLlHhVvCcSsQqTtZz0-9 ,.-]+$/.test(text);
}
