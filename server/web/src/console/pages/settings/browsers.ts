// From which browser and network somebody signed in, in plain words.
import { t } from "@/console/texts";

// The first that fits; browsers claim to be each other, so the particular ones stand first.
const browsers: [RegExp, string][] = [
	[/MicroMessenger\//, "wechat"],
	[/(?:MQQBrowser|QQBrowser)\//, "qq"],
	[/UCBrowser\//, "uc"],
	[/HuaweiBrowser\//, "huawei"],
	[/MiuiBrowser\//, "xiaomi"],
	[/(?:360SE|360EE|QihooBrowser|QHBrowser)/, "360"],
	[/(?:Edg|EdgA|EdgiOS)\//, "Edge"],
	[/(?:OPR|Opera)\//, "Opera"],
	[/(?:Firefox|FxiOS)\//, "Firefox"],
	[/(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, "Chrome"],
	[/Version\/[\d.]+ .*Safari\//, "Safari"],
];

const systems: [RegExp, string][] = [
	[/(?:HarmonyOS|OpenHarmony)/, "HarmonyOS"],
	[/Android/, "Android"],
	[/(?:iPhone|iPod)/, "iPhone"],
	[/iPad/, "iPad"],
	[/Windows/, "Windows"],
	[/(?:Macintosh|Mac OS X)/, "macOS"],
	[/(?:Linux|X11)/, "Linux"],
];

const found = (list: [RegExp, string][], text: string) => list.find(([pattern]) => pattern.test(text))?.[1];

// "Chrome · Windows", "微信 · Android", "程序 curl/8.5.0"
export function browserText(userAgent: string): string {
	const words = t.value.settings.sessions;
	const browser = found(browsers, userAgent);
	const system = found(systems, userAgent);
	if (browser === undefined) return userAgent === "" ? words.unknownBrowser : words.program(userAgent.split(" ")[0] ?? "");
	const name = words.browsers[browser as keyof typeof words.browsers] ?? browser;
	return system === undefined ? name : `${name} · ${system}`;
}

const isLoopback = (address: string) => address === "::1" || address.startsWith("127.");

const isPrivate = (address: string) =>
	/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(address) ||
	/^(?:f[cd]|fe[89ab])/i.test(address);

// `here`: the address of the sign-in that asks.
export function networkText(address: string, here: string): string {
	const words = t.value.settings.sessions;
	if (address === "") return words.unknownNetwork;
	const text = isLoopback(address) ? words.thisMachine : isPrivate(address) ? words.inside(address) : words.outside(address);
	return address === here ? words.sameNetwork(text) : text;
}
