// What a simulated phone writes to its storage, and reading it back.

#include "tools/field/phone.hpp"

#include <array>
#include <string>
#include <utility>

namespace bajin::field
{

namespace
{

struct StoredCount
{
	const char* name;
	std::int64_t PhoneCounts::* field;
};

constexpr std::array<StoredCount, 14> stored_counts = {{
	{"recorded", &PhoneCounts::recorded},
	{"edited", &PhoneCounts::edited},
	{"deleted", &PhoneCounts::deleted},
	{"requests", &PhoneCounts::requests},
	{"changes_sent", &PhoneCounts::changes_sent},
	{"changes_repeated", &PhoneCounts::changes_repeated},
	{"accepted", &PhoneCounts::accepted},
	{"unchanged", &PhoneCounts::unchanged},
	{"merged", &PhoneCounts::merged},
	{"conflicts", &PhoneCounts::conflicts},
	{"rejected", &PhoneCounts::rejected},
	{"heals", &PhoneCounts::heals},
	{"resets", &PhoneCounts::resets},
	{"crashes", &PhoneCounts::crashes},
}};

Json save_time(Timestamp at)
{
	return at.time_since_epoch().count();
}

Timestamp load_time(const Json& json)
{
	return Timestamp(std::chrono::milliseconds(json.get<std::int64_t>()));
}

Json save_in_flight(const InFlight& change)
{
	Json json = Json::object();
	json["change_id"] = to_string(change.change_id);
	json["base"] = change.base;
	json["deleted"] = change.deleted;
	json["content"] = change.content;
	json["edited_at"] = save_time(change.edited_at);
	json["review_revision"] = change.review_revision ? Json(*change.review_revision) : Json();
	json["heal"] = change.heal;
	json["times_sent"] = change.times_sent;
	return json;
}

InFlight load_in_flight(const Json& json)
{
	InFlight change;
	change.change_id = parse_uuid(json.at("change_id").get<std::string>()).value();
	change.base = json.at("base");
	change.deleted = json.at("deleted");
	change.content = json.at("content");
	change.edited_at = load_time(json.at("edited_at"));
	if (!json.at("review_revision").is_null()) { change.review_revision = json.at("review_revision").get<std::int64_t>(); }
	change.heal = json.at("heal");
	change.times_sent = json.at("times_sent");
	return change;
}

Json save_copy(const Copy& copy)
{
	Json json = Json::object();
	json["version"] = copy.version;
	json["deleted"] = copy.deleted;
	json["content"] = copy.content;
	json["receipt"] = copy.receipt;
	json["review_state"] = copy.review_state;
	json["review_revision"] = copy.review_revision;
	json["pushed_version"] = copy.pushed_version;
	json["pushed_content"] = copy.pushed_content;
	json["local_deleted"] = copy.local_deleted;
	json["local"] = copy.local;
	json["edited_at"] = save_time(copy.edited_at);
	json["needs_attention"] = copy.needs_attention;
	json["in_flight"] = copy.in_flight ? save_in_flight(*copy.in_flight) : Json();
	json["heals"] = Json::array();
	for (const HealCopy& heal : copy.heals)
	{
		Json held = Json::object();
		held["version"] = heal.version;
		held["deleted"] = heal.deleted;
		held["content"] = heal.content;
		json["heals"].push_back(std::move(held));
	}
	return json;
}

Copy load_copy(const Json& json)
{
	Copy copy;
	copy.version = json.at("version");
	copy.deleted = json.at("deleted");
	copy.content = json.at("content");
	copy.receipt = json.at("receipt");
	copy.review_state = json.at("review_state");
	copy.review_revision = json.at("review_revision");
	copy.pushed_version = json.at("pushed_version");
	copy.pushed_content = json.at("pushed_content");
	copy.local_deleted = json.at("local_deleted");
	copy.local = json.at("local");
	copy.edited_at = load_time(json.at("edited_at"));
	copy.needs_attention = json.at("needs_attention");
	if (!json.at("in_flight").is_null()) { copy.in_flight = load_in_flight(json.at("in_flight")); }
	for (const Json& heal : json.at("heals"))
	{
		copy.heals.push_back({heal.at("version").get<std::int64_t>(), heal.at("deleted").get<bool>(), heal.at("content")});
	}
	return copy;
}

} // namespace

Json Phone::save() const
{
	Json json = Json::object();
	json["random"] = random_.state();
	json["cursor"] = cursor_;
	json["more"] = more_;
	json["resetting"] = resetting_;
	json["seen_in_reset"] = Json::object();
	for (const auto& [id, version] : seen_in_reset_) { json["seen_in_reset"].push_back({to_string(id), version}); }
	json["counts"] = Json::object();
	for (const StoredCount& field : stored_counts) { json["counts"][field.name] = counts_.*field.field; }
	json["attention"] = Json::array();
	for (const Attention& item : attention_)
	{
		Json saved = Json::object();
		saved["id"] = to_string(item.id);
		saved["change_id"] = to_string(item.change_id);
		saved["outcome"] = item.outcome;
		saved["problems"] = item.problems;
		saved["content"] = item.content;
		json["attention"].push_back(std::move(saved));
	}
	json["copies"] = Json::array();
	for (const auto& [id, copy] : copies_)
	{
		Json saved = save_copy(copy);
		saved["id"] = to_string(id);
		json["copies"].push_back(std::move(saved));
	}
	return json;
}

Phone Phone::load(PhoneOptions options, const Json& saved)
{
	Phone phone(std::move(options));
	phone.random_ = Random(saved.at("random").get<std::uint64_t>());
	phone.cursor_ = saved.at("cursor");
	phone.more_ = saved.at("more");
	phone.resetting_ = saved.at("resetting");
	for (const auto& [id, version] : saved.at("seen_in_reset").items())
	{
		phone.seen_in_reset_[parse_uuid(id).value()] = version.get<std::int64_t>();
	}
	for (const StoredCount& field : stored_counts) { phone.counts_.*field.field = saved.at("counts").at(field.name); }
	for (const Json& item : saved.at("attention"))
	{
		phone.attention_.push_back(
			{parse_uuid(item.at("id").get<std::string>()).value(), parse_uuid(item.at("change_id").get<std::string>()).value(),
			 item.at("outcome"), item.at("problems"), item.at("content")});
	}
	for (const Json& item : saved.at("copies"))
	{
		phone.copies_.emplace(parse_uuid(item.at("id").get<std::string>()).value(), load_copy(item));
	}
	return phone;
}

} // namespace bajin::field
