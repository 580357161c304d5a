#include "server/net/refusal.hpp"
#include "server/reports/workbook/workbook.hpp"
#include "shared/json.hpp"
#include "tests/support/catch.hpp"

#include <exception>

using namespace bajin;

TEST_CASE("refusal: so has any other export")
{
	const auto failure = std::make_exception_ptr(files::ExportError("/tmp/x: No space left on device"));
	const api::Response response = net::answer_failure(failure, {7, "/api/v1/evidence.zip"});
	CHECK(response.status == 503);
	CHECK(Json::parse(response.body)["code"] == "export_failed");
	CHECK(response.body.find("/tmp/x") == std::string::npos);
}

TEST_CASE("refusal: a workbook that could not be written has a code of its own, and tells nothing of the server's disk")
{
	const auto failure = std::make_exception_ptr(reports::WorkbookError("/tmp/x: No space left on device"));
	const api::Response response = net::answer_failure(failure, {7, "/api/v1/statistics.xlsx"});
	CHECK(response.status == 503);
	const Json problem = Json::parse(response.body);
	CHECK(problem["code"] == "workbook_failed");
	CHECK(problem["retryable"] == true);
	CHECK(problem.contains("request_id"));
	CHECK(response.body.find("/tmp/x") == std::string::npos);
}
