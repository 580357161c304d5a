// Accounts of the console as the server answers them, and passwords to begin with.
import type * as Api from "@/common/api/schema";

export type User = Api.User;

// Letters and digits that are not mixed up when read out over the telephone.
const signs = "abcdefghjkmnpqrstuvwxyz23456789";
const passwordLength = 12;

// "k7mp-4wxt-q9rd"
export function makePassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
	const found: string[] = [];
	// Bytes above the last whole multiple would make some signs likelier.
	const bound = 256 - (256 % signs.length);
	while (found.length < passwordLength) {
		for (const byte of random(new Uint8Array(passwordLength))) {
			if (byte < bound && found.length < passwordLength) found.push(signs[byte % signs.length] ?? "");
		}
	}
	return found.join("").replace(/(.{4})(?=.)/g, "$1-");
}

export type AccountState = "in_use" | "disabled" | "expired";

export function stateOf(user: User, now: number): AccountState {
	if (user.disabled_at !== null) return "disabled";
	return user.expires_at !== null && Date.parse(user.expires_at) <= now ? "expired" : "in_use";
}

// An account that ends on a day is good until the end of that day in Shanghai.
export function endOfDay(day: string): string {
	return `${day}T15:59:59.999Z`;
}
