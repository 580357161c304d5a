// A joining code as it comes from a screen: at full width, with a long dash, as the whole link that somebody sent.
import { afterAll, beforeAll, expect, it } from "vitest";
import { compose, paste } from "./support/keyboard";
import { Fixture } from "./support/fixture";

let fixture: Fixture;

beforeAll(async () => {
	fixture = await Fixture.open();
});

afterAll(() => fixture.close());

const fullWidth = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

it.each([
	["the whole link", (code: string) => `请打开 https://pufa.example.cn/#/enrol?code=${code} 加入`, true],
	["a long dash and a no-break blank", (code: string) => `\u00a0${code.replace("-", " — ").toLowerCase()}\u200b`, true],
	["letters of an input method", (code: string) => fullWidth(code), false],
])("joins with %s", async (_, given, isPasted) => {
	const code = fixture.server.enrolmentCode(fixture.team);
	const phone = await fixture.phone();
	await phone.open("/#/enrol");
	const input = phone.page.locator("#enrol-code");
	await input.focus();
	if (isPasted) await paste(phone.page, given(code));
	else await compose(phone.page, [given(code).slice(0, 3), given(code)]);
	await expect.poll(() => input.inputValue()).toBe(code);
	await phone.page.getByRole("button", { name: "加入本队" }).click();
	await phone.page
		.getByRole("heading", { name: "我的活动" })
		.or(phone.page.getByRole("button", { name: "开始使用" }))
		.first()
		.waitFor();
});
