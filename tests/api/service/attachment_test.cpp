#include "server/api/http/answer.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::api;

TEST_CASE("attachment: people's names are UTF-8 and hold nothing that a header or a file system would misread")
{
	const auto named = [](std::vector<std::string> words)
	{ return attachment(csv_type, {"venues-4104", std::move(words)}, ".csv").headers.at(0).second; };
	CHECK(named({"a", "b"}) == "attachment; filename=\"venues-4104.csv\"; filename*=UTF-8''a-b.csv");
	CHECK(named({"场所名录"}) == "attachment; filename=\"venues-4104.csv\"; filename*=UTF-8''%E5%9C%BA%E6%89%80%E5%90%8D%E5%BD%95.csv");
	CHECK(named({"a/b\\c:d*e?f\"g<h>i|j k\r\nl"}) == named({"a-b-c-d-e-f-g-h-i-j-k--l"}));
	CHECK(named({"50%';"}) == "attachment; filename=\"venues-4104.csv\"; filename*=UTF-8''50%25%27%3B.csv");
}
