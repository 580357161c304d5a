// Whatever stands in a record: it has problems, or it can be read, warned of, measured and written.
#include "shared/event.hpp"
#include "shared/measures.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

int fuzz(std::string_view input)
{
	const auto document = parse_json(input);
	if (!document) { return 0; }
	const Reference& reference = schema_reference();
	const Date today = make_date(2026, 11, 29);
	if (!find_problems(document->value, reference, today).empty()) { return 0; }
	const Event event = read_event(document->value, reference.areas);
	static_cast<void>(find_warnings(event, document->value, reference, today));
	static_cast<void>(find_warnings(event, document->value, reference, std::nullopt));
	const auto again = parse_json(to_text(document->value));
	return check(again.has_value() && same_value(again->value, document->value));
}
