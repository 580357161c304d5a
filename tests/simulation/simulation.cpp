#include "tests/simulation/simulation.hpp"

#include "server/events/review.hpp"
#include "server/store/event_store.hpp"
#include "tests/simulation/faulty_server.hpp"
#include "tests/support/test_server.hpp"
#include "tools/field/phone.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace bajin::test
{

namespace
{

constexpr int steps = 80;
constexpr std::size_t changes_max = 5; // of one request
constexpr std::int64_t page_limit = 4;

// What the server acknowledged: an event in some version, to a phone. What a phone was not told does not outlive a restore: it is
// sent again, and where another phone did the same meanwhile, that one's version stands for both.
struct Acknowledged
{
	Uuid id;
	std::int64_t version = 0;
	bool is_told = false;
};

struct Carrier
{
	std::unique_ptr<field::Phone> phone;
	TestDevice device;
	std::chrono::minutes clock_error{0};
	std::vector<std::string> repeated; // requests that the network will deliver once more, later
	bool had_503 = false;
};

std::size_t divided_up(std::size_t number, std::size_t by)
{
	return (number + by - 1) / by;
}

// More women and children than people: what a phone of the simulation writes wrongly on purpose.
bool is_honest(const Json& change)
{
	if (!change.contains("event")) { return true; }
	const Json& reach = change["event"]["reach"];
	return reach.value("women", 0) + reach.value("children", 0) <= reach.value("total", 0);
}

class Simulation
{
public:
	explicit Simulation(std::uint64_t seed) : random_(seed), faulty_(~seed, report_.happened)
	{
		const std::size_t teams = 1 + static_cast<std::size_t>(random_.between(0, 1));
		for (std::size_t team = 0; team < teams; ++team)
		{
			const char* area = team == 0 ? "410423" : "410422";
			const Uuid id = server_.add_team(area, area);
			for (int i = 0; i < 2; ++i) { add_phone(id, server_.reference()->areas.find(area)->id, seed * 16 + carriers_.size()); }
		}
		faulty_.save_backup();
	}

	SimulationReport run()
	{
		try
		{
			for (int number = 0; number < steps; ++number) { step(); }
			settle();
			judge();
		}
		catch (const std::exception& failure)
		{
			report_.failure = failure.what();
		}
		for (const Carrier& carrier : carriers_)
		{
			const field::PhoneCounts& counts = carrier.phone->counts();
			report_.happened["change sent again"] += counts.changes_repeated;
			report_.happened["phone's reset"] += counts.resets;
			report_.happened["phone crashed"] += counts.crashes;
		}
		return std::move(report_);
	}

private:
	void add_phone(const Uuid& team, AreaId area, std::uint64_t seed)
	{
		field::PhoneOptions options;
		options.seed = seed;
		options.team = team;
		options.area = area;
		options.reference = server_.reference();
		options.changes_max = changes_max;
		options.page_limit = page_limit;
		options.mistake_share = 0.05;
		Carrier carrier;
		carrier.phone = std::make_unique<field::Phone>(options);
		carrier.device = server_.add_device(team);
		carriers_.push_back(std::move(carrier));
	}

	Carrier& any_phone()
	{
		return carriers_[static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(carriers_.size()) - 1))];
	}

	void step()
	{
		faulty_.pass_time();
		Carrier& carrier = any_phone();
		const Timestamp now = faulty_.true_time();
		const Timestamp at = now + carrier.clock_error;
		switch (random_.between(0, 17))
		{
		case 0:
		case 1:
			carrier.phone->record_event(now);
			break;
		case 2:
		case 3:
			carrier.phone->edit_some_event(at);
			break;
		case 4:
			carrier.phone->delete_some_event(at);
			break;
		case 5:
			carrier.phone->crash();
			break;
		case 6:
			review();
			break;
		case 7:
			back_up_or_restore();
			break;
		case 8:
			faulty_.set_clock();
			break;
		case 9:
			carrier.clock_error = std::chrono::minutes(random_.chance(0.3) ? 0 : random_.between(-100'000, 100'000));
			++report_.happened["phone's clock set"];
			break;
		case 10:
			faulty_.copy_log();
			break;
		case 11:
			edit_together();
			break;
		case 12:
			faulty_.fold_counts();
			break;
		default:
			exchange(carrier, 0.25);
		}
	}

	// Of another field each; false: this phone does not hold it.
	bool correct(std::size_t number, const Uuid& id)
	{
		field::Phone& phone = *carriers_[number].phone;
		const auto held = phone.copies().find(id);
		if (held == phone.copies().end() || held->second.local_deleted) { return false; }
		Json content = held->second.local;
		if (number % 2 == 0) { content["note"] = "补记" + std::to_string(random_.between(1, 1'000)); }
		else { content["consultations"] = random_.between(401, 1'000); }
		return phone.put_event(id, std::move(content), faulty_.true_time() + carriers_[number].clock_error);
	}

	std::optional<Uuid> any_event_of(const field::Phone& phone)
	{
		if (phone.copies().empty()) { return std::nullopt; }
		const auto last = static_cast<std::int64_t>(phone.copies().size()) - 1;
		return std::next(phone.copies().begin(), random_.between(0, last))->first;
	}

	// The phones of a team correct the same event without having heard of each other.
	void edit_together()
	{
		const std::optional<Uuid> id = any_event_of(*any_phone().phone);
		for (std::size_t number = 0; id && number < carriers_.size(); ++number)
		{
			if (random_.chance(0.8)) { static_cast<void>(correct(number, *id)); }
		}
	}

	// One phone's correction is lost by the server, and before it is healed the other of the team corrects the same event.
	void restore_between_edits()
	{
		const auto first = static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(carriers_.size()) - 1));
		const std::size_t second = first ^ 1U;
		const std::optional<Uuid> id = any_event_of(*carriers_[first].phone);
		faulty_.save_backup();
		if (id && correct(first, *id)) { exchange(carriers_[first], 0.1); }
		restore();
		if (id && correct(second, *id)) { exchange(carriers_[second], 0.1); }
	}

	// One request over a network that may lose it, deliver it twice, or lose the answer, to a server that may fail; nothing of
	// this when `trouble` is 0. Gives how much came of it: changes that were sent or pulled.
	std::size_t exchange(Carrier& carrier, double trouble)
	{
		auto request = carrier.phone->make_request(faulty_.true_time() + carrier.clock_error);
		if (!request) { return 0; }
		const auto lose = [&]
		{
			++report_.happened["lost message"];
			carrier.phone->lose_answer();
			return std::size_t{0};
		};
		if (random_.chance(trouble)) { return lose(); }
		const bool is_faulty = trouble > 0;
		const std::string body = request->dump();
		const std::optional<Json> answer = deliver(carrier, body, is_faulty);
		if (random_.chance(trouble)) { static_cast<void>(deliver(carrier, body, is_faulty)); }
		if (random_.chance(trouble)) { carrier.repeated.push_back(body); }
		if (!carrier.repeated.empty() && random_.chance(trouble))
		{
			static_cast<void>(deliver(carrier, carrier.repeated.back(), is_faulty));
			carrier.repeated.pop_back();
		}
		if (!answer)
		{
			carrier.phone->lose_answer();
			return 0;
		}
		if (random_.chance(trouble)) { return lose(); }
		try
		{
			carrier.phone->take_answer(*answer);
			for (const Json& result : (*answer)["results"]) { note_acknowledged(result, true); }
		}
		catch (const std::exception& error)
		{
			throw std::runtime_error(std::string("the answer breaks the protocol: ") + error.what() + "\n" + body + "\n" + answer->dump());
		}
		return (*request)["changes"].size() + (*answer)["changes"].size();
	}

	std::optional<Json> deliver(Carrier& carrier, const std::string& body, bool is_faulty)
	{
		std::optional<Json> answer = faulty_.sync(carrier.device, body, is_faulty);
		if (!answer)
		{
			carrier.had_503 = true;
			return answer;
		}
		const Json request = Json::parse(body);
		report_.happened["reset"] += (*answer)["reset"].get<bool>() ? 1 : 0;
		for (std::size_t i = 0; i < request["changes"].size(); ++i) { note_result(request["changes"][i], (*answer)["results"][i]); }
		report_.happened["answered after a 503"] += std::exchange(carrier.had_503, false) ? 1 : 0;
		return answer;
	}

	// An answer that is lost was given all the same: what it acknowledged is durable while nothing is restored.
	void note_result(const Json& change, const Json& result)
	{
		const std::string outcome = result["outcome"];
		++report_.happened[(change.value("heal", false) ? "heal " : "") + outcome];
		report_.happened["taken in doubt"] += result["warnings"].dump().find("clock_skew") != std::string::npos ? 1 : 0;
		if (outcome == "rejected" && is_honest(change))
		{
			throw std::runtime_error("an honest record was refused: " + change.dump() + "\n" + result.dump());
		}
		note_acknowledged(result, false);
	}

	void note_acknowledged(const Json& result, bool is_told)
	{
		const std::string outcome = result["outcome"];
		if (outcome != "accepted" && outcome != "merged" && outcome != "unchanged") { return; }
		acknowledged_.push_back({*parse_uuid(result["id"].get<std::string>()), result["version"], is_told});
	}

	void restore()
	{
		faulty_.restore_backup();
		std::erase_if(acknowledged_, [](const Acknowledged& known) { return !known.is_told; });
	}

	void review()
	{
		const auto heads = store::list_all_events(server_.writer().database(), std::nullopt, 1'000);
		if (heads.empty()) { return; }
		const auto pick = [&]() -> const store::EventHead&
		{ return heads[static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(heads.size()) - 1))]; };
		const store::EventHead& head = pick();
		events::ReviewRequest request;
		request.id = head.id;
		request.version = head.version;
		request.revision = head.revision;
		const std::vector<ReviewState> states = {ReviewState::verified,  ReviewState::verified, ReviewState::returned,
												 ReviewState::duplicate, ReviewState::joint,    ReviewState::submitted,
												 ReviewState::deleted};
		request.state = random_.pick(states);
		request.reason = "看一看";
		request.by = "审核员";
		request.scope = server_.reference()->areas.root().id;
		if (request.state == ReviewState::duplicate || request.state == ReviewState::joint) { request.of = pick().id; }
		if (request.state == ReviewState::joint) { request.adds = {random_.chance(0.5), random_.chance(0.5), random_.chance(0.5)}; }
		const Timestamp at = server_.context().clock.now();
		const auto reviewed = server_.writer().run_alone([&] { return events::apply_review(server_.writer(), request, at); });
		report_.happened["review"] += reviewed.has_value() ? 1 : 0;
	}

	void back_up_or_restore()
	{
		if (random_.chance(0.6)) { faulty_.save_backup(); }
		else if (random_.chance(0.2)) { restore(); }
		else { restore_between_edits(); }
	}

	// Rounds, in each of which each phone asks once, after which nothing is left to send or to pull when nothing fails any more.
	// Of each event a phone has to send, one after another, what is in flight, what it heals, one heal more if a reset begins now, and
	// what was edited since: five of them in a round while there are five events with any. A phone reads four events a page: all
	// there are, and each again for each time that somebody sends something of it. A reset is told by one answer more, and heals
	// begin after its last page; what was sent last is heard of in the round after, and in one more nothing is sent or pulled.
	[[nodiscard]] std::size_t rounds_enough()
	{
		std::size_t to_read = store::list_all_events(server_.writer().database(), std::nullopt, 100'000).size();
		std::size_t most_to_send = 0;
		std::size_t longest = 0;
		for (const Carrier& carrier : carriers_)
		{
			std::size_t to_send = 0;
			for (const auto& [id, copy] : carrier.phone->copies())
			{
				const std::size_t of_event = (copy.in_flight ? 1U : 0U) + copy.heals.size() + 1 + (copy.is_dirty() ? 1U : 0U);
				to_send += of_event;
				longest = std::max(longest, of_event);
			}
			to_read += to_send;
			most_to_send = std::max(most_to_send, to_send);
		}
		return 1 + divided_up(to_read, page_limit) + divided_up(most_to_send, changes_max) + longest + 1 + 1;
	}

	void settle()
	{
		for (Carrier& carrier : carriers_) { carrier.phone->lose_answer(); }
		report_.rounds_max = rounds_enough();
		for (report_.rounds = 1;; ++report_.rounds)
		{
			std::size_t moved = 0;
			for (Carrier& carrier : carriers_) { moved += exchange(carrier, 0.0); }
			const auto is_settled = [](const Carrier& carrier) { return carrier.phone->is_settled(); };
			if (moved == 0 && std::all_of(carriers_.begin(), carriers_.end(), is_settled)) { return; }
			if (report_.rounds == report_.rounds_max)
			{
				throw std::runtime_error("the phones did not settle in " + std::to_string(report_.rounds_max) + " rounds");
			}
		}
	}

	void judge()
	{
		store::Database& database = server_.writer().database();
		const auto heads = store::list_all_events(database, std::nullopt, 100'000);
		report_.happened["event"] += static_cast<std::int64_t>(heads.size());
		for (const Acknowledged& known : acknowledged_)
		{
			const auto head = store::find_event(database, known.id);
			if (!head || head->version < known.version)
			{
				throw std::runtime_error(
					"acknowledged version " + std::to_string(known.version) + " of " + to_string(known.id) + " is lost");
			}
		}
		for (const Carrier& carrier : carriers_) { compare(*carrier.phone); }
		const std::string differences = server_.recount();
		if (!differences.empty()) { throw std::runtime_error("the counts differ from a recount:\n" + differences); }
	}

	// What the phone holds as acknowledged is what the server has.
	void compare(const field::Phone& phone)
	{
		for (const auto& [id, copy] : phone.copies())
		{
			if (copy.version == 0) { continue; }
			const auto head = store::find_event(server_.writer().database(), id);
			const std::string which = "event " + to_string(id) + " version " + std::to_string(copy.version);
			if (!head) { throw std::runtime_error(which + " is on a phone and not on the server"); }
			const bool deleted = head->state == ReviewState::deleted;
			if (head->version != copy.version || deleted != copy.deleted)
			{
				throw std::runtime_error(
					which + " is on a phone, the server has " + std::to_string(head->version) + (deleted ? ", deleted" : ""));
			}
			if (!deleted && !same_value(Json::parse(store::find_body(server_.writer().database(), head->body_seq)), copy.content))
			{
				throw std::runtime_error(which + " reads otherwise on a phone");
			}
		}
	}

	field::Random random_;
	SimulationReport report_;
	FaultyServer faulty_;
	TestServer& server_ = faulty_.server();
	std::vector<Carrier> carriers_;
	std::vector<Acknowledged> acknowledged_;
};

} // namespace

const std::vector<std::string_view>& simulated_happenings()
{
	static const std::vector<std::string_view> names = {
		"event",
		"accepted",
		"unchanged",
		"merged",
		"conflict",
		"rejected",
		"heal accepted",
		"heal unchanged",
		"heal merged",
		"heal conflict",
		"reset",
		"phone's reset",
		"change sent again",
		"lost message",
		"503",
		"answered after a 503",
		"failed write",
		"failed sync",
		"failed cut",
		"restart",
		"log copied",
		"log not copied",
		"counts folded",
		"counts not folded",
		"clock believed",
		"clock doubted",
		"taken in doubt",
		"phone's clock set",
		"phone crashed",
		"review",
		"restore"};
	return names;
}

SimulationReport run_simulation(std::uint64_t seed)
{
	return Simulation(seed).run();
}

} // namespace bajin::test
