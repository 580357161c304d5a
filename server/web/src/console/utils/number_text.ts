// Numbers as the console writes them, in either language: 12,345; 12.3.
const whole = new Intl.NumberFormat("zh-CN");
const tenths = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const numberText = (value: number): string => whole.format(value);
export const tenthsText = (value: number): string => tenths.format(value);

// Nothing of nothing is no share.
export function shareOf(part: number, of: number): string {
	return of === 0 ? "" : `${tenthsText((100 * part) / of)}%`;
}
