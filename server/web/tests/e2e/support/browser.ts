// Debian's Chromium, without a window: the shell made for that starts and loads in half of the processor time that the whole browser
// takes, which serves where a distribution has no shell.
import { existsSync } from "node:fs";

const shell = "/usr/bin/chromium-headless-shell";
export const browserProgram = existsSync(shell) ? shell : "/usr/bin/chromium";

export const flags = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--no-first-run",
];
