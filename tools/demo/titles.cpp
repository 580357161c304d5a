// Themes with the titles of their sessions and lectures, and the titles of the large public occasions.
#include "tools/demo/tables.hpp"

namespace bajin::demo
{

namespace
{

constexpr std::array<Theme, 21> theme_list = {{
	{Season::womens_day,
	 "village community other scenic_area",
	 Audience::women_first,
	 {"womens_rights_law", "marriage_law", "property_law", "minors_protection_law"},
	 {"“三八”维权周进{place}宣传", "维护妇女权益 共建平安家庭", "{town}“三八”妇女维权法律宣传", "送法到家门 维权在身边"},
	 {"“三八”妇女维权专题讲座", "妇女权益保障法专题讲座", "婚姻家庭与财产权益讲座"}},
	{Season::womens_day,
	 "enterprise institution agency",
	 Audience::women_first,
	 {"womens_rights_law", "labor_contract_law", "labor_law", "marriage_law"},
	 {"女职工权益保护法律宣传", "“三八”女职工维权进{place}", "女职工劳动保护专场宣传", "法律伴我行 维权进单位"},
	 {"女职工劳动权益讲座", "女职工维权知识讲座", "婚姻家庭法律知识讲座"}},
	{Season::womens_day,
	 "school",
	 Audience::women_first,
	 {"womens_rights_law", "minors_protection_law", "compulsory_education_law", "marriage_law"},
	 {"女教师与女生权益保护宣传", "“三八”维权周走进{place}", "女生自我保护法律宣传", "妈妈课堂：法律伴孩子成长"},
	 {"女生自我保护专题讲座", "母亲课堂：妇女儿童权益讲座", "青春期女生法律知识讲座"}},
	{Season::womens_day,
	 "barracks",
	 Audience::women_first,
	 {"womens_rights_law", "marriage_law", "military_service_law", "constitution"},
	 {"军属维权法律咨询进军营", "“三八”拥军送法活动", "军人军属权益保障宣传", "送法进军营 情暖军嫂"},
	 {"军人婚姻家庭法律讲座", "军属权益保障讲座", "随军家属维权讲座"}},
	{Season::consumer_day,
	 "",
	 Audience::everyone,
	 {"consumer_rights_law", "food_safety_law", "product_quality_law", "contract_law"},
	 {"3·15消费者权益日宣传", "消费维权进{place}", "识假辨假 放心消费", "{town}消费维权咨询活动"},
	 {"消费者权益保护讲座", "农资打假与依法维权讲座", "女性消费维权讲座"}},
	{Season::childrens_day,
	 "school",
	 Audience::children_first,
	 {"minors_protection_law", "juvenile_crime_prevention_law", "compulsory_education_law", "road_traffic_safety_law"},
	 {"“六一”法律进校园", "法律护航成长 快乐欢度“六一”", "{place}未成年人保护法宣传", "小手拉大手 学法进校园"},
	 {"未成年人保护法专题讲座", "儿童自我保护讲座", "预防校园欺凌法制讲座"}},
	{Season::childrens_day,
	 "village community scenic_area other",
	 Audience::children_first,
	 {"minors_protection_law", "compulsory_education_law", "juvenile_crime_prevention_law", "womens_rights_law"},
	 {"关爱留守儿童 普法进{place}", "“六一”儿童权益保护宣传", "{town}“六一”送法送书活动", "家庭教育与儿童保护宣传"},
	 {"留守儿童安全与权益讲座", "家长课堂：未成年人保护法", "儿童防性侵知识讲座"}},
	{Season::childrens_day,
	 "enterprise institution agency barracks",
	 Audience::children_first,
	 {"minors_protection_law", "compulsory_education_law", "juvenile_crime_prevention_law", "womens_rights_law"},
	 {"“六一”亲子普法进{place}", "职工子女法律知识宣传", "依法育儿 幸福家庭", "“六一”儿童权益保护进{place}"},
	 {"职工家长课堂：未成年人保护法", "依法育儿专题讲座", "暑期儿童安全法律讲座"}},
	{Season::anti_drugs_day,
	 "",
	 Audience::everyone,
	 {"anti_drug_law", "narcotics_control_law", "public_security_law", "criminal_law"},
	 {"6·26国际禁毒日宣传", "禁毒知识进{place}", "珍爱生命 远离毒品", "{town}禁毒法律宣传"},
	 {"青少年禁毒知识讲座", "禁毒法专题讲座", "远离毒品 守护家庭讲座"}},
	{Season::legal_day,
	 "",
	 Audience::everyone,
	 {"constitution", "criminal_law", "civil_procedure_law", "womens_rights_law"},
	 {"12·4法制宣传进{place}", "学习宪法 遵守法律", "{town}12·4集中宣传活动", "弘扬法治精神 服务科学发展"},
	 {"宪法与公民权利义务讲座", "家庭与法专题讲座", "学宪法讲法律专题讲座"}},
	{Season::legal_day,
	 "school",
	 Audience::children_first,
	 {"constitution", "minors_protection_law", "juvenile_crime_prevention_law", "road_traffic_safety_law"},
	 {"12·4法律进校园", "宪法伴我成长主题宣传", "{place}法制宣传周活动", "与法同行 健康成长"},
	 {"中小学生宪法知识讲座", "预防未成年人犯罪法制讲座", "法制副校长专题课"}},
	{Season::ordinary,
	 "village",
	 Audience::women_first,
	 {"rural_land_contract_law", "marriage_law", "womens_rights_law", "elderly_rights_law"},
	 {"法律进乡村：走进{place}", "出嫁女土地权益法律宣传", "农村妇女权益保护宣传", "{town}送法下乡活动"},
	 {"农村妇女土地权益讲座", "婚姻法与家庭和睦讲座", "反对家庭暴力讲座"}},
	{Season::ordinary,
	 "village community",
	 Audience::everyone,
	 {"peoples_mediation_law", "elderly_rights_law", "villagers_committee_law", "social_insurance_law"},
	 {"人民调解法宣传进{place}", "邻里和睦 依法调解", "防范非法集资和电信诈骗宣传", "老年人权益保障法宣传"},
	 {"赡养与继承法律知识讲座", "人民调解法讲座", "防诈骗法律知识讲座"}},
	{Season::ordinary,
	 "community",
	 Audience::women_first,
	 {"womens_rights_law", "marriage_law", "property_law", "minors_protection_law"},
	 {"法律进社区：走进{place}", "平安家庭创建法律宣传", "社区妇女维权服务日", "反对家庭暴力宣传进{place}"},
	 {"婚姻家庭法律知识讲座", "反对家庭暴力讲座", "家庭财产权益讲座"}},
	{Season::ordinary,
	 "school",
	 Audience::children_first,
	 {"minors_protection_law", "juvenile_crime_prevention_law", "road_traffic_safety_law", "compulsory_education_law"},
	 {"法律进学校：走进{place}", "开学法制第一课", "校园安全法制宣传", "“两规划”与儿童权益宣传"},
	 {"预防未成年人犯罪讲座", "儿童自我保护讲座", "交通安全法律知识讲座"}},
	{Season::ordinary,
	 "enterprise",
	 Audience::women_first,
	 {"labor_contract_law", "labor_law", "work_safety_law", "social_insurance_law"},
	 {"法律进企业：走进{place}", "劳动合同法宣传进{place}", "农民工维权法律宣传", "安全生产与职工权益宣传"},
	 {"女职工特殊劳动保护讲座", "劳动合同法专题讲座", "女农民工维权讲座"}},
	{Season::ordinary,
	 "institution",
	 Audience::women_first,
	 {"womens_rights_law", "labor_contract_law", "social_insurance_law", "marriage_law"},
	 {"法律进单位：走进{place}", "妇女儿童健康权益宣传", "“两规划”宣传进{place}", "依法办事 文明服务"},
	 {"妇女健康与权益讲座", "母婴权益保障讲座", "婚姻家庭法律讲座"}},
	{Season::ordinary,
	 "agency",
	 Audience::women_first,
	 {"constitution", "womens_rights_law", "administrative_license_law", "administrative_penalty_law"},
	 {"法律进机关：走进{place}", "领导干部学法用法宣传", "依法行政专题宣传", "“六五”普法进机关"},
	 {"女干部法律素养讲座", "妇女发展规划与法律讲座", "家庭建设与依法维权讲座"}},
	{Season::ordinary,
	 "scenic_area",
	 Audience::everyone,
	 {"tourism_law", "consumer_rights_law", "environmental_protection_law", "fire_protection_law"},
	 {"法律进景区：走进{place}", "文明旅游 依法维权", "森林防火与旅游法律宣传", "{place}游客普法宣传"},
	 {"景区从业妇女权益讲座", "旅游从业人员法律讲座", "农家乐经营妇女法律讲座"}},
	{Season::ordinary,
	 "barracks",
	 Audience::everyone,
	 {"military_service_law", "constitution", "criminal_law", "marriage_law"},
	 {"法律进军营：走进{place}", "送法进军营 共建鱼水情", "新兵法律知识宣传", "军人军属权益保障宣传"},
	 {"军人婚姻家庭法律讲座", "官兵法律知识讲座", "军属权益保障讲座"}},
	{Season::ordinary,
	 "other",
	 Audience::everyone,
	 {"womens_rights_law", "road_traffic_safety_law", "consumer_rights_law", "peoples_mediation_law"},
	 {"{town}集市普法宣传", "赶集日送法到摊前", "{town}街头法律咨询", "农民工返乡普法宣传"},
	 {"集市流动普法课堂", "妇女维权流动课堂", "返乡妇女就业权益讲座"}},
}};

constexpr std::array<std::string_view, 2> book_fair_titles = {"马街书会普法专场", "说书人唱普法：马街书会法律宣传"};
constexpr std::array<std::string_view, 2> lantern_titles = {"元宵灯会法律宣传", "闹元宵 猜法律灯谜"};
constexpr std::array<std::string_view, 2> spring_titles = {"春节游客普法宣传", "春运返乡法律服务宣传"};
constexpr std::array<std::string_view, 2> temple_titles = {"庙会普法宣传", "庙会法律大集"};
constexpr std::array<std::string_view, 2> womens_titles = {"“三八”维权周大型广场宣传", "“三八”妇女维权广场咨询日"};
constexpr std::array<std::string_view, 2> labour_titles = {"“五一”假期景区普法宣传", "“五一”文明旅游法律宣传"};
constexpr std::array<std::string_view, 2> childrens_titles = {"“六一”广场儿童权益宣传", "“六一”游园普法活动"};
constexpr std::array<std::string_view, 2> national_titles = {"国庆黄金周景区普法宣传", "国庆假期依法文明旅游宣传"};
constexpr std::array<std::string_view, 2> legal_titles = {"12·4大型广场法制宣传", "12·4法律知识“八进”集中宣传日"};
constexpr std::array<std::string_view, 2> broadcast_titles = {"流动普法宣传车巡回宣传", "普法大篷车下乡巡回宣传"};

} // namespace

std::span<const Theme> themes()
{
	return theme_list;
}

Texts crowd_titles(Occasion occasion)
{
	switch (occasion)
	{
	case Occasion::book_fair:
		return book_fair_titles;
	case Occasion::lantern_festival:
		return lantern_titles;
	case Occasion::spring_festival:
		return spring_titles;
	case Occasion::temple_fair:
		return temple_titles;
	case Occasion::womens_day:
		return womens_titles;
	case Occasion::labour_day:
		return labour_titles;
	case Occasion::childrens_day:
		return childrens_titles;
	case Occasion::national_day:
		return national_titles;
	case Occasion::legal_day:
		return legal_titles;
	case Occasion::broadcast_tour:
		break;
	}
	return broadcast_titles;
}

} // namespace bajin::demo
