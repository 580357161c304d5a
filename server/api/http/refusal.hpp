// What an endpoint gives back when it refuses: an error, and what the answer says beside it. It stays a value until the network
// shell writes the answer (problem.hpp), in the language of the request.
#pragma once

#include "shared/event.hpp"
#include "shared/json.hpp"
#include "shared/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bajin::api
{

struct Refusal
{
	Refusal(Error of) : error(std::move(of)) {} // any Result's error is a refusal

	Error error;
	std::optional<std::chrono::seconds> wait = std::nullopt; // when to come back, in place of the usual two seconds of a 429 or 503
	std::string allow = {};                                  // the methods of a 405
	std::vector<Problem> problems = {};                      // of a record
	Json members = Json::object();                           // further ones of the answer
};

// A code of the catalogue; `detail` adds what the caller should know beyond the catalogue's sentence.
[[nodiscard]] inline Refusal refuse(std::string code, std::string detail = {})
{
	return Error{std::move(code), std::move(detail), {}};
}

[[nodiscard]] inline Refusal refuse_for(std::string code, std::chrono::seconds wait)
{
	Refusal refusal = refuse(std::move(code));
	refusal.wait = wait;
	return refusal;
}

// Everything that is wrong with a record: 422 `invalid_record`. For people who enter and correct records; phones get the same
// problems in the result of their change.
[[nodiscard]] inline Refusal refuse_record(std::vector<Problem> problems)
{
	Refusal refusal = refuse("invalid_record");
	refusal.problems = std::move(problems);
	return refusal;
}

} // namespace bajin::api
