#include "server/people/enrolment.hpp"
#include "server/people/random.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"
#include "tools/field/run.hpp"

#include <iostream>
#include <memory>
#include <unistd.h>

namespace bajin::tool
{

namespace
{

constexpr int phones_max = 10'000;

struct CommandOptions
{
	field::FieldOptions field;
	std::filesystem::path data; // empty: the codes were given
	int phones = 0;
	int teams = 0; // 0: one for every five phones
	std::int64_t patience_s = 60;
};

std::vector<AreaId> list_counties(const AreaTree& areas)
{
	std::vector<AreaId> counties;
	for (const Area& area : areas.all())
	{
		if (area.level == AreaLevel::county && !area.valid_to) { counties.push_back(area.id); }
	}
	return counties.empty() ? std::vector{areas.root().id} : counties;
}

// Teams spread over the counties, and a code for each phone, in the database that the server serves.
std::vector<std::string> make_codes(const std::filesystem::path& data, int phones, int teams)
{
	store::Writer writer = open_writer(data);
	const auto counties = list_counties(writer.reference()->areas);
	return writer.run_alone(
		[&]
		{
			std::vector<Uuid> made;
			for (int i = 0; i < teams; ++i)
			{
				const Timestamp at = now();
				const AreaId county = counties[static_cast<std::size_t>(i) % counties.size()];
				made.push_back(people::make_id(at));
				store::insert_team(writer.database(), {made.back(), "模拟讲师团" + std::to_string(i + 1), county, at});
			}
			std::vector<std::string> codes;
			for (int i = 0; i < phones; ++i)
			{
				const Uuid& team = made[static_cast<std::size_t>(i) % made.size()];
				codes.push_back(people::show_code(people::create_enrolment(writer.database(), {team}, now()).code));
			}
			return codes;
		});
}

int run_field_command(CommandOptions options)
{
	if (options.data.empty() == options.field.codes.empty()) { throw Refusal("give either --code CODE... or --data DIR --phones N"); }
	if (!options.data.empty())
	{
		if (options.phones <= 0) { throw Refusal("--data needs --phones N"); }
		const int teams = options.teams > 0 ? options.teams : (options.phones + 4) / 5;
		options.field.codes = make_codes(options.data, options.phones, teams);
	}
	options.field.patience = std::chrono::seconds(options.patience_s);
	options.field.progress_bar = ::isatty(STDERR_FILENO) == 1;
	return field::run_field(options.field, std::cout, std::cerr);
}

} // namespace

void add_field(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand(
		"field", "Simulate phones that record offline, lose their connection, repeat, crash and go on, against a running server");
	command->footer("Example: bajin field --server http://127.0.0.1:8080 --data data --phones 50\n"
					"Example: bajin field --server http://127.0.0.1:8080 --code 7F3K-92QX 5M0R-T6WD\n"
					"Records it makes count like any other: use a database for trying out.");
	auto options = std::make_shared<CommandOptions>();
	field::FieldOptions& field = options->field;
	const auto share = CLI::Range(0.0, 1.0);
	command->add_option("--server", field.server, "Address of the server, http://HOST:PORT")->required();
	command->add_option("--code", field.codes, "Enrolment codes, one phone each");
	command->add_option("--data", options->data, "Instead of --code: the server's directory, in which teams and codes are made");
	command->add_option("--phones", options->phones, "With --data: how many phones")->check(CLI::Range(1, phones_max));
	command->add_option("--teams", options->teams, "With --data: how many teams; default one for five phones")
		->check(CLI::Range(1, phones_max));
	command->add_option("--events", field.events_each, "Events that each phone records")
		->check(CLI::Range(1, 1'000'000))
		->capture_default_str();
	command->add_option("--seed", field.seed, "The same seed makes the same phones")->capture_default_str();
	command->add_option("--drop-rate", field.drop_rate, "Share of requests that are lost")->check(share)->capture_default_str();
	command->add_option("--crash-rate", field.crash_rate, "Share of requests in which the phone dies")->check(share)->capture_default_str();
	command->add_option("--mistakes", field.mistake_share, "Share of records that are wrong at first")->check(share)->capture_default_str();
	command->add_option("--patience", options->patience_s, "Seconds for which a phone bears a silent server")
		->check(CLI::Range(1, 86'400))
		->capture_default_str();
	command->add_option("--state", field.state_directory, "Directory in which the phones are kept for another run");
	command->add_flag("--json", field.json, "Print one JSON object instead of words");
	command->callback([&chosen, options] { chosen = [options] { return run_field_command(*options); }; });
}

} // namespace bajin::tool
