#include "server/store/review_json.hpp"

#include "server/store/database.hpp"

namespace bajin::store
{

std::string write_review(const protocol::Review& review)
{
	if (review.state == ReviewState::submitted && review.revision == 0) { return {}; }
	Json json = {{"state", to_string(review.state)}, {"revision", review.revision}};
	if (!review.reason.empty()) { json["reason"] = review.reason; }
	if (!review.fields.empty()) { json["fields"] = review.fields; }
	if (!review.by.empty()) { json["by"] = review.by; }
	if (review.at) { json["at"] = review.at->time_since_epoch().count(); }
	if (review.due_on) { json["due_on"] = review.due_on->days; }
	if (review.of) { json["of"] = to_string(*review.of); }
	if (review.adds.materials) { json["adds_materials"] = true; }
	if (review.adds.lectures) { json["adds_lectures"] = true; }
	if (review.adds.consultations) { json["adds_consultations"] = true; }
	if (review.bulk) { json["bulk"] = true; }
	if (!review.answer.empty()) { json["answer"] = review.answer; }
	return to_text(json);
}

int adds_bits(const JointAdds& adds) noexcept
{
	return (adds.materials ? 1 : 0) | (adds.lectures ? 2 : 0) | (adds.consultations ? 4 : 0);
}

JointAdds read_adds(std::int64_t bits) noexcept
{
	return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
}

protocol::Review read_review(std::string_view text)
{
	protocol::Review review;
	if (text.empty()) { return review; }
	const Json json = Json::parse(text, nullptr, false);
	if (!json.is_object()) { throw StoreError("not_a_database", "a review in the history is damaged", false); }
	review.state = parse_review_state(json.value("state", std::string())).value_or(ReviewState::submitted);
	review.revision = json.value("revision", std::int64_t{0});
	review.reason = json.value("reason", std::string());
	review.fields = json.value("fields", std::vector<std::string>());
	review.by = json.value("by", std::string());
	if (const Json* at = member(json, "at")) { review.at = Timestamp(std::chrono::milliseconds(at->get<std::int64_t>())); }
	if (const Json* due_on = member(json, "due_on")) { review.due_on = Date{due_on->get<std::int32_t>()}; }
	review.of = parse_uuid(json.value("of", std::string()));
	review.adds.materials = json.value("adds_materials", false);
	review.adds.lectures = json.value("adds_lectures", false);
	review.adds.consultations = json.value("adds_consultations", false);
	review.bulk = json.value("bulk", false);
	review.answer = json.value("answer", std::string());
	return review;
}

} // namespace bajin::store
