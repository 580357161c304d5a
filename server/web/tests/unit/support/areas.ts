// Lists of areas for tests: the official one, and small ones made of "code name level parent".
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AreaIndex } from "@/common/areas";
import type { AreaRow } from "@/common/reference";

export const officialRows: AreaRow[] = readFileSync(join(import.meta.dirname, "../../../../../schema/areas/410400.csv"), "utf8")
	.trim()
	.split("\n")
	.slice(1)
	.map((line) => areaRow(line.trim().replaceAll(",", " ")));

export const officialAreas = new AreaIndex(officialRows);

export function areaRow(line: string): AreaRow {
	const [code = "", name = "", level = "", parent = ""] = line.split(" ");
	return { code, name, level, parent: parent === "" ? null : parent, valid_to: null, successor: null };
}

export function areaIndex(...lines: string[]): AreaIndex {
	return new AreaIndex(lines.map(areaRow));
}

// A municipality whose districts, development zone and towns have codes that say nothing, or the wrong thing.
export const lyingAreas = areaIndex(
	"110000 某市 province",
	"110100000000 一区 county 110000",
	"999999 开发区 county 110000",
	"110100001 一镇 township 999999",
	"110100001201 一村 village 110100001",
	"888888 二村 village 999999",
	"110100002 二镇 township 110100000000",
);
