// The official list of areas: tree, names and search by name or by the first letters of the readings, offline. The root may be of
// any level and levels may be missing; what lies where stands in `parent`, never in what a code begins with.
import { folded } from "./plain_text";
import type { AreaRow } from "./reference";

export interface Area extends AreaRow {
	children: Area[];
}

const smallest = 4;
const ranks: Record<string, number> = { province: 0, prefecture: 1, county: 2, township: 3, village: smallest, community: smallest };

// The larger the area, the smaller the number; villages and communities stand side by side.
export function levelRank(level: string): number {
	return ranks[level] ?? smallest;
}

// Names in which the usual endings stand for themselves: 鲁山 finds 鲁山县.
export class AreaIndex {
	private readonly byCode = new Map<string, Area>();
	readonly root: Area | null;
	private lettersOf: ((name: string) => string[]) | null = null;
	private readonly names = new Map<string, string>(); // folded
	private readonly letters = new Map<string, string[]>();

	constructor(rows: AreaRow[]) {
		for (const row of rows) this.byCode.set(row.code, { ...row, children: [] });
		let root: Area | null = null;
		for (const area of this.byCode.values()) {
			const parent = area.parent === null ? undefined : this.byCode.get(area.parent);
			if (parent) parent.children.push(area);
			else root = area;
		}
		this.root = root;
	}

	get codes(): Set<string> {
		return new Set(this.byCode.keys());
	}

	find(code: string): Area | undefined {
		return this.byCode.get(code);
	}

	// Whether `code` lies at or below `above`. An area that is not in the list contains itself.
	contains(above: string, code: string): boolean {
		if (above === code) return true;
		for (let area = this.byCode.get(code); area; area = area.parent === null ? undefined : this.byCode.get(area.parent))
			if (area.code === above) return true;
		return false;
	}

	// The area itself or what lies above it at that level.
	ancestorAt(code: string, level: string): Area | undefined {
		let area = this.byCode.get(code);
		while (area && area.level !== level) area = area.parent === null ? undefined : this.byCode.get(area.parent);
		return area;
	}

	// The township around a village, or what is larger where there is none; larger areas themselves.
	around(code: string): Area | undefined {
		let area = this.byCode.get(code);
		while (area && levelRank(area.level) > levelRank("township") && area.parent !== null) area = this.byCode.get(area.parent);
		return area;
	}

	// The child of `above` on the way down to `code`; undefined when it lies no deeper.
	childTowards(above: string, code: string): Area | undefined {
		let area = this.byCode.get(code);
		while (area && area.parent !== above) area = area.parent === null ? undefined : this.byCode.get(area.parent);
		return area;
	}

	// Villages and communities are places themselves.
	isPlace(code: string): boolean {
		const area = this.byCode.get(code);
		return area !== undefined && levelRank(area.level) === levelRank("village");
	}

	// From the county down: 鲁山县 / 下汤镇 / 十亩地洼村. The root is named only where it stands alone.
	path(code: string): Area[] {
		const path: Area[] = [];
		for (let area = this.byCode.get(code); area; area = area.parent === null ? undefined : this.byCode.get(area.parent))
			path.unshift(area);
		return path.length > 1 ? path.slice(1) : path;
	}

	pathName(code: string, separator = " "): string {
		const names = this.path(code).map((area) => area.name);
		return names.length > 0 ? names.join(separator) : code;
	}

	// Areas in force whose name holds the text, or whose initials begin with it; those below `under` first, then by level.
	async search(text: string, options: { under?: string; limit?: number } = {}): Promise<Area[]> {
		const wanted = folded(text);
		if (wanted === "") return [];
		const isLetters = /^[a-z]+$/.test(wanted);
		if (isLetters) await this.loadLetters();
		const hits: { area: Area; rank: number }[] = [];
		for (const area of this.byCode.values()) {
			if (area.valid_to !== null) continue;
			const position = isLetters ? (this.matchesLetters(area, wanted) ? 0 : -1) : this.foldedName(area).indexOf(wanted);
			if (position < 0 && area.code !== wanted) continue;
			const outside = options.under !== undefined && !this.contains(options.under, area.code);
			hits.push({ area, rank: (outside ? 1000 : 0) + levelRank(area.level) * 30 + Math.min(position, 9) });
		}
		return hits
			.sort((left, right) => left.rank - right.rank || left.area.code.localeCompare(right.area.code))
			.slice(0, options.limit ?? 50)
			.map((hit) => hit.area);
	}

	private foldedName(area: Area): string {
		let name = this.names.get(area.code);
		if (name === undefined) {
			name = folded(area.name);
			this.names.set(area.code, name);
		}
		return name;
	}

	private matchesLetters(area: Area, wanted: string): boolean {
		const letters = this.initialsOf(area);
		return [...wanted].every((letter, index) => letters[index]?.includes(letter));
	}

	private initialsOf(area: Area): string[] {
		let letters = this.letters.get(area.code);
		if (!letters) {
			letters = this.lettersOf?.(area.name) ?? [];
			this.letters.set(area.code, letters);
		}
		return letters;
	}

	private async loadLetters(): Promise<void> {
		if (!this.lettersOf) this.lettersOf = (await import("./initials")).initialsOfName;
	}
}
