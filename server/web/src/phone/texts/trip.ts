// 下乡前检查: whether the phone would work where there is no signal, and what to do where it would not.
import type { TripFault, TripPoint, TripResult } from "@/phone/storage/readiness";

const zhPoints: Record<TripPoint, string> = {
	files: "应用全部存进了手机",
	lists: "地区名单和各项选项都在手机里",
	storage: "手机存得下，试存一条又读出来了",
	clock: "手机时间准",
	joined: "已加入讲师团，能上传",
};

const enPoints: Record<TripPoint, string> = {
	files: "The whole app is on the phone",
	lists: "The list of areas and all choices are on the phone",
	storage: "There is room: a test was written and read back",
	clock: "The phone's clock is right",
	joined: "In a team, and may send",
};

const zhFaults: Record<TripFault, (count: number) => string> = {
	files_missing: (count) => `应用还差 ${count} 个文件。请连上网，停在这一页，再点“检查”。`,
	files_unknown: () => "看不出应用存全了没有。请连上网，关掉应用重新打开一次，再检查。",
	areas_missing: () => "还没有地区名单。请连上网，点“检查”取下来。",
	codes_missing: () => "还没有场所、法律等选项。请连上网，点“检查”取下来。",
	no_room: () => "手机存不下东西了。请先清理照片、视频，再检查；不要清理本应用的数据。",
	clock_off: (count) =>
		`手机时间${count > 0 ? "快" : "慢"}了约 ${Math.abs(count)} 分钟。请到手机设置里打开“自动确定时间”，连上网再检查。`,
	clock_unknown: () => "手机时间还没跟服务器对过。请连上网，点“检查”对一次。",
	not_joined: () => "还没有加入讲师团。请到“我的”里用县里给的代码加入。",
	joined_again: () => "要重新加入讲师团才能上传。请向县里要一个新代码。",
	phone_lost: () => "这部手机已按丢失处理。请向县里要一个新代码，重新加入。",
	app_too_old: () => "应用版本太旧。请连上网，到“我的”里点“检查更新”。",
	never_heard: () => "还没有和服务器通过一次。请连上网，点“检查”。",
};

const enFaults: Record<TripFault, (count: number) => string> = {
	files_missing: (count) =>
		`${count === 1 ? "One file of the app is" : `${count} files of the app are`} missing. Go online, stay here, and press “Check” again.`,
	files_unknown: () => "It cannot be told whether the whole app is stored. Go online, close the app and open it again, then check.",
	areas_missing: () => "There is no list of areas yet. Go online and press “Check” to fetch it.",
	codes_missing: () => "There are no lists of places, laws and so on yet. Go online and press “Check” to fetch them.",
	no_room: () => "The phone is full. Remove photos or videos and check again; do not clear this app's data.",
	clock_off: (count) =>
		`The phone's clock is about ${Math.abs(count)} minutes ${count > 0 ? "ahead" : "behind"}. Turn on automatic time in the phone's settings, go online and check again.`,
	clock_unknown: () => "The clock was not compared with the server's yet. Go online and press “Check”.",
	not_joined: () => "This phone is in no team. Join under “Mine” with the code of the county.",
	joined_again: () => "The phone has to join again before it can send. Ask the county for a new code.",
	phone_lost: () => "This phone was declared lost. Ask the county for a new code and join again.",
	app_too_old: () => "The app is too old. Go online and press “Check for updates” under “Mine”.",
	never_heard: () => "The server was never reached. Go online and press “Check”.",
};

export const zh = {
	title: "下乡前检查",
	ready: "可以下乡",
	readyText: "都检查过了：没有信号也能打开、能记。",
	notReady: (count: number) => `还有 ${count} 项没准备好`,
	checking: "正在检查…",
	check: "检查",
	checkedAt: (time: string) => `${time}检查的`,
	passed: "好",
	failed: "没好",
	line: ({ point, fault, count }: TripResult): string => (fault === null ? zhPoints[point] : zhFaults[fault](count ?? 0)),
};

export const en: typeof zh = {
	title: "Before a trip",
	ready: "Ready for the trip",
	readyText: "Everything was checked: it opens and records without a signal.",
	notReady: (count) => `${count === 1 ? "One point is" : `${count} points are`} not ready`,
	checking: "Checking…",
	check: "Check",
	checkedAt: (time) => `Checked ${time}`,
	passed: "Good",
	failed: "Not yet",
	line: ({ point, fault, count }) => (fault === null ? enPoints[point] : enFaults[fault](count ?? 0)),
};
