// Whether a code lies at or below an area: 410400 is the prefecture, everything else is above what begins with it. Pure.
export function isUnder(area: string, code: string): boolean {
	return code.startsWith(area.length === 6 && area.endsWith("00") ? area.slice(0, 4) : area);
}
