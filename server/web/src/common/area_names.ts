// Official names of areas as people say them: 陈庄村村民委员会 is 陈庄村.
import type { AreaIndex } from "./areas";

export function shortAreaName(name: string): string {
	return name
		.replace(/村?(村民委员会|村委员会|村委会)$/, "村")
		.replace(/社区(居民委员会|居委会)$/, "社区")
		.replace(/居民委员会$/, "居委会");
}

export function shortAreaPath(areas: AreaIndex | null, code: string | null | undefined): string {
	if (!code) return "";
	const path = areas?.path(code) ?? [];
	return path.length > 0 ? path.map((area) => shortAreaName(area.name)).join(" ") : code;
}
