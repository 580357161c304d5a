// Organisers, spots, notes and the reasons that coordinators and lecturers write; codes by occasion.
#include "tools/demo/tables.hpp"

namespace bajin::demo
{

namespace
{

constexpr std::array<std::string_view, 4> village_spots = {"村文化广场", "村委会大院", "村口戏台", "农家书屋"};
constexpr std::array<std::string_view, 4> community_spots = {"社区活动中心", "小区广场", "社区会议室", "社区妇女之家"};
constexpr std::array<std::string_view, 4> school_spots = {"操场", "多功能教室", "报告厅", "阶梯教室"};
constexpr std::array<std::string_view, 4> enterprise_spots = {"职工食堂", "厂区广场", "职工之家", "三楼会议室"};
constexpr std::array<std::string_view, 4> office_spots = {"会议室", "一楼大厅", "办公楼前", "五楼多功能厅"};
constexpr std::array<std::string_view, 4> scenic_spots = {"游客中心", "景区大门", "停车场", "售票处广场"};
constexpr std::array<std::string_view, 3> barracks_spots = {"礼堂", "学习室", "训练场"};
constexpr std::array<std::string_view, 5> other_spots = {"集市", "汽车站", "物资交流会会场", "文化站门前", "十字街口"};

constexpr std::array<std::string_view, 4> women_organizers = {"{county}妇联", "{county}司法局", "{county}法院", "{town}妇联"};
constexpr std::array<std::string_view, 4> consumer_organizers = {"{county}工商局", "{county}消费者协会", "{county}司法局", "{county}妇联"};
constexpr std::array<std::string_view, 4> children_organizers = {
	"{county}妇联", "{county}教育体育局", "共青团{county}委", "{county}关工委"};
constexpr std::array<std::string_view, 4> drugs_organizers = {"{county}禁毒办", "{county}公安局", "{county}妇联", "{county}司法局"};
constexpr std::array<std::string_view, 4> legal_organizers = {"{county}普法办", "{county}司法局", "{county}妇联", "{county}检察院"};
constexpr std::array<std::string_view, 4> ordinary_organizers = {"{county}妇联", "{county}司法局", "{county}普法办", "{town}综治办"};

constexpr std::array<std::string_view, 1> women_campaigns = {"womens_day"};
constexpr std::array<std::string_view, 1> consumer_campaigns = {"consumer_day"};
constexpr std::array<std::string_view, 1> children_campaigns = {"childrens_day"};
constexpr std::array<std::string_view, 1> drugs_campaigns = {"anti_drugs_day"};
constexpr std::array<std::string_view, 4> legal_campaigns = {"legal_publicity_day", "legal_day", "constitution_day", "constitution_week"};

constexpr std::array<std::string_view, 4> women_lecture_topics = {
	"womens_rights_law", "marriage_law", "property_law", "labor_contract_law"};
constexpr std::array<std::string_view, 4> children_lecture_topics = {
	"minors_protection_law", "juvenile_crime_prevention_law", "compulsory_education_law", "road_traffic_safety_law"};
constexpr std::array<std::string_view, 4> general_lecture_topics = {
	"constitution", "elderly_rights_law", "peoples_mediation_law", "consumer_rights_law"};

constexpr std::array<std::string_view, 4> crowd_topic_list = {"constitution", "womens_rights_law", "minors_protection_law", "marriage_law"};

constexpr std::array<std::string_view, 14> note_list = {
	"下雨，改在室内进行，原定的展板没有摆。", "群众问得最多的是彩礼返还和离婚财产分割。", "资料发完了，下次多带一百份。",
	"有两户家暴求助，已转县妇联权益部跟进。", "留守儿童较多，建议秋季开学再来一次。",     "和乡里的计生宣传一起办的，人数只算来听普法的。",
	"现场手机没有信号，回到镇上才上传。",     "播放了普法短片，老人反映字幕太小。",       "学校要求增加一场家长专题。",
	"出嫁女土地问题咨询三起，已登记。",       "企业倒班，分上午、下午两批听讲。",         "赶集日人多，人数按摊位前登记估算。",
	"请了县法院法官现场以案说法。",           "发放宣传袋、围裙等宣传品，未计入资料。",
};

constexpr std::array<std::string_view, 4> delete_list = {
	"填错了，当天没有去成。", "日期和地点都填错，重新录了一条。", "活动改期，改期后另行上报。", "误把会议当成宣传活动上报。"};
constexpr std::array<std::string_view, 3> duplicate_list = {
	"同一场活动两名队员都报了，保留先报的一条。", "与另一条为同一次进点，按重复处理。", "同一天同一地点，只计一次。"};
constexpr std::array<std::string_view, 3> joint_list = {
	"多队联合活动，场次和人数计在牵头队。", "与牵头队同场宣传，按联合活动并入。", "联合宣传，只加计本队自带的资料和讲座。"};

} // namespace

Texts spots(std::string_view venue_type)
{
	if (venue_type == "village") { return village_spots; }
	if (venue_type == "community") { return community_spots; }
	if (venue_type == "school") { return school_spots; }
	if (venue_type == "enterprise") { return enterprise_spots; }
	if (venue_type == "scenic_area") { return scenic_spots; }
	if (venue_type == "barracks") { return barracks_spots; }
	return venue_type == "other" ? Texts(other_spots) : Texts(office_spots);
}

Texts campaign_candidates(Season season)
{
	switch (season)
	{
	case Season::womens_day:
		return women_campaigns;
	case Season::consumer_day:
		return consumer_campaigns;
	case Season::childrens_day:
		return children_campaigns;
	case Season::anti_drugs_day:
		return drugs_campaigns;
	case Season::legal_day:
		return legal_campaigns;
	case Season::ordinary:
		break;
	}
	return {};
}

Texts lecture_topics(Audience audience)
{
	switch (audience)
	{
	case Audience::women_first:
		return women_lecture_topics;
	case Audience::children_first:
		return children_lecture_topics;
	case Audience::everyone:
		break;
	}
	return general_lecture_topics;
}

Texts crowd_topics()
{
	return crowd_topic_list;
}

Texts organizer_templates(Season season)
{
	switch (season)
	{
	case Season::womens_day:
		return women_organizers;
	case Season::consumer_day:
		return consumer_organizers;
	case Season::childrens_day:
		return children_organizers;
	case Season::anti_drugs_day:
		return drugs_organizers;
	case Season::legal_day:
		return legal_organizers;
	case Season::ordinary:
		break;
	}
	return ordinary_organizers;
}

Texts notes()
{
	return note_list;
}

Texts delete_reasons()
{
	return delete_list;
}

Texts duplicate_reasons()
{
	return duplicate_list;
}

Texts joint_reasons()
{
	return joint_list;
}

} // namespace bajin::demo
