// Asked once more before what cannot be undone: whoever sends such a thing waits here until the password was typed, or until
// it was given up.
import { ref } from "vue";
import { callSignedIn } from "./session";

// The dialog is open (components/ConfirmPassword.vue).
export const confirming = ref(false);

let waiting: ((isConfirmed: boolean) => void)[] = [];

// True once the password was right; false when the person would rather not.
export function passwordConfirmed(): Promise<boolean> {
	confirming.value = true;
	return new Promise((resolve) => waiting.push(resolve));
}

function settle(isConfirmed: boolean): void {
	const all = waiting;
	waiting = [];
	confirming.value = false;
	for (const resolve of all) resolve(isConfirmed);
}

// Throws what common/http throws; the answer to a wrong password is `wrong_password`.
export async function confirmPassword(password: string): Promise<void> {
	await callSignedIn({ method: "POST", path: "/api/v1/session/confirm", body: { password } });
	settle(true);
}

export function giveUpConfirming(): void {
	settle(false);
}
