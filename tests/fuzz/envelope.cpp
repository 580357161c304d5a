// Whatever stands in a sync: it is read or refused, and what was read can be written.
#include "shared/protocol.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

int fuzz(std::string_view input)
{
	const auto request = protocol::parse_sync_request(input);
	if (!request) { return check(!request.error().code.empty()); }
	protocol::SyncAnswer answer;
	answer.problems = request->problems;
	for (const protocol::Change& change : request->changes)
	{
		protocol::ChangeResult result;
		result.problems = change.problems;
		answer.results.push_back(std::move(result));
	}
	return check(parse_json(protocol::to_text(answer)).has_value());
}
