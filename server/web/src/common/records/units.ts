// What copies of an item are counted in. The vocabulary of an office has measure words of Chinese alone.
import { trimmed } from "@/common/plain_text";

const english: Record<string, string> = {
	册: "copies",
	本: "copies",
	份: "copies",
	张: "sheets",
	条: "pieces",
	个: "pieces",
	件: "pieces",
	块: "boards",
	套: "sets",
	幅: "pieces",
	支: "pieces",
};

// As the page's language has it; a unit of an office's own stays as it is. Undefined: the item has none.
export function unitName(unit: string | null | undefined, language: "zh" | "en"): string | undefined {
	const own = trimmed(unit ?? "");
	if (own === "") return undefined;
	return language === "en" ? (english[own] ?? own) : own;
}
