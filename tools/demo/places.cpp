// Counties and the places that draw crowds.
#include "tools/demo/tables.hpp"

namespace bajin::demo
{

namespace
{

//                                     机关 乡村 社区 学校 企业 单位 景区 军营 其他
constexpr std::array<int, 9> urban = {9, 7, 30, 22, 12, 10, 4, 1, 5};
constexpr std::array<int, 9> rural = {8, 34, 9, 22, 7, 8, 5, 1, 6};
constexpr std::array<int, 9> zone = {9, 22, 14, 22, 18, 8, 4, 1, 2};

constexpr std::array<County, 12> county_list = {{
	{"410402", "新华区", 337380, 1132930, 300, 100, 5, urban, {"410402002", "410402003", "410402008"}, "新华区普法办 赵文静"},
	{"410403", "卫东区", 337350, 1133380, 300, 95, 5, urban, {"410403001", "410403004", "410403010"}, "卫东区普法办 孙国强"},
	{"410404", "石龙区", 338990, 1128890, 220, 36, 3, zone, {"410404003", "410404002", ""}, "石龙区普法办 李春梅"},
	{"410411", "湛河区", 337180, 1132950, 350, 88, 4, urban, {"410411005", "410411006", "410411001"}, "湛河区普法办 何建伟"},
	{"410421", "宝丰县", 338690, 1130560, 900, 105, 5, rural, {"410421100", "410421001", ""}, "宝丰县普法办 郭秀兰"},
	{"410422", "叶县", 336270, 1133560, 1300, 118, 5, rural, {"410422002", "410422001", "410422003"}, "叶县普法办 张志华"},
	{"410423", "鲁山县", 337390, 1129080, 1500, 134, 6, rural, {"410423003", "410423001", "410423004"}, "鲁山县普法办 王丽娟"},
	{"410425", "郏县", 339720, 1132120, 1000, 104, 5, rural, {"410425001", "410425002", ""}, "郏县普法办 陈永胜"},
	{"410471", "高新区", 337240, 1134180, 320, 34, 3, zone, {"410471001", "", ""}, "高新区政法办 刘晓峰"},
	{"410472", "示范区", 337700, 1131960, 400, 42, 3, zone, {"410472001", "410472402", ""}, "示范区政法办 杨慧敏"},
	{"410481", "舞钢市", 333140, 1135160, 900, 96, 4, rural, {"410481001", "410481002", "410481003"}, "舞钢市普法办 徐新民"},
	{"410482", "汝州市", 341650, 1128440, 900, 140, 6, rural, {"410482003", "410482001", "410482004"}, "汝州市普法办 马玉珍"},
}};

constexpr std::array<CrowdPlace, 37> crowd_list = {{
	{"410421107", "other", "马街书会会场", Occasion::book_fair, 2011, 1, 80'000, 140'000},
	{"410402002", "community", "鹰城广场", Occasion::legal_day, 2011, 1, 70'000, 130'000},
	{"410402002", "community", "鹰城广场", Occasion::womens_day, 2011, 1, 40'000, 90'000},
	{"410402003", "community", "体育场北广场", Occasion::childrens_day, 2012, 2, 20'000, 35'000},
	{"410403004", "community", "建设路东段商业广场", Occasion::legal_day, 2011, 2, 22'000, 45'000},
	{"410403001", "community", "东安路文化广场", Occasion::womens_day, 2012, 2, 20'000, 36'000},
	{"410403", "other", "平顶山火车站广场", Occasion::spring_festival, 2011, 2, 40'000, 80'000},
	{"410411005", "community", "湛河公园", Occasion::lantern_festival, 2012, 2, 30'000, 65'000},
	{"410411", "other", "湛河区各街道巡回", Occasion::broadcast_tour, 2012, 2, 20'000, 40'000},
	{"410404003", "community", "石龙区人民广场", Occasion::legal_day, 2012, 2, 20'000, 28'000},
	{"410421102", "scenic_area", "香山寺", Occasion::temple_fair, 2011, 1, 40'000, 90'000},
	{"410421100", "community", "宝丰县人民广场", Occasion::legal_day, 2011, 2, 20'000, 45'000},
	{"410421", "other", "宝丰县各乡镇巡回", Occasion::broadcast_tour, 2013, 2, 22'000, 45'000},
	{"410422002", "community", "叶县盐都广场", Occasion::lantern_festival, 2011, 2, 30'000, 70'000},
	{"410422002", "community", "叶县盐都广场", Occasion::legal_day, 2012, 2, 22'000, 48'000},
	{"410422002", "scenic_area", "叶县县衙博物馆", Occasion::spring_festival, 2012, 2, 20'000, 42'000},
	{"410422", "other", "叶县各乡镇巡回", Occasion::broadcast_tour, 2011, 3, 25'000, 50'000},
	{"410423102", "other", "梁洼镇物资交流大会", Occasion::temple_fair, 2012, 2, 20'000, 38'000},
	{"410423105", "scenic_area", "尧山风景区", Occasion::national_day, 2011, 1, 30'000, 70'000},
	{"410423105", "scenic_area", "尧山风景区", Occasion::labour_day, 2012, 2, 25'000, 50'000},
	{"410423107", "scenic_area", "中原大佛景区", Occasion::spring_festival, 2011, 1, 50'000, 95'000},
	{"410423003", "community", "鲁山县人民文化广场", Occasion::lantern_festival, 2011, 2, 30'000, 70'000},
	{"410423003", "community", "鲁山县人民文化广场", Occasion::legal_day, 2011, 2, 24'000, 50'000},
	{"410423", "other", "鲁山县各乡镇巡回", Occasion::broadcast_tour, 2012, 2, 25'000, 50'000},
	{"410425001", "community", "郏县三苏文化广场", Occasion::lantern_festival, 2012, 2, 28'000, 60'000},
	{"410425001", "community", "郏县三苏文化广场", Occasion::legal_day, 2011, 2, 20'000, 42'000},
	{"410425106", "scenic_area", "三苏园景区", Occasion::labour_day, 2011, 2, 20'000, 38'000},
	{"410471001", "community", "皇台广场", Occasion::legal_day, 2013, 2, 20'000, 26'000},
	{"410472001", "scenic_area", "白龟湖国家湿地公园", Occasion::national_day, 2013, 1, 25'000, 60'000},
	{"410481001", "community", "舞钢市钢城广场", Occasion::lantern_festival, 2011, 2, 28'000, 60'000},
	{"410481001", "community", "舞钢市钢城广场", Occasion::legal_day, 2012, 2, 20'000, 44'000},
	{"410481102", "scenic_area", "二郎山风景区", Occasion::national_day, 2012, 2, 22'000, 48'000},
	{"410482207", "scenic_area", "风穴寺", Occasion::temple_fair, 2011, 2, 25'000, 60'000},
	{"410482003", "community", "汝州市中大街广场", Occasion::lantern_festival, 2011, 2, 35'000, 80'000},
	{"410482003", "community", "汝州市中大街广场", Occasion::legal_day, 2011, 2, 30'000, 60'000},
	{"410482003", "community", "汝州市中大街广场", Occasion::womens_day, 2012, 2, 22'000, 45'000},
	{"410482", "other", "汝州市各乡镇巡回", Occasion::broadcast_tour, 2013, 2, 28'000, 55'000},
}};

// Days of the lunar calendar, and of the Spring Festival holiday, from 2011 on.
struct MonthDay
{
	int month = 0;
	int day = 0;
};
constexpr std::array<MonthDay, 5> book_fairs = {{{2, 15}, {2, 4}, {2, 22}, {2, 12}, {3, 3}}};
constexpr std::array<MonthDay, 5> lantern_festivals = {{{2, 17}, {2, 6}, {2, 24}, {2, 14}, {3, 5}}};
constexpr std::array<MonthDay, 5> spring_festivals = {{{2, 5}, {1, 25}, {2, 12}, {2, 2}, {2, 21}}};
constexpr std::array<MonthDay, 5> temple_fairs = {{{3, 23}, {3, 11}, {3, 30}, {3, 19}, {4, 7}}};

} // namespace

std::span<const County> counties()
{
	return county_list;
}

std::span<const CrowdPlace> crowd_places()
{
	return crowd_list;
}

Date date_of(Occasion occasion, int year) noexcept
{
	const auto moving = [year](const std::array<MonthDay, 5>& days)
	{
		const MonthDay& day = days[static_cast<std::size_t>(year - 2011)];
		return make_date(year, day.month, day.day);
	};
	switch (occasion)
	{
	case Occasion::book_fair:
		return moving(book_fairs);
	case Occasion::lantern_festival:
		return moving(lantern_festivals);
	case Occasion::spring_festival:
		return moving(spring_festivals);
	case Occasion::temple_fair:
		return moving(temple_fairs);
	case Occasion::womens_day:
		return make_date(year, 3, 8);
	case Occasion::labour_day:
		return make_date(year, 5, 2);
	case Occasion::childrens_day:
		return make_date(year, 6, 1);
	case Occasion::national_day:
		return make_date(year, 10, 3);
	case Occasion::legal_day:
		return make_date(year, 12, 4);
	case Occasion::broadcast_tour:
		break;
	}
	return make_date(year, 12, 2);
}

} // namespace bajin::demo
