#include "tests/interleavings/phone_states.hpp"

#include "tests/support/catch.hpp"

namespace bajin::test
{

namespace
{

// Each edit is saved in a minute of its own.
Timestamp time_of_edit(std::size_t number)
{
	return noon_of_interleavings() + std::chrono::minutes(number);
}

Json first_record(const Uuid& id)
{
	Json record = make_record(to_string(id));
	record["occurred_on"] = "2027-03-08";
	return record;
}

void change(Json& record, EditKind kind, std::size_t number)
{
	const auto people = static_cast<std::int64_t>(100 + number);
	if (kind == EditKind::note) { record["note"] = "第" + std::to_string(number) + "次修改"; }
	else
	{
		record["reach"]["total"] = people;
		record["reach"]["women"] = kind == EditKind::mistake ? people + 1 : 50;
	}
}

} // namespace

bool shows_edit(const Json& body, EditKind kind, std::size_t number)
{
	if (!body.is_object()) { return false; }
	Json expected = {{"reach", {{"method", "estimated"}}}};
	change(expected, kind, number);
	const std::string field = kind == EditKind::note ? "note" : "reach";
	return same_value(body.value(field, Json()), expected[field]);
}

PhoneStates::PhoneStates(ReferencePointer reference, Texts& requests, Texts& answers, PhoneFault fault)
	: requests_(requests), answers_(answers), fault_(fault)
{
	options_.area = reference->areas.find("410423")->id;
	options_.reference = std::move(reference);
}

StateNumber PhoneStates::number_of(field::Phone phone, bool is_under_way)
{
	Json saved = phone.save();
	saved.erase("counts");
	for (Json& copy : saved["copies"])
	{
		if (!copy["in_flight"].is_null()) { copy["in_flight"].erase("times_sent"); }
	}
	const auto [found, is_new] =
		numbers_.emplace(saved.dump() + (is_under_way ? " under way" : ""), static_cast<StateNumber>(states_.size()));
	if (is_new) { states_.push_back(std::make_unique<field::Phone>(std::move(phone))); }
	return found->second;
}

StateNumber PhoneStates::first(std::size_t phone)
{
	field::PhoneOptions options = options_;
	options.seed = 1 + phone;
	return number_of(field::Phone(std::move(options)), false);
}

const field::Copy* PhoneStates::copy(StateNumber state) const
{
	const auto& copies = phone(state).copies();
	return copies.empty() ? nullptr : &copies.begin()->second;
}

std::optional<StateNumber> PhoneStates::edit(StateNumber from, EditKind kind, std::size_t number)
{
	const field::Copy* held = copy(from);
	const bool is_there = held != nullptr && !held->local_deleted && held->local.is_object();
	if (kind == EditKind::create ? held != nullptr : !is_there) { return std::nullopt; }
	const Key key{Step::edit, {from, static_cast<std::uint32_t>(kind) * 16 + static_cast<std::uint32_t>(number)}};
	const auto known = steps_.find(key);
	if (known != steps_.end()) { return known->second; }
	field::Phone phone = *states_[from];
	const bool is_under_way = !field::Phone(phone).make_request(noon_of_interleavings());
	const Timestamp at = time_of_edit(number);
	if (kind == EditKind::remove) { REQUIRE(phone.delete_some_event(at)); }
	else if (kind == EditKind::create)
	{
		const Uuid id = phone.record_event(at);
		REQUIRE(phone.put_event(id, first_record(id), at));
	}
	else
	{
		Json content = held->local;
		change(content, kind, number);
		REQUIRE(phone.put_event(phone.copies().begin()->first, content, at));
	}
	return steps_.emplace(key, number_of(std::move(phone), is_under_way)).first->second;
}

PhoneStates::Sent PhoneStates::send(StateNumber from)
{
	const Key key{Step::send, {from, 0}};
	const auto known = steps_.find(key);
	if (known != steps_.end()) { return {known->second, sent_.at(from)}; }
	field::Phone phone = *states_[from];
	const auto request = phone.make_request(noon_of_interleavings());
	REQUIRE(request.has_value());
	const TextNumber text = requests_.number_of(request->dump());
	const StateNumber after = number_of(std::move(phone), true);
	steps_.emplace(key, after);
	sent_.emplace(from, text);
	return {after, text};
}

bool PhoneStates::carries_changes(TextNumber request) const
{
	return requests_[request].find("\"changes\":[]") == std::string::npos;
}

StateNumber PhoneStates::take(StateNumber from, TextNumber answer)
{
	const Key key{Step::take, {from, answer}};
	const auto known = steps_.find(key);
	if (known != steps_.end()) { return known->second; }
	field::Phone phone = *states_[from];
	try
	{
		const Json taken = Json::parse(answers_[answer]);
		phone.take_answer(taken);
		if (fault_ == PhoneFault::pulls_over_edits && !taken["changes"].empty()) { phone = forget_edits(phone); }
	}
	catch (const std::runtime_error& error)
	{
		failure_ = error.what();
		phone.lose_answer();
	}
	if (fault_ == PhoneFault::forgets_at_a_reset) { phone = forget_heals(phone); }
	return steps_.emplace(key, number_of(std::move(phone), false)).first->second;
}

StateNumber PhoneStates::lose_answer(StateNumber from)
{
	const Key key{Step::lose, {from, 0}};
	const auto known = steps_.find(key);
	if (known != steps_.end()) { return known->second; }
	field::Phone phone = *states_[from];
	phone.lose_answer();
	if (fault_ == PhoneFault::forgets_what_was_not_answered) { phone = forget_in_flight(phone); }
	return steps_.emplace(key, number_of(std::move(phone), false)).first->second;
}

StateNumber PhoneStates::crash(StateNumber from)
{
	const Key key{Step::crash, {from, 0}};
	const auto known = steps_.find(key);
	if (known != steps_.end()) { return known->second; }
	field::Phone phone = *states_[from];
	phone.crash();
	return steps_.emplace(key, number_of(std::move(phone), false)).first->second;
}

field::Phone PhoneStates::forget_in_flight(const field::Phone& phone) const
{
	Json saved = phone.save();
	for (Json& copy : saved["copies"])
	{
		if (copy["in_flight"].is_null()) { continue; }
		copy["in_flight"] = nullptr;
		copy["content"] = copy["local"];
		copy["deleted"] = copy["local_deleted"];
	}
	return field::Phone::load(options_, saved);
}

field::Phone PhoneStates::forget_heals(const field::Phone& phone) const
{
	Json saved = phone.save();
	for (Json& copy : saved["copies"]) { copy["heals"] = Json::array(); }
	return field::Phone::load(options_, saved);
}

field::Phone PhoneStates::forget_edits(const field::Phone& phone) const
{
	Json saved = phone.save();
	for (Json& copy : saved["copies"])
	{
		if (!copy["in_flight"].is_null() || copy["version"] == 0) { continue; }
		copy["local"] = copy["content"];
		copy["local_deleted"] = copy["deleted"];
	}
	return field::Phone::load(options_, saved);
}

} // namespace bajin::test
