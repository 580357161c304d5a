#include "tests/field/field_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tools/field/pocket.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace bajin;
using namespace bajin::field;
using namespace bajin::field::testing;

TEST_CASE("pocket: an acknowledged event that the server lacks, holds twice or holds older is missing")
{
	Phone phone(phone_options());
	const Uuid id = phone.record_event(noon);
	phone.take_answer(accept_all(*phone.make_request(noon), 2));
	const Json content = phone.copies().at(id).content;

	ServerCopies copies;
	SECTION("nothing there")
	{
		CHECK(find_missing(phone, copies).size() == 1);
	}
	SECTION("there")
	{
		add_page(copies, list_of(element(to_string(id), 2, content)));
		CHECK(find_missing(phone, copies).empty());
	}
	SECTION("a later version with other content")
	{
		Json later = content;
		later["title"] = "后来修改";
		add_page(copies, list_of(element(to_string(id), 3, later)));
		CHECK(find_missing(phone, copies).empty());
	}
	SECTION("twice")
	{
		add_page(copies, list_of(element(to_string(id), 2, content)));
		add_page(copies, list_of(element(to_string(id), 2, content)));
		CHECK(find_missing(phone, copies).size() == 1);
	}
	SECTION("an older version")
	{
		add_page(copies, list_of(element(to_string(id), 1, content)));
		CHECK(find_missing(phone, copies).size() == 1);
	}
	SECTION("the same version with other content")
	{
		Json other = content;
		other["title"] = "不一样";
		add_page(copies, list_of(element(to_string(id), 2, other)));
		CHECK(find_missing(phone, copies).size() == 1);
	}
}

TEST_CASE("pocket: a phone goes on from its state file, which only its owner may read")
{
	const std::filesystem::path directory = std::filesystem::temp_directory_path() / ("bajin-pocket-" + std::to_string(::getpid()));
	std::filesystem::create_directories(directory);
	Pocket pocket;
	pocket.code = "ABCD";
	pocket.state_file = directory / "phone.json";
	pocket.enrolment = client::Enrolment{"secret", Uuid{}, "410423", "device"};
	pocket.phone = make_phone(*pocket.enrolment, phone_options()).value();
	const Uuid id = pocket.phone->record_event(noon);
	save_pocket(pocket);
	CHECK((std::filesystem::status(pocket.state_file).permissions() & std::filesystem::perms::others_all) == std::filesystem::perms::none);

	Pocket again;
	again.state_file = pocket.state_file;
	load_pocket(again, phone_options());
	REQUIRE(again.phone);
	CHECK(again.enrolment->token == "secret");
	CHECK(again.phone->copies().count(id) == 1);

	std::ofstream(pocket.state_file) << "{";
	CHECK_THROWS(load_pocket(again, phone_options()));
	std::filesystem::remove_all(directory);
}

TEST_CASE("pocket: a team in an area that is not in the list makes no phone")
{
	const client::Enrolment enrolment{"t", Uuid{}, "990000", ""};
	CHECK(make_phone(enrolment, phone_options()).has_error());
}

TEST_CASE("pocket: areas are read as the server gives them, those out of force left out")
{
	Json list = Json::array();
	list.push_back({{"code", "410400"}, {"name", "平顶山市"}, {"level", "prefecture"}, {"parent", nullptr}});
	list.push_back({{"code", "410423"}, {"name", "鲁山县"}, {"level", "county"}, {"parent", "410400"}});
	list.push_back({{"code", "410499"}, {"name", "旧县"}, {"level", "county"}, {"parent", "410400"}, {"valid_to", "2010-01-01"}});
	Json body = Json::object();
	body["areas"] = list;
	const Result<ReferencePointer> reference = read_areas(body);
	REQUIRE(reference.has_value());
	CHECK((*reference)->areas.find("410423") != nullptr);
	CHECK((*reference)->areas.find("410499") == nullptr);
	CHECK(read_areas(Json("no list")).has_error());
}
