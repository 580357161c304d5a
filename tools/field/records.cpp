#include "tools/field/records.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace bajin::field
{

namespace
{

struct VenueText
{
	std::string_view type;
	std::string_view place;
	std::string_view title;
};

constexpr std::array<VenueText, 14> venue_texts = {{
	{"village", "村文化广场", "妇女权益保障法宣传"},
	{"village", "村委会大院", "农村留守儿童关爱普法讲座"},
	{"village", "乡村大集", "“送法下乡”集中宣传"},
	{"village", "农家书屋", "婚姻家庭法律知识讲座"},
	{"community", "社区居民活动中心", "反家庭暴力宣传"},
	{"community", "社区广场", "“法律进社区”咨询活动"},
	{"school", "学校操场", "未成年人保护法进校园"},
	{"school", "多媒体教室", "预防未成年人犯罪主题班会"},
	{"agency", "机关会议室", "领导干部学法专题讲座"},
	{"enterprise", "厂区职工之家", "女职工劳动保护特别规定宣讲"},
	{"institution", "医院门诊大厅", "“法律进单位”宣传"},
	{"scenic_area", "景区游客中心", "节假日普法宣传"},
	{"barracks", "部队礼堂", "法律拥军宣讲"},
	{"community", "便民服务大厅", "维权服务进万家"},
}};

constexpr std::array<std::string_view, 12> surnames = {"张", "王", "李", "赵", "刘", "陈", "杨", "黄", "周", "吴", "徐", "孙"};
constexpr std::array<std::string_view, 12> given_names = {"晓红", "建国", "丽娟", "秀英", "志强", "桂兰",
														  "海燕", "玉梅", "国庆", "春霞", "文静", "永刚"};
constexpr std::array<std::string_view, 7> topics = {"womens_rights_law", "minors_protection_law", "marriage_law", "constitution",
													"labour_law",        "domestic_violence_law", "legal_aid"};
constexpr std::array<std::string_view, 5> campaigns = {
	"womens_day", "childrens_day", "constitution_week", "consumer_day", "anti_drugs_day"};
constexpr std::array<std::string_view, 5> forms = {"talk", "stall", "consultation", "performance", "exhibition"};
constexpr std::array<std::string_view, 6> audiences = {"women", "children", "students", "women_children", "farmers", "general"};
constexpr std::array<std::string_view, 4> items = {"leaflet", "law_reader", "handbook", "poster"};
constexpr std::array<std::string_view, 5> organizers = {"县妇联", "县司法局", "乡镇妇联", "市普法讲师团", "县教体局"};
constexpr std::array<std::string_view, 4> methods = {"estimated", "counted", "signed_in", "estimated"};
constexpr std::array<std::string_view, 4> notes = {
	"群众反响热烈，现场解答土地、婚姻方面的咨询。", "发放维权服务联系卡，登记求助两件，已转乡镇司法所。",
	"天气原因推迟半小时开始，部分群众提前离场。", "村干部全程参加，建议下月再来讲一次。"};

std::string person(Random& random)
{
	return std::string(random.pick(surnames)) + std::string(random.pick(given_names));
}

std::string clock_text(std::int64_t minutes)
{
	const auto two = [](std::int64_t value)
	{ return std::string(1, static_cast<char>('0' + value / 10)) + static_cast<char>('0' + value % 10); };
	return two(minutes / 60) + ":" + two(minutes % 60);
}

// Most visits reach dozens, a few reach thousands.
std::int64_t reach_of(Random& random)
{
	const std::int64_t size = random.between(0, 99);
	if (size < 60) { return random.between(20, 150); }
	if (size < 95) { return random.between(150, 600); }
	return random.between(6, 40) * 100;
}

Json lectures_of(Random& random, std::int64_t reach)
{
	Json lectures = Json::array();
	for (std::int64_t left = random.between(0, 2); left > 0; --left)
	{
		Json entry = Json::object();
		entry["audience"] = random.pick(audiences);
		entry["topic"] = random.pick(topics);
		entry["attendance"] = random.between(reach / 4, reach);
		lectures.push_back(std::move(entry));
	}
	return lectures;
}

Json materials_of(Random& random, std::int64_t reach)
{
	Json materials = Json::array();
	const std::int64_t first = random.between(0, 3);
	const std::int64_t count = random.between(1, 2);
	for (std::int64_t index = 0; index < count; ++index)
	{
		Json entry = Json::object();
		entry["item"] = items[static_cast<std::size_t>((first + index) % 4)];
		entry["copies"] = random.between(1, std::max<std::int64_t>(2, reach / 5)) * 10;
		materials.push_back(std::move(entry));
	}
	return materials;
}

Json one_of(std::string_view code)
{
	Json list = Json::array();
	list.push_back(code);
	return list;
}

} // namespace

std::uint64_t Random::next() noexcept
{
	state_ += 0x9E3779B97F4A7C15U;
	std::uint64_t value = state_;
	value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
	value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
	return value ^ (value >> 31U);
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) noexcept
{
	const auto span = static_cast<std::uint64_t>(high - low) + 1;
	return low + static_cast<std::int64_t>(next() % span);
}

bool Random::chance(double probability) noexcept
{
	return static_cast<double>(next() >> 11U) * 0x1.0p-53 < probability;
}

Uuid Random::uuid_v7(std::int64_t unix_ms) noexcept
{
	std::array<std::uint8_t, 10> random{};
	const std::uint64_t first = next();
	const std::uint64_t second = next();
	for (std::size_t index = 0; index < random.size(); ++index)
	{
		random[index] = static_cast<std::uint8_t>((index < 8 ? first >> (8 * index) : second >> (8 * (index - 8))) & 0xFFU);
	}
	return make_uuid_v7(unix_ms, random);
}

Uuid Random::uuid_v4() noexcept
{
	Uuid id;
	const std::uint64_t first = next();
	const std::uint64_t second = next();
	for (std::size_t index = 0; index < 16; ++index)
	{
		id.bytes[index] = static_cast<std::uint8_t>((index < 8 ? first >> (8 * index) : second >> (8 * (index - 8))) & 0xFFU);
	}
	id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | 0x40U);
	id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);
	return id;
}

RecordMaker::RecordMaker(const AreaTree& areas, AreaId home)
{
	for (const Area& area : areas.all())
	{
		if (area.valid_to || !areas.contains(home, area.id)) { continue; }
		if (area.level == AreaLevel::village) { villages_.push_back({area.code, area.name}); }
		else if (area.level == AreaLevel::community) { communities_.push_back({area.code, area.name}); }
		else { anywhere_.push_back({area.code, area.name}); }
	}
	if (anywhere_.empty()) // a team of a single village
	{
		anywhere_ = villages_.empty() ? communities_ : villages_;
	}
}

const RecordMaker::Place& RecordMaker::choose_place(Random& random, std::string_view venue_type) const
{
	if (venue_type == "village" && !villages_.empty()) { return random.pick(villages_); }
	if (venue_type == "community" && !communities_.empty()) { return random.pick(communities_); }
	return random.pick(anywhere_);
}

Json RecordMaker::make(Random& random, const Uuid& id, Date occurred_on) const
{
	const VenueText& venue = random.pick(venue_texts);
	const Place& place = choose_place(random, venue.type);
	const std::int64_t begin = random.between(16, 32) * 30;
	const std::int64_t reach = reach_of(random);
	const std::int64_t women = random.between(0, reach / 2);

	Json record = Json::object();
	record["id"] = to_string(id);
	record["kind"] = "session";
	record["occurred_on"] = to_string(occurred_on);
	record["started_at"] = clock_text(begin);
	record["ended_at"] = clock_text(begin + random.between(2, 6) * 30);
	record["venue_type"] = venue.type;
	record["area"] = place.code;
	record["place"] = std::string(place.name) + std::string(venue.place);
	record["title"] = std::string(place.name) + std::string(venue.title);
	if (random.chance(0.4)) { record["campaigns"] = one_of(random.pick(campaigns)); }
	record["forms"] = one_of(random.pick(forms));
	record["topics"] = one_of(random.pick(topics));
	record["organizers"] = one_of(random.pick(organizers));
	Json speakers = one_of(person(random));
	if (random.chance(0.5)) { speakers.push_back(person(random)); }
	record["recorded_by"] = speakers[0];
	record["speakers"] = std::move(speakers);
	record["reach"] = Json::object();
	record["reach"]["total"] = reach;
	record["reach"]["women"] = women;
	record["reach"]["children"] = random.between(0, (reach - women) / 2);
	record["reach"]["method"] = random.pick(methods);
	record["materials"] = materials_of(random, reach);
	if (Json lectures = lectures_of(random, reach); !lectures.empty()) { record["lectures"] = std::move(lectures); }
	record["consultations"] = random.between(0, 40);
	if (random.chance(0.4)) { record["note"] = random.pick(notes); }
	return record;
}

void RecordMaker::edit(Random& random, Json& record)
{
	for (std::int64_t left = random.between(1, 3); left > 0; --left)
	{
		switch (random.between(0, 4))
		{
		case 0:
			record["note"] = "补记" + std::to_string(random.between(1, 1'000'000)) + "：" + std::string(random.pick(notes));
			break;
		case 1:
			record["consultations"] = random.between(0, 400);
			break;
		case 2:
			record["reach"]["total"] = record["reach"]["total"].get<std::int64_t>() + random.between(1, 50);
			break;
		case 3:
			record["speakers"] = one_of(person(random));
			break;
		default:
			record["materials"] = materials_of(random, record["reach"]["total"].get<std::int64_t>());
			break;
		}
	}
}

} // namespace bajin::field
