#include "server/api/http/answer.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/people/audit.hpp"
#include "server/people/enrolment.hpp"
#include "server/store/writer.hpp"
#include "shared/json.hpp"
#include "shared/plain_text.hpp"
#include "shared/timestamp.hpp"

#include <optional>
#include <utility>

namespace bajin::api
{

namespace
{

constexpr std::size_t code_bytes_max = 64;
constexpr std::size_t device_characters_max = 100;
constexpr std::size_t request_id_bytes_max = 100;

Error wrong_field(std::string_view name, std::string_view what)
{
	return {"invalid_field", std::string(name) + ": " + std::string(what), "/" + std::string(name)};
}

// A member that must be a non-empty text when it is there; gives what is wrong with it.
std::optional<Error> read_text(const Json& body, std::string_view name, std::string& text)
{
	const Json* value = member(body, name);
	if (value == nullptr) { return std::nullopt; }
	if (!value->is_string() || is_blank(value->get_ref<const std::string&>()))
	{
		return wrong_field(name, "a text that is not empty is needed");
	}
	text = value->get<std::string>();
	return std::nullopt;
}

Result<people::EnrolRequest> read_request(std::string_view request_body)
{
	const auto document = parse_json(request_body);
	if (!document) { return document.error(); }
	if (!document->flaws.empty())
	{
		return Error{
			"invalid_json", document->flaws.front().code + " at " + document->flaws.front().pointer, document->flaws.front().pointer};
	}
	if (!document->value.is_object()) { return Error{"invalid_json", "an object is needed", ""}; }
	people::EnrolRequest wanted;
	for (const auto& [name, text] : {std::pair{"code", &wanted.code}, {"device", &wanted.device}, {"request_id", &wanted.request_id}})
	{
		if (auto error = read_text(document->value, name, *text)) { return std::move(*error); }
	}
	if (wanted.code.empty() || wanted.device.empty()) { return wrong_field(wanted.code.empty() ? "code" : "device", "is missing"); }
	if (wanted.code.size() > code_bytes_max) { return wrong_field("code", "is too long"); }
	if (count_characters(wanted.device) > device_characters_max) { return wrong_field("device", "is longer than 100 characters"); }
	if (wanted.request_id.size() > request_id_bytes_max) { return wrong_field("request_id", "is longer than 100 bytes"); }
	return wanted;
}

Response describe_enrolled(const people::Enrolled& enrolled, const AreaTree& areas)
{
	return json_answer(Json{
		{"token", enrolled.token},
		{"team", to_string(enrolled.team)},
		{"area", areas.at(enrolled.area).code},
		{"device_id", to_string(enrolled.device)},
	});
}

} // namespace

Reply handle_enrol(Context& context, Request& request)
{
	auto read = read_request(request.body);
	if (!read) { return read.error(); }
	// Codes are short enough to be typed: who guesses is slowed down.
	const std::string& network = request.peer_network;
	if (const auto wait = context.enrolments_by_address.wait_of(network, std::chrono::steady_clock::now()); wait.count() > 0)
	{
		return refuse_for("too_many_attempts", wait);
	}
	return write_work(
		[&context, wanted = std::move(*read), network, address = request.peer_address](store::Writer& writer) -> Reply
		{
			const auto enrolled = people::enrol(writer, wanted, context.clock.now());
			if (!enrolled)
			{
				if (enrolled.error().code == "invalid_code")
				{
					context.enrolments_by_address.note_failure(network, std::chrono::steady_clock::now());
				}
				return enrolled.error();
			}
			const people::AuditEntry audit_entry{"enrol_phone", std::nullopt, enrolled->area, to_string(enrolled->device)};
			people::audit(writer.database(), {wanted.device, enrolled->device, address}, audit_entry, now());
			return describe_enrolled(*enrolled, writer.reference()->areas);
		});
}

} // namespace bajin::api
