#include "server/net/refusal.hpp"

#include "server/api/http/problem.hpp"
#include "server/net/response_head.hpp"
#include "server/reports/workbook/workbook.hpp"
#include "server/store/database.hpp"
#include "shared/json.hpp"

#include <spdlog/spdlog.h>

#include <string>

namespace bajin::net
{

api::Response refuse(const api::Refusal& refusal, const RequestTag& tag)
{
	api::Response response = api::problem(refusal, tag.english);
	if (response.status < 500) { return response; }
	// By this id, and nothing else, the person who asks and the log tell of the same failure.
	Json json = Json::parse(response.body);
	json["request_id"] = request_id_text(tag.id);
	response.body = to_text(json);
	return response;
}

api::Response refuse(std::string_view code, const RequestTag& tag)
{
	return refuse(api::refuse(std::string(code)), tag);
}

api::Response refuse_for(std::chrono::seconds wait, const RequestTag& tag)
{
	return refuse(api::refuse_for("too_many_requests", wait), tag);
}

bool is_late(const std::exception_ptr& failure)
{
	try
	{
		if (failure) { std::rethrow_exception(failure); }
	}
	catch (const store::StoreError& error)
	{
		return error.code() == "deadline_passed";
	}
	catch (...)
	{
		return false;
	}
	return false;
}

api::Response answer_failure(const std::exception_ptr& failure, const RequestTag& tag)
{
	const std::string id = request_id_text(tag.id);
	try
	{
		std::rethrow_exception(failure);
	}
	catch (const store::StoreError& error)
	{
		spdlog::error("request {} on {}: {}: {}", id, tag.route, error.code(), error.what());
		return refuse(
			error.code() == "deadline_passed" ? "deadline_passed"
			: error.code() == "interrupted"   ? "shutting_down"
			: error.retryable()               ? "storage_unavailable"
											  : "internal_error",
			tag);
	}
	catch (const reports::WorkbookError& error)
	{
		spdlog::error("request {} on {}: workbook_failed: {}", id, tag.route, error.what());
		return refuse("workbook_failed", tag);
	}
	catch (const files::ExportError& error)
	{
		spdlog::error("request {} on {}: export_failed: {}", id, tag.route, error.what());
		return refuse("export_failed", tag);
	}
	catch (const std::exception& error)
	{
		spdlog::error("request {} on {}: {}", id, tag.route, error.what());
	}
	return refuse("internal_error", tag);
}

void log_breakdown(std::string_view what, const std::exception_ptr& failure)
{
	if (!failure) { return; }
	try
	{
		std::rethrow_exception(failure);
	}
	catch (const std::exception& error)
	{
		spdlog::critical("{} ended by an exception: {}", what, error.what());
	}
}

} // namespace bajin::net
