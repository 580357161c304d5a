// Whatever code lists somebody gives: what was read can be written and read again.
#include "shared/vocabulary.hpp"

#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

int fuzz(std::string_view input)
{
	const auto document = parse_json(input);
	if (!document) { return 0; }
	const auto vocabulary = Vocabulary::parse(document->value);
	return vocabulary ? check(Vocabulary::parse(vocabulary->to_json()).has_value()) : check(!vocabulary.error().code.empty());
}
