#include "server/api/events/event_history.hpp"

#include "server/api/http/json_values.hpp"
#include "server/store/review_json.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

constexpr std::size_t history_rows_max = 10'000;

Json review_json(const protocol::Review& review)
{
	Json json = {
		{"state", to_string(review.state)}, {"revision", review.revision},   {"reason", text_or_null(review.reason)},
		{"fields", review.fields},          {"by", text_or_null(review.by)},
	};
	json["at"] = review.at ? Json(to_string(*review.at)) : Json(nullptr);
	json["due_on"] = text_or_null(review.due_on);
	json["of"] = text_or_null(review.of);
	if (!review.answer.empty()) { json["answer"] = review.answer; }
	if (!review.by.empty()) { json["mode"] = review.bulk ? "bulk" : "single"; }
	if (review.state == ReviewState::joint)
	{
		json["adds"] = Json::array();
		if (review.adds.materials) { json["adds"].push_back("materials"); }
		if (review.adds.lectures) { json["adds"].push_back("lectures"); }
		if (review.adds.consultations) { json["adds"].push_back("consultations"); }
	}
	return json;
}

Json history_row_json(const store::HistoryRow& row, const Json& record)
{
	Json json = {{"version", row.version}, {"seq", row.seq}, {"at", to_string(row.at)}};
	json["by"] = row.actor.empty() ? text_or_null(row.device) : Json(row.actor);
	json["device"] = text_or_null(row.device);
	json["op"] = to_string(row.op);
	json["event"] = record;
	json["review"] = review_json(store::read_review(row.review));
	return json;
}

} // namespace

// A review shows the record that it was about; a tombstone shows none.
Json event_history(store::Database& database, const store::EventHead& head)
{
	auto rows = store::list_history(database, head.seq, history_rows_max);
	std::reverse(rows.begin(), rows.end());
	Json list = Json::array();
	Json record;
	for (const store::HistoryRow& row : rows)
	{
		if (row.op == store::HistoryOp::remove) { record = nullptr; }
		else if (row.body)
		{
			const auto document = parse_json(*row.body);
			if (!document) { throw store::StoreError("not_a_database", "a body in the history is damaged", false); }
			record = document->value;
		}
		list.push_back(history_row_json(row, record));
	}
	return list;
}

} // namespace bajin::api
