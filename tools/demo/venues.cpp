// Registered venues: those with names of their own, and templates by which every county and township gets some.
#include "tools/demo/tables.hpp"

namespace bajin::demo
{

namespace
{

constexpr std::array<NamedVenue, 46> named_list = {{
	{"410402002", "scenic_area", "鹰城广场文化园"},     {"410402100", "scenic_area", "平顶山擂鼓台公园"},
	{"410403010", "scenic_area", "落凫山公园"},         {"410403002", "scenic_area", "东湖公园"},
	{"410404002", "scenic_area", "龙兴寺公园"},         {"410411005", "scenic_area", "湛河公园"},
	{"410411003", "scenic_area", "白龟山水库风景区"},   {"410421102", "scenic_area", "香山寺"},
	{"410421105", "scenic_area", "宝丰汝官窑遗址公园"}, {"410421107", "scenic_area", "马街书会民俗园"},
	{"410422002", "scenic_area", "叶县县衙博物馆"},     {"410422107", "scenic_area", "望夫石山景区"},
	{"410423105", "scenic_area", "尧山风景区"},         {"410423107", "scenic_area", "中原大佛景区"},
	{"410423201", "scenic_area", "画眉谷景区"},         {"410423207", "scenic_area", "昭平湖风景区"},
	{"410423201", "scenic_area", "六羊山景区"},         {"410425106", "scenic_area", "三苏园景区"},
	{"410425103", "scenic_area", "临沣寨古村景区"},     {"410425204", "scenic_area", "知青文化园"},
	{"410471001", "scenic_area", "高新区湛河湿地公园"}, {"410472001", "scenic_area", "白龟湖国家湿地公园"},
	{"410481102", "scenic_area", "二郎山风景区"},       {"410481102", "scenic_area", "灯台架景区"},
	{"410481006", "scenic_area", "石漫滩国家森林公园"}, {"410482207", "scenic_area", "风穴寺"},
	{"410482102", "scenic_area", "温泉旅游区"},         {"410482111", "scenic_area", "九峰山景区"},
	{"410402002", "barracks", "驻新华区某部通信分队"},  {"410403004", "barracks", "武警平顶山支队某中队"},
	{"410411003", "barracks", "驻湛河区某部汽车连"},    {"410421100", "barracks", "宝丰县消防大队"},
	{"410422002", "barracks", "武警叶县中队"},          {"410423003", "barracks", "武警鲁山县中队"},
	{"410425001", "barracks", "郏县消防大队"},          {"410472001", "barracks", "驻示范区某部教导队"},
	{"410481001", "barracks", "武警舞钢市中队"},        {"410482003", "barracks", "驻汝州市某部"},
	{"410482001", "barracks", "汝州市消防大队"},        {"410404003", "barracks", "石龙区消防中队"},
	{"410471001", "barracks", "高新区消防中队"},        {"410402100", "enterprise", "鹰西矿业有限公司"},
	{"410403011", "enterprise", "鹰东矿业有限公司"},    {"410411003", "enterprise", "湛南发电有限公司"},
	{"410481003", "enterprise", "龙泉钢铁有限公司"},    {"410471001", "enterprise", "鹰城帘子布有限公司"},
}};

constexpr std::array<std::string_view, 10> county_agencies = {
	"{county}人民法院", "{county}人民检察院", "{county}公安局", "{county}教育体育局",           "{county}民政局",
	"{county}司法局",   "{county}财政局",     "{county}卫生局", "{county}人力资源和社会保障局", "{county}农业局"};
constexpr std::array<std::string_view, 7> county_schools = {"{county}第一高级中学", "{county}第二高级中学", "{county}实验中学",
															"{county}第三初级中学", "{county}实验小学",     "{county}育红小学",
															"{county}中等职业学校"};
constexpr std::array<std::string_view, 6> county_enterprises = {"{county}宏达纺织有限公司", "{county}惠丰食品有限公司",
																"{county}永盛制衣有限公司", "{county}天成建材有限公司",
																"{county}金鹰商贸城",       "{county}客运服务有限公司"};
constexpr std::array<std::string_view, 8> county_institutions = {"{county}人民医院",   "{county}妇幼保健院",      "{county}供电公司",
																 "{county}邮政局",     "{county}图书馆",          "{county}文化馆",
																 "{county}社会福利院", "{county}疾病预防控制中心"};

constexpr std::array<std::string_view, 1> township_agencies = {"{town}政府"};
constexpr std::array<std::string_view, 2> township_schools = {"{town}第一初级中学", "{town}中心小学"};
constexpr std::array<std::string_view, 1> township_enterprises = {"{town}富民服饰加工厂"};
constexpr std::array<std::string_view, 1> township_institutions = {"{town}卫生院"};

} // namespace

std::span<const NamedVenue> named_venues()
{
	return named_list;
}

Texts county_venue_templates(std::string_view venue_type)
{
	if (venue_type == "agency") { return county_agencies; }
	if (venue_type == "school") { return county_schools; }
	if (venue_type == "enterprise") { return county_enterprises; }
	return venue_type == "institution" ? Texts(county_institutions) : Texts();
}

Texts township_venue_templates(std::string_view venue_type)
{
	if (venue_type == "agency") { return township_agencies; }
	if (venue_type == "school") { return township_schools; }
	if (venue_type == "enterprise") { return township_enterprises; }
	return venue_type == "institution" ? Texts(township_institutions) : Texts();
}

} // namespace bajin::demo
