// @vitest-environment happy-dom
// From which browser and network somebody signed in, in words.
import { afterEach, expect, it } from "vitest";
import { browserText, networkText } from "@/console/pages/settings/browsers";
import { language } from "@/console/texts/language";

afterEach(() => {
	language.value = "zh";
});

it("names browsers and systems though they claim to be each other", () => {
	const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
	expect(browserText(chrome)).toBe("Chrome · Windows");
	expect(browserText(`${chrome} Edg/126.0.0.0`)).toBe("Edge · Windows");
	expect(browserText(`${chrome} QQBrowser/13.0`)).toBe("QQ 浏览器 · Windows");
	expect(
		browserText("Mozilla/5.0 (Linux; Android 13; V2241A) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.47"),
	).toBe("微信 · Android");
	expect(
		browserText("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1"),
	).toBe("Safari · iPhone");
	expect(browserText("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0")).toBe("Firefox · Linux");
	expect(browserText("curl/8.5.0")).toBe("程序 curl/8.5.0");
	expect(browserText("")).toBe("不知道是什么浏览器");
	language.value = "en";
	expect(browserText(`${chrome} QQBrowser/13.0`)).toBe("QQ Browser · Windows");
});

it("says where an address lies", () => {
	expect(networkText("127.0.0.1", "")).toBe("服务器这台机器上");
	expect(networkText("::1", "")).toBe("服务器这台机器上");
	for (const inner of ["10.1.2.3", "172.16.0.1", "172.31.9.9", "192.168.0.7", "100.64.1.1", "fd00::1", "fe80::1"]) {
		expect(networkText(inner, "")).toBe(`内部网络 ${inner}`);
	}
	for (const outer of ["172.32.0.1", "100.128.0.1", "203.0.113.9", "2001:db8::1"]) {
		expect(networkText(outer, "")).toBe(`互联网 ${outer}`);
	}
	expect(networkText("203.0.113.9", "203.0.113.9")).toBe("互联网 203.0.113.9（和本机相同）");
	expect(networkText("", "")).toBe("不知道从哪里");
});
