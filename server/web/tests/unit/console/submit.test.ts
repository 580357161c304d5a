// @vitest-environment happy-dom
// What a dialog sends: not twice at once, and why it failed in words.
import { expect, it, vi } from "vitest";
import { NoAnswer, ProblemError } from "@/common/http";
import { useSubmit } from "@/console/composables/use_submit";

vi.mock("element-plus/es/components/message/style/css", () => ({})); // Node reads no style sheets

it("is busy while it is under way, and not sent twice", async () => {
	let finish: () => void = () => undefined;
	let sent = 0;
	const { busy, submit } = useSubmit(() => {
		++sent;
		return new Promise<void>((resolve) => (finish = resolve));
	});
	const first = submit();
	await submit();
	expect([busy.value, sent]).toEqual([true, 1]);
	finish();
	await first;
	expect(busy.value).toBe(false);
});

it("says why it failed, and forgets it at the next try", async () => {
	const answers: Error[] = [new ProblemError(409, "submission_state", "情况已有变化", false, null), new NoAnswer("")];
	const { busy, failure, submit } = useSubmit(async () => {
		const answer = answers.shift();
		if (answer) throw answer;
	});
	await submit();
	expect([failure.value, busy.value]).toEqual(["情况已有变化", false]);
	await submit();
	expect(failure.value).toContain("没有回应");
	await submit();
	expect(failure.value).toBe("");
});
