#include "tests/people/people_fixture.hpp"

#include "server/api/http/problem.hpp"
#include "server/people/enrolment.hpp"
#include "server/people/random.hpp"
#include "server/store/backup.hpp"
#include "server/store/team_store.hpp"
#include "shared/area_list.hpp"

#include <stdexcept>
#include <stdlib.h>

namespace bajin::people_test
{

namespace
{

constexpr std::string_view area_list = "code,name,level,parent,valid_from,valid_to,successor\n"
									   "410400,平顶山市,prefecture,,,,\n"
									   "410423,鲁山县,county,410400,,,\n"
									   "410423102,梁洼镇,township,410423,,2024-12-31,410423103\n"
									   "410423103,新梁洼镇,township,410423,,,\n";
constexpr const char* vocabulary =
	R"({"format":1,"venue_types":[{"code":"village","zh":"乡村","en":"Villages","eight_entry":true,"unusual_reach_above":3000}],)"
	R"("audiences":[],"items":[],"topics":[],"campaigns":[],"forms":[]})";

std::filesystem::path make_directory()
{
	std::string pattern = (std::filesystem::temp_directory_path() / "bajin-people-XXXXXX").string();
	if (::mkdtemp(pattern.data()) == nullptr) { throw std::runtime_error("no temporary directory"); }
	return pattern;
}

} // namespace

Timestamp at_hour(int hours)
{
	return parse_timestamp("2025-03-08T08:00:00Z").value() + std::chrono::hours(hours);
}

PeopleDatabase::PeopleDatabase() : directory_(make_directory())
{
	store::InitialContent content;
	content.areas = parse_area_csv(area_list).value();
	content.vocabulary_json = vocabulary;
	content.now = at_hour(0);
	const auto file = directory_ / "bajin.db";
	store::create_database(file, content);
	writer_ = std::make_unique<store::Writer>(file);
	reader_ = std::make_unique<store::Reader>(file);
}

PeopleDatabase::~PeopleDatabase()
{
	std::error_code ignored;
	std::filesystem::remove_all(directory_, ignored);
}

Uuid PeopleDatabase::add_team(const std::string& name)
{
	const store::Team team{people::make_id(at_hour(0)), name, writer_->reference()->areas.find("410423")->id, at_hour(0)};
	writer_->run_alone([&] { store::insert_team(writer_->database(), team); });
	return team.id;
}

std::string PeopleDatabase::add_code(const Uuid& team, Timestamp now)
{
	return writer_->run_alone([&] { return people::create_enrolment(writer_->database(), {team}, now).code; });
}

api::Response PeopleDatabase::answer(api::Reply reply)
{
	for (;;)
	{
		if (auto* response = std::get_if<api::Response>(&reply)) { return std::move(*response); }
		if (const auto* refusal = std::get_if<api::Refusal>(&reply)) { return api::problem(*refusal, false); }
		if (auto* write = std::get_if<std::unique_ptr<api::WriteWork>>(&reply))
		{
			const auto work = std::move(*write);
			reply = writer_->run_alone([&] { return work->run(*writer_); });
		}
		else
		{
			const auto work = std::move(std::get<std::unique_ptr<api::ReadWork>>(reply));
			reader_->begin_snapshot();
			reply = work->run(*reader_);
			reader_->end_snapshot();
		}
	}
}

} // namespace bajin::people_test
