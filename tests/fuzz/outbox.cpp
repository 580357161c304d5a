// Whatever a phone's file holds.
#include "shared/outbox.hpp"

#include "tests/fuzz/fuzz.hpp"

int fuzz(std::string_view input)
{
	const auto outbox = bajin::protocol::parse_outbox(input);
	return check(outbox.has_value() || !outbox.error().code.empty());
}
