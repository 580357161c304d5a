#include "shared/outbox.hpp"

#include "shared/read_changes.hpp"

namespace bajin::protocol
{

namespace
{

Error no_outbox(std::string detail)
{
	return {"no_outbox", std::move(detail), {}};
}

// Empty when the member is absent or no text.
Result<void> check_format(const Json& json)
{
	if (text_of(json, "format") != "bajin-outbox") { return no_outbox("its format is not bajin-outbox"); }
	const Json* version = member(json, "format_version");
	if (version == nullptr || !version->is_number_integer() || *version < 1) { return no_outbox("it has no format_version"); }
	if (*version > outbox_version) { return Error{"outbox_too_new", version->dump(), {}}; }
	return {};
}

} // namespace

Result<Outbox> parse_outbox(std::string_view text)
{
	auto document = parse_json(text);
	if (!document) { return document.error(); }
	Json& json = document->value;
	if (auto checked = check_format(json); !checked) { return checked.error(); }
	Outbox outbox;
	const auto device = parse_uuid(text_of(json, "device_id"));
	if (!device) { return no_outbox("it has no device_id"); }
	outbox.device_id = *device;
	outbox.device_name = text_of(json, "device_name");
	outbox.made_at = parse_timestamp(text_of(json, "made_at"));
	if (const Json* app = member(json, "app")) { outbox.app = text_of(*app, "name") + ' ' + text_of(*app, "version"); }
	if (const Json* reports = member(json, "nil_reports")) { outbox.nil_reports = read_nil_reports(*reports, outbox.problems); }
	const auto changes = json.find("changes");
	if (changes == json.end() || !changes->is_array()) { return no_outbox("it has no changes"); }
	auto read = read_changes(*changes, document->flaws, outbox.problems);
	if (!read) { return no_outbox(read.error().detail + " at " + read.error().pointer); }
	outbox.changes = std::move(*read);
	return outbox;
}

} // namespace bajin::protocol
