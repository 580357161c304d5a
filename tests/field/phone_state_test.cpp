#include "tests/field/field_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tools/field/phone_state.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace bajin;
using namespace bajin::field;
using namespace bajin::field::testing;

TEST_CASE("phone state: an acknowledged event that the server lacks, holds twice or holds older is missing")
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

TEST_CASE("phone state: a phone goes on from its state file, which only its owner may read")
{
	const std::filesystem::path directory = std::filesystem::temp_directory_path() / ("bajin-pocket-" + std::to_string(::getpid()));
	std::filesystem::create_directories(directory);
	PhoneState phone_state;
	phone_state.code = "ABCD";
	phone_state.state_file = directory / "phone.json";
	phone_state.enrolment = client::Enrolment{"secret", Uuid{}, "410423", "device"};
	phone_state.phone = make_phone(*phone_state.enrolment, phone_options()).value();
	const Uuid id = phone_state.phone->record_event(noon);
	save_phone_state(phone_state);
	CHECK(
		(std::filesystem::status(phone_state.state_file).permissions() & std::filesystem::perms::others_all) ==
		std::filesystem::perms::none);

	PhoneState again;
	again.state_file = phone_state.state_file;
	load_phone_state(again, phone_options());
	REQUIRE(again.phone);
	CHECK(again.enrolment->token == "secret");
	CHECK(again.phone->copies().count(id) == 1);

	std::ofstream(phone_state.state_file) << "{";
	CHECK_THROWS(load_phone_state(again, phone_options()));
	std::filesystem::remove_all(directory);
}

TEST_CASE("phone state: a team in an area that is not in the list makes no phone")
{
	const client::Enrolment enrolment{"t", Uuid{}, "990000", ""};
	CHECK(make_phone(enrolment, phone_options()).has_error());
}

TEST_CASE("phone state: areas are read as the server gives them, those out of force left out")
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
