#include "tools/field/phone.hpp"

#include "shared/calendar.hpp"
#include "shared/merge.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace bajin::field
{

namespace
{

[[noreturn]] void broken(const std::string& what)
{
	throw std::runtime_error("the server's answer breaks the protocol: " + what);
}

std::int64_t integer_of(const Json& object, std::string_view key)
{
	const Json* value = member(object, key);
	return value != nullptr && value->is_number_integer() ? value->get<std::int64_t>() : 0;
}

bool flag_of(const Json& object, std::string_view key)
{
	const Json* value = member(object, key);
	return value != nullptr && value->is_boolean() && value->get<bool>();
}

Json content_of(const Json& element)
{
	const Json* event = member(element, "event");
	return event == nullptr ? Json() : *event;
}

bool same_content(bool left_deleted, const Json& left, bool right_deleted, const Json& right)
{
	return left_deleted == right_deleted && (left_deleted || same_value(left, right));
}

// More women and children than people: what the server refuses and a person then puts right.
bool has_mistake(const Json& record)
{
	const Json& reach = record["reach"];
	return integer_of(reach, "women") + integer_of(reach, "children") > integer_of(reach, "total");
}

// The server's copy becomes the phone's, and what the user sees with it.
void take_over(Copy& copy, const Json& element)
{
	copy.version = integer_of(element, "version");
	copy.deleted = flag_of(element, "deleted");
	copy.content = content_of(element);
	copy.local_deleted = copy.deleted;
	copy.local = copy.content;
	copy.needs_attention = false;
}

void take_marks(Copy& copy, const Json& element)
{
	if (std::string receipt = text_of(element, "receipt"); !receipt.empty()) { copy.receipt = std::move(receipt); }
	if (const Json* review = member(element, "review"))
	{
		copy.review_state = text_of(*review, "state");
		copy.review_revision = integer_of(*review, "revision");
	}
}

// Puts the user's edits, made on `parent`, onto the server's newer content. Edits of the same field, and edit against
// delete, are left on the base that the phone holds: the server then answers `conflict` and keeps what was sent.
void move_edits(Copy& copy, bool parent_deleted, const Json& parent, const Json& element)
{
	const bool deleted = flag_of(element, "deleted");
	if (deleted && copy.local_deleted) { return take_over(copy, element); }
	if (deleted || copy.local_deleted || parent_deleted) { return; }
	const Json empty = Json::object();
	MergeResult result = merge_records(parent.is_object() ? parent : empty, element["event"], copy.local);
	if (!result.conflicts.empty()) { return; }
	copy.version = integer_of(element, "version");
	copy.deleted = false;
	copy.content = element["event"];
	copy.local = std::move(result.merged);
}

} // namespace

bool Copy::is_dirty() const
{
	return !same_content(local_deleted, local, deleted, content);
}

bool Copy::is_known_to_server() const
{
	return version > 0 || !receipt.empty();
}

Phone::Phone(PhoneOptions options) : options_(std::move(options)), maker_(options_.reference->areas, options_.area), random_(options_.seed)
{
}

Uuid Phone::record_event(Timestamp now)
{
	const Uuid id = random_.uuid_v7(now.time_since_epoch().count());
	Date day = shanghai_date(now);
	day.days = std::max(day.days - static_cast<std::int32_t>(random_.between(0, 40)), make_date(2000, 1, 1).days);
	Copy copy;
	copy.local = maker_.make(random_, id, day);
	copy.edited_at = now;
	if (random_.chance(options_.mistake_share)) { copy.local["reach"]["women"] = copy.local["reach"]["total"].get<std::int64_t>() + 1; }
	copies_.emplace(id, std::move(copy));
	++counts_.recorded;
	return id;
}

std::vector<Uuid> Phone::live_events() const
{
	std::vector<Uuid> live;
	for (const auto& [id, copy] : copies_)
	{
		if (!copy.local_deleted && copy.local.is_object()) { live.push_back(id); }
	}
	return live;
}

bool Phone::edit_some_event(Timestamp now)
{
	std::vector<Uuid> candidates = live_events();
	if (candidates.empty()) { return false; }
	const auto asks_for_it = [this](const Uuid& id) { return copies_.at(id).needs_attention || copies_.at(id).review_state == "returned"; };
	const auto wanted = std::find_if(candidates.begin(), candidates.end(), asks_for_it);
	const Uuid id = wanted != candidates.end() ? *wanted : random_.pick(candidates);

	Json content = copies_.at(id).local;
	if (has_mistake(content))
	{
		content["reach"]["women"] = integer_of(content["reach"], "total") / 3;
		content["reach"]["children"] = 0;
	}
	else { RecordMaker::edit(random_, content); }
	return put_event(id, std::move(content), now);
}

bool Phone::put_event(const Uuid& id, Json content, Timestamp now)
{
	const auto found = copies_.find(id);
	if (found == copies_.end() || found->second.local_deleted) { return false; }
	found->second.local = std::move(content);
	found->second.edited_at = now;
	found->second.needs_attention = false;
	++counts_.edited;
	return true;
}

bool Phone::delete_some_event(Timestamp now)
{
	const std::vector<Uuid> candidates = live_events();
	if (candidates.empty()) { return false; }
	const auto found = copies_.find(random_.pick(candidates));
	Copy& copy = found->second;
	++counts_.deleted;
	if (!copy.is_known_to_server() && !copy.in_flight) // never left the phone
	{
		copies_.erase(found);
		return true;
	}
	copy.local_deleted = true;
	copy.local = nullptr;
	copy.edited_at = now;
	copy.needs_attention = false;
	return true;
}

void Phone::freeze(const Uuid& id, Copy& copy, Timestamp now)
{
	InFlight change;
	change.change_id = random_.uuid_v4();
	if (!copy.heals.empty() && !resetting_)
	{
		HealCopy heal = std::move(copy.heals.front());
		copy.heals.erase(copy.heals.begin());
		change.base = heal.version;
		change.deleted = heal.deleted;
		change.content = std::move(heal.content);
		change.edited_at = now;
		change.heal = true;
	}
	else
	{
		change.base = copy.version;
		change.deleted = copy.local_deleted;
		change.content = copy.local;
		change.edited_at = copy.edited_at;
		if (copy.review_revision > 0) { change.review_revision = copy.review_revision; }
	}
	copy.in_flight = std::move(change);
	sent_.push_back(id);
}

std::optional<Json> Phone::make_request(Timestamp now)
{
	if (under_way_) { return std::nullopt; }
	sent_.clear();
	for (const auto& [id, copy] : copies_)
	{
		if (copy.in_flight) { sent_.push_back(id); }
	}
	for (auto& [id, copy] : copies_)
	{
		if (sent_.size() >= options_.changes_max) { break; }
		const bool has_heal = !copy.heals.empty() && !resetting_;
		if (!copy.in_flight && (has_heal || (copy.is_dirty() && !copy.needs_attention))) { freeze(id, copy, now); }
	}

	Json request = Json::object();
	request["cursor"] = cursor_.empty() ? Json() : Json(cursor_);
	request["limit"] = options_.page_limit;
	request["sent_at"] = to_string(now);
	request["client"] = Json::object();
	request["client"]["app"] = "bajin-field";
	request["client"]["version"] = "1.0.0";
	request["client"]["protocol"] = 1;
	request["pending"] = describe_pending();
	request["changes"] = Json::array();
	for (const Uuid& id : sent_)
	{
		InFlight& change = *copies_.at(id).in_flight;
		request["changes"].push_back(describe_change(id, change));
		++counts_.changes_sent;
		if (change.times_sent++ > 0) { ++counts_.changes_repeated; }
	}
	under_way_ = true;
	++counts_.requests;
	return request;
}

Json Phone::describe_change(const Uuid& id, const InFlight& change) const
{
	Json json = Json::object();
	json["change_id"] = to_string(change.change_id);
	json["id"] = to_string(id);
	json["base"] = change.base;
	json["op"] = change.deleted ? "delete" : "put";
	json["edited_at"] = to_string(change.edited_at);
	if (change.review_revision) { json["review_revision"] = *change.review_revision; }
	if (change.heal) { json["heal"] = true; }
	if (!change.deleted) { json["event"] = change.content; }
	return json;
}

// Of the events with anything unsent, those that this request does not carry.
Json Phone::describe_pending() const
{
	std::int64_t events = 0;
	std::int64_t edits = 0;
	std::optional<Timestamp> oldest;
	for (const auto& [id, copy] : copies_)
	{
		if (copy.in_flight || !copy.is_dirty()) { continue; }
		++(copy.version == 0 ? events : edits);
		if (!oldest || copy.edited_at < *oldest) { oldest = copy.edited_at; }
	}
	Json pending = Json::object();
	pending["events"] = events;
	pending["edits"] = edits;
	pending["photos"] = 0;
	pending["oldest"] = oldest ? Json(to_string(*oldest)) : Json();
	return pending;
}

void Phone::check_answer(const Json& answer) const
{
	const Json* results = member(answer, "results");
	if (results == nullptr || !results->is_array() || results->size() != sent_.size()) { broken("not exactly one result for each change"); }
	for (std::size_t index = 0; index < sent_.size(); ++index)
	{
		const Json& result = (*results)[index];
		if (text_of(result, "change_id") != to_string(copies_.at(sent_[index]).in_flight->change_id))
		{
			broken("results are not in the order of the changes");
		}
		const std::string outcome = text_of(result, "outcome");
		const bool applied = outcome == "accepted" || outcome == "unchanged" || outcome == "merged";
		if (!applied && outcome != "conflict" && outcome != "rejected") { broken("unknown outcome '" + outcome + "'"); }
		if (applied && (integer_of(result, "version") <= 0 || text_of(result, "receipt").empty()))
		{
			broken("an applied change without version or receipt");
		}
		if ((outcome == "merged" || outcome == "conflict") && member(result, "current") == nullptr)
		{
			broken("'" + outcome + "' without current");
		}
	}
	const Json* changes = member(answer, "changes");
	if (changes == nullptr || !changes->is_array()) { broken("no list of changes"); }
	for (const Json& element : *changes)
	{
		if (!parse_uuid(text_of(element, "id")) || integer_of(element, "version") <= 0) { broken("an event without id or version"); }
		if (!flag_of(element, "deleted") && content_of(element).is_null()) { broken("a live event without its record"); }
	}
	if (text_of(answer, "cursor").empty()) { broken("no cursor"); }
}

void Phone::take_answer(const Json& answer)
{
	if (!under_way_) { return; }
	check_answer(answer);
	// Before the results: a result may replace a copy that the restored server has lost.
	if (flag_of(answer, "reset")) { begin_reset(); }
	for (std::size_t index = 0; index < sent_.size(); ++index) { take_result(sent_[index], answer["results"][index]); }
	for (const Json& element : answer["changes"]) { take_element(element); }
	cursor_ = text_of(answer, "cursor");
	more_ = flag_of(answer, "more");
	if (resetting_ && !more_) { end_reset(); }
	under_way_ = false;
}

void Phone::lose_answer()
{
	under_way_ = false;
}

void Phone::crash()
{
	*this = load(options_, save());
	++counts_.crashes;
}

void Phone::begin_reset()
{
	++counts_.resets;
	resetting_ = true;
	seen_in_reset_.clear();
	for (auto& [id, copy] : copies_)
	{
		const auto remember = [&heals = copy.heals](HealCopy held)
		{
			const bool is_there = std::ranges::any_of(heals, [&](const HealCopy& heal) { return heal.version == held.version; });
			if (!is_there) { heals.push_back(std::move(held)); }
		};
		if (copy.version > 0) { remember({copy.version, copy.deleted, copy.content}); }
		// An edit made meanwhile, a delete say, could not be moved onto what answered this phone's change.
		if (copy.pushed_version > copy.version) { remember({copy.pushed_version, copy.pushed_content.is_null(), copy.pushed_content}); }
	}
}

// What the pages did not show at exactly the acknowledged version is sent again. Versions above it are included: they
// may come from an edit made since the restore that does not descend from this copy, and the phone cannot tell. Where
// it does descend the server answers `unchanged`.
void Phone::end_reset()
{
	resetting_ = false;
	for (auto& [id, copy] : copies_)
	{
		const auto seen = seen_in_reset_.find(id);
		if (seen != seen_in_reset_.end())
		{
			std::erase_if(copy.heals, [&](const HealCopy& heal) { return heal.version == seen->second; });
		}
	}
	seen_in_reset_.clear();
}

void Phone::take_result(const Uuid& id, const Json& result)
{
	Copy& copy = copies_.at(id);
	const InFlight sent = std::move(*copy.in_flight);
	copy.in_flight.reset();
	const std::string outcome = text_of(result, "outcome");
	counts_.heals += sent.heal ? 1 : 0;
	if (outcome != "conflict" && outcome != "rejected")
	{
		++(outcome == "accepted" ? counts_.accepted : outcome == "merged" ? counts_.merged : counts_.unchanged);
		return take_applied(copy, sent, result);
	}

	attention_.push_back({id, sent.change_id, outcome, result.value("problems", Json::array()), sent.content});
	if (outcome == "conflict")
	{
		++counts_.conflicts;
		return take_current(copy, sent, *member(result, "current"));
	}
	++counts_.rejected;
	if (sent.heal) { return; }
	if (!copy.is_known_to_server() && copy.local_deleted) // refused, and deleted meanwhile: nothing is left to send
	{
		copies_.erase(id);
	}
	else { copy.needs_attention = same_content(copy.local_deleted, copy.local, sent.deleted, sent.content); }
}

void Phone::take_applied(Copy& copy, const InFlight& sent, const Json& result)
{
	const Json* current = member(result, "current");
	const std::int64_t version = integer_of(result, "version");
	if (!sent.heal && version >= copy.pushed_version)
	{
		copy.pushed_version = current != nullptr ? integer_of(*current, "version") : version;
		copy.pushed_content = current != nullptr ? content_of(*current) : sent.content;
	}
	if (current != nullptr) { return take_current(copy, sent, *current); }
	copy.receipt = text_of(result, "receipt");
	if (sent.heal || version < copy.version) { return; }
	copy.version = version;
	copy.deleted = sent.deleted;
	copy.content = sent.content;
}

// `current` of a result. The user's later edits were made on what was sent; those beside a heal on the copy held.
void Phone::take_current(Copy& copy, const InFlight& sent, const Json& current)
{
	if (sent.heal) { return adopt(copy, current); }
	const bool edited_since = !same_content(copy.local_deleted, copy.local, sent.deleted, sent.content);
	if (integer_of(current, "version") < copy.version)
	{
		// A restored server that has not been healed yet: the copy held is the newer one.
		if (!edited_since)
		{
			copy.local_deleted = copy.deleted;
			copy.local = copy.content;
		}
		return;
	}
	take_marks(copy, current);
	if (edited_since) { move_edits(copy, sent.deleted, sent.content, current); }
	else { take_over(copy, current); }
}

void Phone::take_element(const Json& element)
{
	const Uuid id = *parse_uuid(text_of(element, "id"));
	if (resetting_) { seen_in_reset_[id] = integer_of(element, "version"); }
	adopt(copies_[id], element);
}

void Phone::adopt(Copy& copy, const Json& element)
{
	if (integer_of(element, "version") < copy.version) { return; }
	take_marks(copy, element);
	const bool newly_heard_of = copy.version == 0 && copy.local.is_null() && !copy.local_deleted;
	if (newly_heard_of || !copy.is_dirty()) { take_over(copy, element); }
	else if (integer_of(element, "version") > copy.version) { move_edits(copy, copy.deleted, copy.content, element); }
}

bool Phone::is_settled() const
{
	return !more_ && !resetting_ && unsent() == 0;
}

std::size_t Phone::unsent() const
{
	const auto waits = [](const auto& entry)
	{
		const Copy& copy = entry.second;
		return copy.in_flight || !copy.heals.empty() || (copy.is_dirty() && !copy.needs_attention);
	};
	return static_cast<std::size_t>(std::count_if(copies_.begin(), copies_.end(), waits));
}

} // namespace bajin::field
