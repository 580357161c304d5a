// find_problems: every rule of the record that refuses; see event.hpp.
#include "shared/event.hpp"
#include "shared/plain_text.hpp"

#include <algorithm>
#include <cmath>

namespace bajin
{

namespace
{

namespace limits = event_limits;

// Too large a one is the largest.
std::optional<std::int64_t> read_integer(JsonView value)
{
	if (const auto integer = value.integer()) { return integer; }
	if (value.natural()) { return INT64_MAX; }
	if (!value.is_number()) { return std::nullopt; }
	const double number = value.number();
	constexpr double safe_max = 9007199254740992.0; // 2^53: beyond it not every integer is a double
	if (std::trunc(number) == number && std::abs(number) <= safe_max) { return static_cast<std::int64_t>(number); }
	return std::nullopt;
}

bool is_clock_time(std::string_view text)
{
	const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
	return text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4) && text.substr(0, 2) <= "23" &&
		   text.substr(3, 2) <= "59";
}

bool is_sha256(std::string_view text)
{
	const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
	return text.size() == 64 && std::all_of(text.begin(), text.end(), is_hex);
}

// What people call a field.
struct FieldName
{
	const char* zh;
	const char* en;
};

Message please_fill_in(const FieldName& name)
{
	return {std::string("请填写") + name.zh, std::string("please fill in: ") + name.en};
}

// Walks a record and notes what is wrong. Pointers are put together only when something is.
class Examiner
{
public:
	std::vector<Problem> problems;

	void note(std::string pointer, const char* code, Message message)
	{
		problems.push_back({std::move(pointer), code, std::move(message)});
	}

	// The text, or nothing when absent or wrong. `name` is what people call the field.
	std::optional<std::string_view>
	text(JsonView object, const char* field, const std::string& under, const FieldName& name, std::size_t characters_max)
	{
		return text_in(object.member(field), field, under, name, characters_max);
	}

	std::optional<std::string_view>
	text_in(JsonView value, const char* field, const std::string& under, const FieldName& name, std::size_t characters_max)
	{
		if (!value) { return std::nullopt; }
		if (!value.is_string())
		{
			note(under + "/" + field, "wrong_type", {std::string(name.zh) + "必须是文字", std::string(name.en) + ": text is needed"});
			return std::nullopt;
		}
		const std::string_view held = value.text();
		if (held.size() > characters_max && count_characters(held) > characters_max)
		{
			note(
				under + "/" + field, "too_long",
				{std::string(name.zh) + "不能超过 " + std::to_string(characters_max) + " 个字",
				 std::string(name.en) + ": at most " + std::to_string(characters_max) + " characters"});
			return std::nullopt;
		}
		return held;
	}

	std::optional<std::string_view>
	required_text(JsonView object, const char* field, const std::string& under, const FieldName& name, std::size_t max)
	{
		const JsonView value = object.member(field);
		if (!value)
		{
			note(under + "/" + field, "missing", please_fill_in(name));
			return std::nullopt;
		}
		const auto held = text_in(value, field, under, name, max);
		if (held && is_blank(*held))
		{
			note(under + "/" + field, "empty", please_fill_in(name));
			return std::nullopt;
		}
		return held;
	}

	std::optional<std::int64_t> count(JsonView object, const char* field, const std::string& under, const FieldName& name, std::int64_t max)
	{
		return count_in(object.member(field), field, under, name, max);
	}

	std::optional<std::int64_t>
	count_in(JsonView value, const char* field, const std::string& under, const FieldName& name, std::int64_t max)
	{
		if (!value) { return std::nullopt; }
		const auto number = read_integer(value);
		if (!number)
		{
			note(
				under + "/" + field, "wrong_type",
				{std::string(name.zh) + "必须是整数", std::string(name.en) + ": a whole number is needed"});
		}
		else if (*number < 0 || *number > max)
		{
			note(
				under + "/" + field, "out_of_range",
				{std::string(name.zh) + "必须在 0 到 " + std::to_string(max) + " 之间",
				 std::string(name.en) + ": from 0 to " + std::to_string(max)});
			return std::nullopt;
		}
		return number;
	}

	std::optional<std::int64_t>
	required_count(JsonView object, const char* field, const std::string& under, const FieldName& name, std::int64_t max)
	{
		const JsonView value = object.member(field);
		if (!value) { note(under + "/" + field, "missing", please_fill_in(name)); }
		return count_in(value, field, under, name, max);
	}

	// The list, or nothing when absent, wrong or too long.
	JsonView list(JsonView object, const char* field, const FieldName& name)
	{
		const JsonView value = object.member(field);
		if (!value) { return {}; }
		if (!value.is_array())
		{
			note(
				std::string("/") + field, "wrong_type", {std::string(name.zh) + "必须是列表", std::string(name.en) + ": a list is needed"});
			return {};
		}
		if (value.size() > limits::list_entries_max)
		{
			note(
				std::string("/") + field, "too_many",
				{std::string(name.zh) + "最多 " + std::to_string(limits::list_entries_max) + " 项",
				 std::string(name.en) + ": at most " + std::to_string(limits::list_entries_max) + " entries"});
			return {};
		}
		return value;
	}

	void text_list(JsonView object, const char* field, const FieldName& name, std::size_t characters_max)
	{
		list(object, field, name)
			.for_each_entry(
				[&](std::size_t number, JsonView entry)
				{
					const char* code = nullptr;
					if (!entry.is_string()) { code = "wrong_type"; }
					else if (is_blank(entry.text())) { code = "empty"; }
					else if (count_characters(entry.text()) > characters_max) { code = "too_long"; }
					if (code == nullptr) { return; }
					note(
						"/" + std::string(field) + "/" + std::to_string(number), code,
						{std::string(name.zh) + "里有一项填写有误", std::string(name.en) + ": an entry is not right"});
				});
	}

	// Each entry of the list with its pointer; what is no object is noted and passed over.
	template <class Examine> // (JsonView entry, const std::string& pointer)
	void each_object(JsonView record, const char* field, const FieldName& name, Examine examine)
	{
		list(record, field, name)
			.for_each_entry(
				[&](std::size_t number, JsonView entry)
				{
					const std::string pointer = "/" + std::string(field) + "/" + std::to_string(number);
					if (entry.is_object()) { examine(entry, pointer); }
					else
					{
						note(
							pointer, "wrong_type",
							{std::string(name.zh) + "里有一项填写有误", std::string(name.en) + ": an entry is not right"});
					}
				});
	}

	// The object, or nothing when absent or wrong.
	JsonView object(JsonView parent, const char* field, const FieldName& name)
	{
		const JsonView value = parent.member(field);
		if (value && !value.is_object())
		{
			note(
				std::string("/") + field, "wrong_type",
				{std::string(name.zh) + "填写有误", std::string(name.en) + ": an object is needed"});
			return {};
		}
		return value;
	}
};

void examine_identity(Examiner& examiner, JsonView record)
{
	const auto id = examiner.required_text(record, "id", "", {"记录编号", "record number"}, limits::code_characters_max);
	if (id && !parse_uuid(*id)) { examiner.note("/id", "invalid_format", {"记录编号的格式不对", "the record number is not well formed"}); }
	const auto kind = examiner.required_text(record, "kind", "", {"活动类别", "kind of event"}, limits::code_characters_max);
	if (kind && *kind != "session" && *kind != "lecture")
	{
		examiner.note("/kind", "unknown_kind", {"活动类别只能是宣传活动或讲座", "the kind is session or lecture"});
	}
}

void examine_time(Examiner& examiner, JsonView record, std::optional<Date> today)
{
	const auto text = examiner.required_text(record, "occurred_on", "", {"活动日期", "day of the event"}, limits::code_characters_max);
	if (text)
	{
		const auto day = parse_date(*text);
		if (!day)
		{
			examiner.note("/occurred_on", "invalid_format", {"活动日期要写成 2025-03-08 这样的日期", "the day is written like 2025-03-08"});
		}
		else if (*day < make_date(2000, 1, 1) || (today && day->days > today->days + 1))
		{
			examiner.note(
				"/occurred_on", "out_of_range",
				{"活动日期不能早于 2000 年，也不能晚于明天", "the day is not before 2000 and not after tomorrow"});
		}
	}
	for (const char* field : {"started_at", "ended_at"})
	{
		const auto time = examiner.text(record, field, "", {"时间", "time"}, limits::code_characters_max);
		if (time && !is_clock_time(*time))
		{
			examiner.note(std::string("/") + field, "invalid_format", {"时间要写成 09:30 这样", "a time is written like 09:30"});
		}
	}
}

void examine_place(Examiner& examiner, JsonView record, const Reference& reference)
{
	const auto venue_type = examiner.required_text(record, "venue_type", "", {"场所类型", "venue type"}, limits::code_characters_max);
	if (venue_type && reference.vocabulary.find(CodeList::venue_types, *venue_type) == nullptr)
	{
		examiner.note("/venue_type", "unknown_code", {"没有这种场所类型", "there is no such venue type"});
	}
	const auto area = examiner.required_text(record, "area", "", {"地区", "area"}, limits::code_characters_max);
	if (area)
	{
		const bool is_code = (area->size() == 6 || area->size() == 9 || area->size() == 12) &&
							 std::all_of(area->begin(), area->end(), [](char c) { return c >= '0' && c <= '9'; });
		if (!is_code)
		{
			examiner.note("/area", "invalid_format", {"地区代码应为 6、9 或 12 位数字", "the code of an area has 6, 9 or 12 digits"});
		}
		else if (reference.areas.find(*area) == nullptr)
		{
			examiner.note("/area", "unknown_code", {"区划名单里没有这个地区", "the list of areas has no such area"});
		}
	}
	examiner.text(record, "venue_id", "", {"场所编号", "venue number"}, limits::code_characters_max);
	examiner.text(record, "place", "", {"地点", "place"}, limits::place_characters_max);
	examiner.required_text(record, "title", "", {"活动名称", "title"}, limits::title_characters_max);
}

void examine_people(Examiner& examiner, JsonView record)
{
	examiner.text_list(record, "campaigns", {"宣传主题日", "campaigns"}, limits::code_characters_max);
	examiner.text_list(record, "forms", {"活动形式", "forms"}, limits::code_characters_max);
	examiner.text_list(record, "topics", {"宣讲内容", "topics"}, limits::code_characters_max);
	examiner.text_list(record, "organizers", {"组织单位", "organizers"}, limits::name_characters_max);
	examiner.text_list(record, "speakers", {"主讲人", "speakers"}, limits::name_characters_max);
	examiner.text(record, "recorded_by", "", {"记录人", "recorder"}, limits::name_characters_max);
}

void examine_reach(Examiner& examiner, JsonView record)
{
	const JsonView reach = examiner.object(record, "reach", {"受教育人次", "people reached"});
	if (!reach)
	{
		if (!record.member("reach")) { examiner.note("/reach/total", "missing", {"请填写受教育人次", "please fill in: people reached"}); }
		return;
	}
	const auto total = examiner.required_count(reach, "total", "/reach", {"受教育人次", "people reached"}, limits::reach_max);
	const auto women = examiner.count(reach, "women", "/reach", {"妇女人次", "women"}, limits::reach_max);
	const auto children = examiner.count(reach, "children", "/reach", {"儿童人次", "children"}, limits::reach_max);
	if (total && women.value_or(0) + children.value_or(0) > *total)
	{
		examiner.note(
			"/reach", "women_children_over_total",
			{"妇女和儿童人次之和不能超过总人次", "women and children together are not more than all"});
	}
	const auto method = examiner.text(reach, "method", "/reach", {"统计方式", "method of counting"}, limits::code_characters_max);
	if (method && *method != "signed_in" && *method != "counted" && *method != "estimated")
	{
		examiner.note("/reach/method", "unknown_code", {"统计方式只能是签到、清点或估计", "the method is signed_in, counted or estimated"});
	}
}

void examine_materials(Examiner& examiner, JsonView record)
{
	examiner.each_object(
		record, "materials", {"宣传资料", "materials"},
		[&](JsonView entry, const std::string& pointer)
		{
			examiner.required_text(entry, "item", pointer, {"资料名称", "material"}, limits::code_characters_max);
			examiner.required_count(entry, "copies", pointer, {"份数", "copies"}, limits::copies_max);
		});
}

void examine_lectures(Examiner& examiner, JsonView record)
{
	examiner.each_object(
		record, "lectures", {"讲座", "lectures"},
		[&](JsonView entry, const std::string& pointer)
		{
			examiner.required_text(entry, "audience", pointer, {"讲座对象", "audience of the lecture"}, limits::code_characters_max);
			examiner.text(entry, "topic", pointer, {"讲座内容", "topic of the lecture"}, limits::code_characters_max);
			examiner.count(entry, "attendance", pointer, {"听讲人数", "attendance"}, limits::reach_max);
		});
	const JsonView given = record.member("lectures");
	if (record.member("kind").text() == "lecture" && (!given || (given.is_array() && given.size() == 0)))
	{
		examiner.note(
			"/lectures", "lecture_without_entries",
			{"单独的讲座至少要填一场讲座", "a lecture of its own has at least one entry of lectures"});
	}
}

void examine_host(Examiner& examiner, JsonView record)
{
	examiner.count(record, "consultations", "", {"法律咨询人次", "people advised"}, limits::reach_max);
	examiner.text(record, "note", "", {"备注", "note"}, limits::note_characters_max);
	if (const JsonView host = examiner.object(record, "host", {"接待单位", "host"}))
	{
		examiner.text(host, "organization", "/host", {"接待单位", "host"}, limits::place_characters_max);
		examiner.text(host, "contact", "/host", {"联系人", "contact"}, limits::name_characters_max);
		examiner.text(host, "phone", "/host", {"联系电话", "telephone"}, limits::name_characters_max);
		examiner.text(host, "confirmed", "/host", {"确认方式", "way of confirmation"}, limits::name_characters_max);
	}
}

void examine_location(Examiner& examiner, JsonView record)
{
	const JsonView location = examiner.object(record, "location", {"定位", "location"});
	if (!location) { return; }
	const auto examine = [&](const char* field, double low, double high, bool required)
	{
		const JsonView value = location.member(field);
		const std::string pointer = std::string("/location/") + field;
		if (!value && required) { examiner.note(pointer, "missing", {"定位缺少经度或纬度", "the location lacks latitude or longitude"}); }
		else if (value && !value.is_number())
		{
			examiner.note(pointer, "wrong_type", {"定位必须是数字", "the location is given in numbers"});
		}
		else if (value && (value.number() < low || value.number() > high))
		{
			examiner.note(pointer, "out_of_range", {"定位超出范围", "the location is out of range"});
		}
	};
	examine("latitude", -90.0, 90.0, true);
	examine("longitude", -180.0, 180.0, true);
	examine("accuracy_m", 0.0, 1e7, false);
}

void examine_photos(Examiner& examiner, JsonView record)
{
	examiner.each_object(
		record, "photos", {"照片", "photos"},
		[&](JsonView entry, const std::string& pointer)
		{
			const auto sha256 =
				examiner.required_text(entry, "sha256", pointer, {"照片校验值", "checksum of the photo"}, limits::code_characters_max);
			if (sha256 && !is_sha256(*sha256))
			{
				examiner.note(
					pointer + "/sha256", "invalid_format", {"照片校验值的格式不对", "the checksum of the photo is not well formed"});
			}
			examiner.count(entry, "bytes", pointer, {"照片大小", "size of the photo"}, INT64_MAX);
			examiner.text(entry, "media_type", pointer, {"照片格式", "format of the photo"}, limits::code_characters_max);
			examiner.text(entry, "role", pointer, {"照片用途", "use of the photo"}, limits::code_characters_max);
		});
}

} // namespace

std::vector<Problem> find_problems(JsonView record, const Reference& reference, std::optional<Date> today)
{
	Examiner examiner;
	if (!record.is_object())
	{
		examiner.note("", "wrong_type", {"活动记录必须是一个对象", "the record is no object"});
		return std::move(examiner.problems);
	}
	examine_identity(examiner, record);
	examine_time(examiner, record, today);
	examine_place(examiner, record, reference);
	examine_people(examiner, record);
	examine_reach(examiner, record);
	examine_materials(examiner, record);
	examine_lectures(examiner, record);
	examine_host(examiner, record);
	examine_location(examiner, record);
	examine_photos(examiner, record);
	return std::move(examiner.problems);
}

} // namespace bajin
