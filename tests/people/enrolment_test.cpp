#include "server/people/enrolment.hpp"
#include "server/people/token.hpp"
#include "tests/people/people_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using people_test::at_hour;
using people_test::PeopleDatabase;

namespace
{

Result<people::Enrolled> enrol(PeopleDatabase& database, const people::EnrolRequest& request, Timestamp now)
{
	return database.writer().run_alone([&] { return people::enrol(database.writer(), request, now); });
}

std::string refusal_of(const Result<people::Enrolled>& result)
{
	return result ? "none" : result.error().code;
}

std::shared_ptr<const store::Device> device_of(PeopleDatabase& database, const std::string& token)
{
	return database.writer().find_device_by_token(people::hash_token(token));
}

} // namespace

TEST_CASE("enrolment: a code is read however it was typed")
{
	CHECK(people::read_code("7F3K-92QX") == "7F3K92QX");
	CHECK(people::read_code("7f3k92qx") == "7F3K92QX");
	CHECK(people::read_code(" 7f3k - 92qx ") == "7F3K92QX");
	CHECK(people::read_code("oOiI-lL00") == "00111100");
	CHECK_FALSE(people::read_code(""));
	CHECK_FALSE(people::read_code("7F3K-92Q"));
	CHECK_FALSE(people::read_code("7F3K-92QXX"));
	CHECK_FALSE(people::read_code("7F3K-92QU")); // U is never used
	CHECK_FALSE(people::read_code("7F3K-92Q语"));
	CHECK(people::show_code("7F3K92QX") == "7F3K-92QX");
	const std::string made = people::make_code();
	CHECK(people::read_code(people::show_code(made)) == made);
}

TEST_CASE("enrolment: a phone gets a token that stands for the team of the code")
{
	PeopleDatabase database;
	const Uuid team = database.add_team("鲁山县讲师团");
	const auto enrolled = enrol(database, {database.add_code(team, at_hour(0)), "张晓红的手机", "r1"}, at_hour(1));
	REQUIRE(enrolled.has_value());
	CHECK(enrolled->team == team);
	CHECK(database.writer().reference()->areas.at(enrolled->area).code == "410423");
	const auto device = device_of(database, enrolled->token);
	REQUIRE(device != nullptr);
	CHECK(device->id == enrolled->device);
	CHECK(device->name == "张晓红的手机");
	REQUIRE(device->teams.size() == 1);
	CHECK(device->teams.front().team == team);
	CHECK(device->teams.front().present);
}

TEST_CASE("enrolment: the same request within a day gives the same device a fresh token, and the lost one is void")
{
	PeopleDatabase database;
	const people::EnrolRequest request{database.add_code(database.add_team("甲"), at_hour(0)), "手机", "r1"};
	const auto first = enrol(database, request, at_hour(1));
	REQUIRE(first.has_value());
	CHECK(device_of(database, first->token) != nullptr);
	const auto again = enrol(database, request, at_hour(24));
	REQUIRE(again.has_value());
	CHECK(again->device == first->device);
	CHECK(again->token != first->token);
	CHECK(device_of(database, first->token) == nullptr);
	CHECK(device_of(database, again->token) != nullptr);
	CHECK(refusal_of(enrol(database, request, at_hour(25))) == "code_used");
}

TEST_CASE("enrolment: a code is good for one phone")
{
	PeopleDatabase database;
	const std::string code = database.add_code(database.add_team("甲"), at_hour(0));
	REQUIRE(enrol(database, {code, "手机", "r1"}, at_hour(1)).has_value());
	CHECK(refusal_of(enrol(database, {code, "手机", "r2"}, at_hour(1))) == "code_used");
	CHECK(refusal_of(enrol(database, {code, "手机", ""}, at_hour(1))) == "code_used");
}

TEST_CASE("enrolment: without a request id nothing can be repeated")
{
	PeopleDatabase database;
	const std::string code = database.add_code(database.add_team("甲"), at_hour(0));
	REQUIRE(enrol(database, {code, "手机", ""}, at_hour(1)).has_value());
	CHECK(refusal_of(enrol(database, {code, "手机", ""}, at_hour(1))) == "code_used");
}

TEST_CASE("enrolment: a phone declared lost does not come back by repeating its request")
{
	PeopleDatabase database;
	const people::EnrolRequest request{database.add_code(database.add_team("甲"), at_hour(0)), "手机", "r1"};
	const auto first = enrol(database, request, at_hour(1));
	REQUIRE(first.has_value());
	database.writer().run_alone([&] { store::set_device_revoked(database.writer().database(), first->device, at_hour(2), at_hour(2)); });
	CHECK(refusal_of(enrol(database, request, at_hour(3))) == "code_used");
}

TEST_CASE("enrolment: a code expires after seven days, an unknown one is none")
{
	PeopleDatabase database;
	const Uuid team = database.add_team("甲");
	const std::string late = database.add_code(team, at_hour(0));
	const std::string in_time = database.add_code(team, at_hour(0));
	CHECK(refusal_of(enrol(database, {late, "手机", "r1"}, at_hour(7 * 24))) == "code_expired");
	CHECK(refusal_of(enrol(database, {in_time, "手机", "r1"}, at_hour(7 * 24 - 1))) == "none");
	CHECK(refusal_of(enrol(database, {"0000-0000", "手机", "r1"}, at_hour(0))) == "invalid_code");
	CHECK(refusal_of(enrol(database, {"不是码", "手机", "r1"}, at_hour(0))) == "invalid_code");
}
