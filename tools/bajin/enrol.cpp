#include "server/people/audit.hpp"
#include "server/people/enrolment.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"
#include "tools/bajin/qr_code.hpp"

#include <iostream>
#include <memory>
#include <unistd.h>

namespace bajin::tool
{

namespace
{

struct EnrolOptions
{
	CommonOptions common;
	std::string team;
	std::string public_url = "http://127.0.0.1:8080";
};

std::string check_public_url(std::string public_url)
{
	if (!public_url.starts_with("http://") && !public_url.starts_with("https://"))
	{
		throw Refusal("--public-url: \"" + public_url + "\" is no address like https://bajin.example.org");
	}
	while (public_url.ends_with('/')) { public_url.pop_back(); }
	return public_url;
}

int run_enrol(const EnrolOptions& options)
{
	const std::string public_url = check_public_url(options.public_url);
	store::Writer writer = open_writer(options.common.data);
	const store::Team team = require_team(writer.database(), options.team);
	const store::Enrolment enrolment = writer.run_alone(
		[&]
		{
			people::audit(writer.database(), people::tool_actor(), {"make_enrolment", std::nullopt, team.area, to_string(team.id)}, now());
			return people::create_enrolment(writer.database(), {team.id}, now());
		});
	const std::string code = people::show_code(enrolment.code);
	const std::string url = people::enrolment_url(public_url, enrolment.code);
	if (options.common.json)
	{
		print_json({{"code", code}, {"url", url}, {"expires", to_string(enrolment.expires_at)}});
		return 0;
	}
	std::cout << draw_qr_code(url, ::isatty(STDOUT_FILENO) == 1) << '\n'
			  << "code     " << code << "  (one phone, for " << team.name << ")\n"
			  << "address  " << url << '\n'
			  << "expires  " << to_string(enrolment.expires_at) << '\n';
	return 0;
}

} // namespace

void add_enrol(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("enrol", "Make a code with which one phone joins a team; valid for seven days");
	command->footer("Example: bajin enrol --team 01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f --data data");
	auto options = std::make_shared<EnrolOptions>();
	command->add_option("--team", options->team, "Id of the team (bajin team list)")->required();
	command->add_option("--public-url", options->public_url, "Address under which phones reach the server")
		->envname("BAJIN_PUBLIC_URL")
		->capture_default_str();
	add_common_options(*command, options->common);
	command->callback([&chosen, options] { chosen = [options] { return run_enrol(*options); }; });
}

} // namespace bajin::tool
