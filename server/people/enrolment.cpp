#include "server/people/enrolment.hpp"

#include "server/people/random.hpp"
#include "server/people/token.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"
#include "shared/typed_code.hpp"

#include <algorithm>
#include <array>

namespace bajin::people
{

namespace
{

constexpr std::size_t code_length = 8;

Error refusal(const char* code)
{
	return {code, "", "/code"};
}

Enrolled describe(store::Writer& writer, const Uuid& device, const Uuid& team_id, std::string token)
{
	const auto team = store::find_team(writer.database(), team_id);
	BAJIN_ASSERT(team.has_value()); // held by a foreign key
	return {std::move(token), team->id, team->area, device};
}

// A new device, or the known one that the code is for.
Uuid admit(
	store::Database& database, const store::Enrolment& enrolment, const std::string& name, const store::TokenHash& token, Timestamp now)
{
	store::Device device;
	if (enrolment.for_device)
	{
		device.id = *enrolment.for_device;
		store::update_device_token(database, device.id, token, enrolment.outbox_only);
	}
	else
	{
		device.id = make_id(now);
		device.name = name;
		device.created_at = now;
		device.outbox_only = enrolment.outbox_only;
		store::insert_device(database, device, token);
	}
	store::set_device_team(database, device.id, enrolment.team, now);
	return device.id;
}

// The answer to the first request may never have arrived: the phone gets a new token, the lost one is void.
Result<Enrolled> repeat(store::Writer& writer, const store::Enrolment& enrolment, const EnrolRequest& request, Timestamp now)
{
	const bool same_request = !request.request_id.empty() && request.request_id == enrolment.request_id;
	if (!same_request || now - *enrolment.used_at >= repeat_allowed_for || !enrolment.device) { return refusal("code_used"); }
	const auto device = store::find_device(writer.database(), *enrolment.device);
	if (!device || device->revoked_at || device->lost_at)
	{
		return refusal("code_used"); // a new token would let a lost phone in again
	}
	Token token = make_token();
	store::update_device_token(writer.database(), device->id, token.hash, device->outbox_only);
	writer.forget_devices();
	return describe(writer, device->id, enrolment.team, std::move(token.text));
}

} // namespace

std::string make_code()
{
	std::array<std::uint8_t, code_length> bytes{};
	fill_random(bytes);
	std::string code;
	for (const std::uint8_t byte : bytes)
	{
		code += code_letters[byte % code_letters.size()]; // 256 is a multiple of 32: every letter is as likely
	}
	return code;
}

std::optional<std::string> read_code(std::string_view typed)
{
	auto letters = read_code_letters(typed);
	return letters && letters->size() == code_length ? std::move(letters) : std::nullopt;
}

std::string show_code(std::string_view code)
{
	const std::size_t half = std::min(code.size(), code_length / 2);
	return std::string(code.substr(0, half)) + "-" + std::string(code.substr(half));
}

store::Enrolment create_enrolment(store::Database& database, const EnrolmentOrder& order, Timestamp now)
{
	store::Enrolment enrolment;
	do {
		enrolment.code = make_code();
	} while (store::find_enrolment(database, enrolment.code));
	enrolment.team = order.team;
	enrolment.created_at = now;
	enrolment.expires_at = now + order.valid_for;
	enrolment.for_device = order.for_device;
	enrolment.outbox_only = order.outbox_only;
	enrolment.made_by = order.made_by;
	store::insert_enrolment(database, enrolment);
	return enrolment;
}

std::string enrolment_url(std::string_view public_url, std::string_view code)
{
	return std::string(public_url) + "/#/enrol?code=" + show_code(code);
}

Result<Enrolled> enrol(store::Writer& writer, const EnrolRequest& request, Timestamp now)
{
	const auto code = read_code(request.code);
	auto enrolment = code ? store::find_enrolment(writer.database(), *code) : std::nullopt;
	if (!enrolment) { return refusal("invalid_code"); }
	if (enrolment->used_at) { return repeat(writer, *enrolment, request, now); }
	if (now >= enrolment->expires_at || enrolment->cancelled_at) { return refusal("code_expired"); }
	Token token = make_token();
	const Uuid device = admit(writer.database(), *enrolment, request.device, token.hash, now);
	enrolment->used_at = now;
	enrolment->request_id = request.request_id;
	enrolment->device = device;
	store::mark_enrolment_used(writer.database(), *enrolment);
	writer.forget_devices();
	return describe(writer, device, enrolment->team, std::move(token.text));
}

} // namespace bajin::people
