#include "tests/shared/reference_fixture.hpp"

#include "shared/area_list.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <fstream>
#include <iterator>

namespace bajin::test
{

namespace
{

const Json& fixture()
{
	static const Json json = parse(read_source_file("tests/fixtures/records/reference.json"));
	return json;
}

Reference read_reference()
{
	Reference reference;
	reference.areas = AreaTree::build(parse_area_csv(read_source_file("schema/areas/410400.csv")).value()).value();
	reference.vocabulary = Vocabulary::parse(parse(read_source_file("schema/vocabulary.json"))).value();
	for (const Json& json : fixture().at("venues"))
	{
		Venue venue;
		venue.id = json.at("id").get<std::string>();
		venue.venue_type = json.at("venue_type").get<std::string>();
		venue.area = reference.areas.find(json.at("area").get<std::string>())->id;
		venue.name = json.at("name").get<std::string>();
		reference.venues.emplace(venue.id, venue);
	}
	return reference;
}

} // namespace

std::string read_source_file(const std::string& path)
{
	std::ifstream file(test::source_directory() + "/" + path, std::ios::binary);
	INFO(path);
	REQUIRE(file);
	return {std::istreambuf_iterator<char>(file), {}};
}

Json parse(std::string_view text)
{
	auto document = parse_json(text);
	INFO(text);
	REQUIRE(document.has_value());
	REQUIRE(document->flaws.empty());
	return std::move(document->value);
}

const Reference& reference()
{
	static const Reference held = read_reference();
	return held;
}

Date today()
{
	return parse_date(fixture().at("today").get<std::string>()).value();
}

Json small_record()
{
	return parse(read_source_file("tests/fixtures/records/valid/required_fields_only.json")).at("record");
}

Json full_record()
{
	return parse(read_source_file("tests/fixtures/records/valid/every_field.json")).at("record");
}

std::vector<std::string> problems_of(const Json& record)
{
	std::vector<std::string> found;
	for (const Problem& problem : find_problems(record, reference(), today())) { found.push_back(problem.pointer + " " + problem.code); }
	return found;
}

std::vector<std::string> warnings_of(const Json& record)
{
	REQUIRE(problems_of(record).empty());
	return find_warnings(read_event(record, reference().areas), record, reference(), today());
}

} // namespace bajin::test
