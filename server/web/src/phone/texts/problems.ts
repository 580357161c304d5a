// Why a record cannot be taken; said by the form while it is filled in, and for what the server refused. To who stands in a
// village with the phone it also says what to do.
import { en as enPhrases, nameOfPointer, pointerNames, problemSentence, zh as zhPhrases } from "@/common/records/problem_words";
import type { Phrases, ProblemLike } from "@/common/records/problem_words";
import * as words from "@/common/records/words";
import { settings } from "@/phone/app";

const zhNames = pointerNames(words.zh, {
	"/occurred_on": "日期",
	"/place": "具体地点",
	"/reach": "人数",
	"/reach/method": "人数怎么来的",
	"/host/signature": "签字",
});

const enNames = pointerNames(words.en, {
	"/kind": "Kind of event",
	"/started_at": "Start time",
	"/ended_at": "End time",
	"/venue_type": "Kind of place",
	"/venue_id": "Registered place",
	"/place": "Exact place",
	"/reach": "People",
	"/reach/method": "How counted",
	"/consultations": "Legal consultations",
	"/host/phone": "Phone",
	"/host/signature": "Signature",
});

const isOfLocation = (field: string) => field.startsWith("/location");
const isDate = (field: string) => field === "/occurred_on";

const zhChooseKind = () => "请选这次是活动还是单独的讲座";
const zhSendAgain = () => "上传时出了差错，请再保存一次";

const zhOwn: Partial<Phrases> = {
	sentences: {
		missing: ({ field, inRow }) => {
			if (field === "/title") return "请写活动名称";
			if (field === "/kind") return zhChooseKind();
			if (field === "/area") return "请选在哪个村、哪个社区";
			if (field === "/materials/*/copies") return `${inRow}请填发了多少`;
			return isOfLocation(field) ? "定位不完整，请重新定位或去掉" : null;
		},
		wrong_type: ({ whole }) => `${whole}填得不对，请重新填`,
		invalid_format: ({ field, whole }) => {
			if (field === "/started_at" || field === "/ended_at") return null;
			return isDate(field) ? "没有这一天，请重新选日期" : `${whole}的格式不对，请重新填`;
		},
		out_of_range: ({ field }) => (isOfLocation(field) ? "定位不对，请重新定位或去掉" : null),
		unknown_code: ({ field, inRow, name }) => {
			if (field === "/area") return "地区名单里没有这个地方，请重新选";
			if (field === "/reach/method") return "人数是怎么数的？请选签到、清点或估计";
			return `${inRow}没有这种${name}，请重新选`;
		},
		unknown_kind: zhChooseKind,
		women_children_over_total: () => "妇女加儿童比总人数还多，请核对",
		record_too_large: () => "这条记录内容太多了，请把备注写短些，或重新签一个简单的字",
		forbidden: () => "这条记录是别的队的，这部手机不能改。请联系县里",
		change_id_reused: zhSendAgain,
		id_mismatch: zhSendAgain,
		area_unconfirmed: () => "请点一下，确认是不是还在这个地方",
	},
	otherwise: ({ whole }) => `${whole}有问题，请检查`,
};

const enChooseKind = () => "Please choose: an event, or a lecture on its own";
const enSendAgain = () => "Something went wrong while sending; please save once more";
const lowerCase = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

const enOwn: Partial<Phrases> = {
	inRow: lowerCase,
	sentences: {
		missing: ({ field, inRow, name, isChosen }) => {
			const please = `${inRow}${inRow === "" ? "Please" : "please"}`;
			if (field === "/reach/total") return "Please enter how many people were reached; 0 if none";
			if (field === "/title") return "Please give the event a title";
			if (field === "/kind") return enChooseKind();
			if (field === "/area") return "Please choose the village or community";
			if (field === "/materials/*/copies") return `${please} enter how many were handed out`;
			if (isOfLocation(field)) return "The location is incomplete; take it again or remove it";
			return `${please} ${isChosen ? "choose" : "fill in"}: ${lowerCase(name)}`;
		},
		wrong_type: ({ whole }) => `${whole} is not right; please fill it in again`,
		invalid_format: ({ field, whole }) => {
			if (field === "/started_at" || field === "/ended_at") return null;
			return isDate(field)
				? "There is no such day; please choose the date again"
				: `${whole} does not have the right form; please fill it in again`;
		},
		out_of_range: ({ field }) => (isOfLocation(field) ? "The location is not right; take it again or remove it" : null),
		unknown_code: ({ field, whole }) => {
			if (field === "/area") return "This place is not in the official list; please choose again";
			if (field === "/reach/method") return "How were people counted? Choose signed in, counted or estimated";
			return `${whole} is not known; please choose again`;
		},
		unknown_kind: enChooseKind,
		women_children_over_total: () => "Women and children together are more than everybody; please check",
		record_too_large: () => "This record holds too much; shorten the note or sign more simply",
		forbidden: () => "This record belongs to another team; this phone may not change it. Please call the county",
		change_id_reused: enSendAgain,
		id_mismatch: enSendAgain,
		area_unconfirmed: () => "Please tap to say whether you are still at this place",
	},
};

export const zh = {
	fieldName: (pointer: string): string => nameOfPointer(zhNames, pointer),
	problemText: (problem: ProblemLike): string => problemSentence(problem, zhNames, zhPhrases, zhOwn),
};

export const en: typeof zh = {
	fieldName: (pointer) => nameOfPointer(enNames, pointer),
	problemText: (problem) => problemSentence(problem, enNames, enPhrases, enOwn),
};

// In the language of the settings.
export function problemText(problem: ProblemLike): string {
	return (settings.value.language === "en" ? en : zh).problemText(problem);
}
