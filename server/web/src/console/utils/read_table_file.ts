// A table as text, whatever Excel wrote it in: UTF-8, "Unicode text" (UTF-16), or the Chinese Windows' own GB 18030.

export function decodeTable(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		// 学校 in GB 18030 happens to be valid UTF-8 too, of letters that no table here has side by side: each common character is
		// one of U+00A1 to U+05FF. One alone may well be a letter: "é", "·".
		const letters = text.replace(/[\0-\x7f]/g, "");
		const isOther =
			/[\u0080-\u05ff]{2}/.test(text) && [...letters].every((letter) => letter < "\u0600" && (letter.charCodeAt(0) & 0x3f) >= 0x21);
		if (!isOther) return text;
	} catch {
		// Not UTF-8 then.
	}
	return new TextDecoder("gb18030").decode(bytes);
}

// An Excel file itself (a ZIP, or the old binary form) is no table of text.
export function isWorkbook(bytes: Uint8Array): boolean {
	const starts = (...signs: number[]) => signs.every((sign, index) => bytes[index] === sign);
	return starts(0x50, 0x4b, 0x03, 0x04) || starts(0xd0, 0xcf, 0x11, 0xe0);
}
