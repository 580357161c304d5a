// Names of people and teams. All invented.
#include "tools/demo/tables.hpp"

namespace bajin::demo
{

namespace
{

constexpr std::array<std::string_view, 56> surname_list = {
	"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林",
	"罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "袁", "潘", "于",
	"蒋", "蔡", "余", "杜", "叶", "程", "魏", "苏", "吕", "丁", "任", "卢", "姚", "沈", "钟", "姜", "崔", "贾"};

constexpr std::array<std::string_view, 84> given_name_list = {
	"晓红", "建国", "丽娟", "志强", "秀英", "海涛", "玉梅", "文博", "春燕", "国庆", "慧敏", "新民", "桂兰", "永胜", "静",   "伟",   "雪莲",
	"红军", "淑珍", "俊杰", "爱玲", "振华", "小燕", "鹏飞", "凤霞", "延军", "艳丽", "万里", "彩云", "宏伟", "亚男", "保国", "秋菊", "少华",
	"金凤", "长江", "巧云", "明亮", "素芳", "立新", "雅琴", "占军", "会娟", "宝山", "月娥", "学军", "婷婷", "铁柱", "翠萍", "广义", "瑞霞",
	"大勇", "美玲", "民生", "喜梅", "清泉", "冬梅", "东升", "莉",   "磊",   "娜",   "军",   "敏",   "涛",   "芳",   "浩",   "洁",   "斌",
	"燕",   "超",   "玲",   "凯",   "蕾",   "帅",   "倩",   "辉",   "颖",   "亮",   "丹",   "峰",   "萌",   "杰",   "瑶",   "勇"};

constexpr std::array<std::string_view, 6> county_team_list = {"{county}妇联普法讲师团",           "{county}司法局巡回讲师队",
															  "{county}法律知识“八进”志愿讲师队", "{county}法制副校长讲师组",
															  "{county}巾帼维权法官讲师组",       "{county}“五老”普法宣讲队"};

constexpr std::array<std::string_view, 2> prefecture_team_list = {"平顶山市普法讲师团", "平顶山市妇联“两规划”讲师组"};

} // namespace

Texts surnames()
{
	return surname_list;
}

Texts given_names()
{
	return given_name_list;
}

Texts county_team_templates()
{
	return county_team_list;
}

Texts prefecture_team_names()
{
	return prefecture_team_list;
}

} // namespace bajin::demo
