// A chart as a picture with its title and what it counts, for a report: to the clipboard, or else into a file.
import { canvasInk, canvasMuted, canvasPaper } from "@/console/utils/colours";
import { saveFile } from "@/console/utils/files";

const scale = 2;
const margin = 20 * scale;
const headHeight = 64 * scale;
const font = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

export function titled(chart: HTMLCanvasElement, title: string, source: string): HTMLCanvasElement {
	const picture = document.createElement("canvas");
	picture.width = chart.width + 2 * margin;
	picture.height = chart.height + headHeight + margin;
	const pen = picture.getContext("2d");
	if (!pen) return chart;
	pen.fillStyle = canvasPaper;
	pen.fillRect(0, 0, picture.width, picture.height);
	pen.textBaseline = "top";
	pen.fillStyle = canvasInk;
	pen.font = `600 ${18 * scale}px ${font}`;
	pen.fillText(title, margin, 14 * scale, chart.width);
	pen.fillStyle = canvasMuted;
	pen.font = `${12 * scale}px ${font}`;
	pen.fillText(source, margin, 40 * scale, chart.width);
	pen.drawImage(chart, margin, headHeight);
	return picture;
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
	return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}

// Browsers give pictures to the clipboard only on pages served by https; others get a file.
export async function handOver(canvas: HTMLCanvasElement, name: string): Promise<"copied" | "saved"> {
	const blob = await blobOf(canvas);
	try {
		await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
		return "copied";
	} catch {
		saveFile(`${name}.png`, blob);
		return "saved";
	}
}
