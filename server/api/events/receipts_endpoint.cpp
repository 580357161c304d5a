#include "server/api/events/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/http/audited.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/events/receipt.hpp"
#include "server/store/event_store.hpp"
#include "server/store/reader.hpp"
#include "shared/json.hpp"

namespace bajin::api
{

namespace
{

Response receipt_json(std::string_view receipt, const store::HistoryRow& row, const store::EventHead& head)
{
	return json_answer(Json{
		{"receipt", receipt},
		{"id", to_string(head.id)},
		{"version", row.version},
		{"received_at", to_string(row.at)},
		{"newest_version", head.version},
		{"state", to_string(head.state)},
		{"deleted", head.state == ReviewState::deleted},
	});
}

Reply find_receipt(store::Reader& reader, const people::Principal& principal, const std::string& text)
{
	store::Database& database = reader.database();
	const auto& epochs = reader.epochs();
	const auto seq = events::read_receipt(epochs, text);
	const auto row = seq ? store::find_history(database, *seq) : std::nullopt;
	const auto head = row ? store::find_event(database, row->event) : std::nullopt;
	if (!head || !may_read(principal, reader, *head)) { return refuse("not_found"); }
	const std::string receipt = events::make_receipt(epochs, *seq);
	Response response = receipt_json(receipt, *row, *head);
	if (principal.kind != people::Principal::Kind::account) { return response; }
	return after_audit(
		std::move(response), people::actor_of(principal), {"look_up_receipt", head->id, head->area, {}, Json{{"receipt", receipt}}});
}

} // namespace

Reply handle_receipt(Context& /*context*/, Request& request)
{
	return read_work(
		[text = request.path_values["receipt"]](store::Reader& reader, const people::Principal& principal) -> Reply
		{ return find_receipt(reader, principal, text); });
}

} // namespace bajin::api
