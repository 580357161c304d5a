#include "server/people/audit.hpp"
#include "server/people/random.hpp"
#include "server/store/device_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"
#include "shared/plain_text.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"

#include <iostream>
#include <map>
#include <memory>

namespace bajin::tool
{

namespace
{

struct AddOptions
{
	CommonOptions common;
	std::string name;
	std::string area;
};

int run_add(const AddOptions& options)
{
	const std::string name(trimmed(options.name));
	const std::size_t characters = count_characters(name);
	if (characters == 0 || characters > event_limits::name_characters_max) { throw Refusal("the name of a team has 1 to 50 characters"); }
	store::Writer writer = open_writer(options.common.data);
	store::Team team;
	team.created_at = now();
	team.id = people::make_id(team.created_at);
	team.name = name;
	const Area& area = require_area(writer.reference()->areas, options.area);
	if (area.valid_to && *area.valid_to < shanghai_date(team.created_at))
	{
		throw Refusal(
			"the area " + area.code + " ended on " + to_string(*area.valid_to) +
			(area.successor.empty() ? "" : "; now it is " + area.successor));
	}
	team.area = area.id;
	writer.run_alone(
		[&]
		{
			store::insert_team(writer.database(), team);
			people::audit(
				writer.database(), people::tool_actor(), {"make_team", std::nullopt, team.area, to_string(team.id)}, team.created_at);
		});
	if (options.common.json) { print_json({{"team", to_string(team.id)}}); }
	else
	{
		std::cout << "team " << to_string(team.id) << ": " << team.name << ", " << area.name << '\n'
				  << "next: bajin enrol --team " << to_string(team.id) << " --data " << options.common.data.string() << '\n';
	}
	return 0;
}

Json describe(const store::Team& team, const AreaTree& areas, const std::optional<Timestamp>& last_heard_at)
{
	const Area& area = areas.at(team.area);
	return {
		{"team", to_string(team.id)},
		{"name", team.name},
		{"area", area.code},
		{"area_name", area.name},
		{"last_heard_at", last_heard_at ? Json(to_string(*last_heard_at)) : Json(nullptr)}};
}

int run_team_list(const CommonOptions& options)
{
	store::Reader reader(require_database(options.data));
	reader.begin_snapshot();
	std::map<Uuid, std::optional<Timestamp>> heard;
	for (const store::TeamContact& contact : store::list_team_contacts(reader.database())) { heard[contact.team] = contact.last_heard_at; }
	Json list = Json::array();
	for (const store::Team& team : store::list_teams(reader.database()))
	{
		list.push_back(describe(team, reader.reference()->areas, heard[team.id]));
	}
	if (options.json)
	{
		print_json({{"teams", std::move(list)}});
		return 0;
	}
	for (const Json& team : list)
	{
		const auto text = [&team](const char* key)
		{ return team[key].is_null() ? std::string("never heard") : team[key].get<std::string>(); };
		std::cout << text("team") << "  " << text("area") << "  " << text("area_name") << "  " << text("name") << "  "
				  << text("last_heard_at") << '\n';
	}
	std::cout << list.size() << " teams\n";
	return 0;
}

} // namespace

void add_team(CLI::App& program, Chosen& chosen)
{
	CLI::App* team = program.add_subcommand("team", "Add and list lecturer teams");
	team->require_subcommand(0, 1);
	team->footer("Example: bajin team add 鲁山县普法讲师团 --area 410423 --data data");

	CLI::App* add = team->add_subcommand("add", "Add a team");
	add->footer("Example: bajin team add 鲁山县普法讲师团 --area 410423 --data data");
	auto options = std::make_shared<AddOptions>();
	add->add_option("NAME", options->name, "Name of the team, up to 50 characters")->required();
	add->add_option("--area", options->area, "Official code of the area where it is based")->required();
	add_common_options(*add, options->common);
	add->callback([&chosen, options] { chosen = [options] { return run_add(*options); }; });

	CLI::App* list = team->add_subcommand("list", "List the teams, with when they were last heard");
	list->footer("Example: bajin team list --data data");
	auto common = std::make_shared<CommonOptions>();
	add_common_options(*list, *common);
	list->callback([&chosen, common] { chosen = [common] { return run_team_list(*common); }; });
}

} // namespace bajin::tool
