// Last year's figure times a factor, to a whole number: 15 × 1.1 = 16.5 → 17. Reckoned in whole numbers, so that no 16.499999
// is rounded down.
export type Rounding = "nearest" | "up";

const places = 4;
const unit = 10n ** BigInt(places);

// "1.1", "1.05", "110%" as ten-thousandths; null when it is no factor between 0 and 100.
export function parseFactor(text: string): bigint | null {
	const plain = text.normalize("NFKC").replace(/\s/g, "");
	const [, whole, fraction = "", percent] = /^(\d{1,4})(?:\.(\d+))?(%?)$/.exec(plain) ?? [];
	if (whole === undefined) return null;
	const digits = percent === "%" ? places - 2 : places;
	const behind = fraction.replace(/0+$/, "");
	if (behind.length > digits) return null;
	const factor = BigInt(whole + behind.padEnd(digits, "0"));
	return factor <= 100n * unit ? factor : null;
}

export function timesFactor(value: number, factor: bigint, rounding: Rounding): number {
	const product = BigInt(value) * factor;
	const added = rounding === "up" ? unit - 1n : unit / 2n;
	return Number((product + added) / unit);
}
