#include "server/api/device_access.hpp"
#include "server/api/event_endpoints.hpp"
#include "server/api/problem.hpp"
#include "server/people/token.hpp"
#include "server/store/device_store.hpp"
#include "server/store/event_store.hpp"
#include "server/store/reader.hpp"
#include "server/sync/receipt.hpp"
#include "shared/json.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

Response receipt_json(std::string_view receipt, const store::HistoryRow& row, const store::EventHead& head)
{
	Response response;
	response.body = to_text(Json{
	    {"receipt", receipt},
	    {"id", to_string(head.id)},
	    {"version", row.version},
	    {"received_at", to_string(row.at)},
	    {"newest_version", head.version},
	    {"state", to_string(head.state)},
	    {"deleted", head.state == ReviewState::deleted},
	});
	return response;
}

// The event behind a receipt is shown to the phones of its team. `token` is empty for a local caller, who sees all.
Reply find_receipt(
    store::Reader& reader, const std::string& text, const std::optional<store::TokenHash>& token, const std::string& language)
{
	store::Database& database = reader.database();
	std::optional<store::Device> device;
	if (token)
	{
		device = store::find_device_by_token(database, *token);
		if (auto refusal = refuse_device(device ? &*device : nullptr, language))
		{
			return std::move(*refusal);
		}
	}
	const auto& epochs = reader.epochs();
	const auto seq = sync::read_receipt(epochs, text);
	const auto row = seq ? store::find_history(database, *seq) : std::nullopt;
	const auto head = row ? store::find_event(database, row->event) : std::nullopt;
	if (!head)
	{
		return problem("not_found", language);
	}
	if (device)
	{
		const auto is_of_team = [&](const store::Device::Membership& membership) { return membership.team == head->team; };
		if (std::ranges::none_of(device->teams, is_of_team))
		{
			return problem("not_found", language);
		}
	}
	return receipt_json(sync::make_receipt(epochs, *seq), *row, *head);
}

} // namespace

Reply handle_receipt(const Context& /*context*/, Request& request)
{
	const auto token = people::hash_of_bearer(request.authorization);
	if (!token && (!request.authorization.empty() || !is_local_caller(request)))
	{
		return problem("unauthenticated", request.accept_language);
	}
	const auto text = request.path_values.find("receipt");
	if (text == request.path_values.end())
	{
		return problem("not_found", request.accept_language);
	}
	return read_work(
	    [token, text = text->second, language = request.accept_language](store::Reader& reader) -> Reply
	    { return find_receipt(reader, text, token, language); });
}

} // namespace bajin::api
