// Times of the server as people read them, always of Asia/Shanghai: "2015-12-06 16:15".
import { shanghaiClock, shanghaiDay } from "@/common/calendar";

export function timeText(time: string | null | undefined): string {
	const at = time ? Date.parse(time) : Number.NaN;
	return Number.isNaN(at) ? "" : `${shanghaiDay(at)} ${shanghaiClock(at)}`;
}
