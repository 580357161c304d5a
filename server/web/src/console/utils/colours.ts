// Colours of what is drawn on a canvas, which cannot ask for those of theme.css: the same where they mean the same.
export const canvasInk = "#1c2430"; // --el-text-color-primary
export const canvasMuted = "#5b6472"; // --muted
export const canvasLine = "#dfe3e8"; // --line
export const canvasPaper = "#ffffff"; // --paper

// Nine colours that people with any colour vision tell apart (Paul Tol's "muted"; grey for what is outside the eight kinds),
// and grey beside blue for a year and the one before.
const muted: Record<string, string> = {
	agency: "#332288",
	village: "#117733",
	community: "#44aa99",
	school: "#88ccee",
	enterprise: "#ddcc77",
	institution: "#cc6677",
	scenic_area: "#aa4499",
	barracks: "#882255",
	other: "#8b93a0",
};
const spare = ["#999933", "#661100", "#6699cc", "#aa4466"];

export const lastYearColour = "#8592a3";
export const thisYearColour = "#14559c"; // --el-color-primary

// Types that an administrator added get what is left.
export function typeColours(keys: string[]): string[] {
	let used = 0;
	return keys.map((key) => muted[key] ?? spare[used++ % spare.length] ?? "#8b93a0");
}
