// Whatever stands in a record: it has problems, the same whichever way it was read, or it can be read, warned of, measured and written.
#include "shared/event.hpp"
#include "shared/measures.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

int fuzz(std::string_view input)
{
	const auto document = parse_json(input);
	const auto flat = FlatJson::read(input);
	if (!document) { return check(!flat.has_value()); }
	const Reference& reference = schema_reference();
	const Date today = make_date(2026, 11, 29);
	const auto problems = find_problems(document->value, reference, today);
	if (flat)
	{
		const bool same = content_digest(flat->root()) == content_digest(document->value) &&
						  to_text(flat->root()) == to_text(document->value) && find_problems(flat->root(), reference, today) == problems;
		if (!same) { return check(false); }
	}
	if (!problems.empty()) { return 0; }
	const Event event = read_event(document->value, reference.areas);
	static_cast<void>(find_warnings(event, document->value, reference, today));
	static_cast<void>(find_warnings(event, document->value, reference, std::nullopt));
	const auto again = parse_json(to_text(document->value));
	return check(again.has_value() && same_value(again->value, document->value));
}
