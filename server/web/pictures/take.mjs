// Takes the picture of the README: the coverage page on the demonstration data, as the prefecture's coordinator sees it.
// Called by tools/picture, which builds first: node take.mjs BUILD OUT.png
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [build, picture] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), "bajin-picture-"));
const account = { username: "coordinator", password: "only for this picture" };
const bajin = (command, input = "") =>
	execFileSync(join(build, "bajin"), [...command, "--data", data], { input, stdio: ["pipe", "ignore", "inherit"] });

bajin(["init"]);
bajin(["demo"]);
bajin(["user", "add", account.username, "--role", "coordinator", "--area", "410400"], account.password);
const server = spawn(join(build, "bajin-server"), ["--data", data, "--listen", "127.0.0.1:0", "--web-root", join(build, "web")], {
	stdio: ["ignore", "pipe", "ignore"],
});
try {
	const url = await new Promise((resolve, reject) => {
		server.once("exit", (code) => reject(new Error(`bajin-server ended with ${code}`)));
		createInterface({ input: server.stdout }).on("line", (line) => resolve(/listening on (http\S+)/.exec(line)?.[1]));
	});
	const browser = await chromium.launch({
		executablePath: ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(existsSync),
		args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
	});
	const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
	await context.request.post(`${url}/api/v1/session`, { data: account });
	const page = await context.newPage();
	await page.goto(`${url}/console/#/coverage?area=410400&year=2015`);
	await page.locator("main table tbody tr").first().waitFor();
	await page.locator("[data-live='live']").waitFor();
	await page.evaluate(() => document.fonts.ready);
	await page.screenshot({ path: picture, animations: "disabled" });
	await browser.close();
} finally {
	const ended = new Promise((resolve) => server.once("exit", resolve));
	server.kill("SIGTERM");
	await ended;
	rmSync(data, { recursive: true, force: true });
}
