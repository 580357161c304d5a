#include "tests/simulation/simulation.hpp"

#include "server/events/review.hpp"
#include "server/store/event_store.hpp"
#include "tests/support/test_server.hpp"
#include "tools/field/phone.hpp"

#include <memory>
#include <set>
#include <vector>

namespace bajin::test
{

namespace
{

constexpr int rounds = 60;
constexpr int settling_rounds_max = 200;

// What the server acknowledged: an event in some version, to a phone.
struct Acknowledged
{
	Uuid id;
	std::int64_t version = 0;
};

struct Carrier
{
	std::unique_ptr<field::Phone> phone;
	TestDevice device;
	std::chrono::minutes clock_error{0};
	std::vector<std::string> repeated; // requests that the network will deliver once more, later
};

class Simulation
{
public:
	explicit Simulation(std::uint64_t seed) : random_(seed)
	{
		const std::size_t teams = 1 + static_cast<std::size_t>(random_.between(0, 1));
		for (std::size_t team = 0; team < teams; ++team)
		{
			const char* area = team == 0 ? "410423" : "410422";
			const Uuid id = server_.add_team(area, area);
			for (int i = 0; i < 2; ++i) { add_phone(id, server_.reference()->areas.find(area)->id, seed * 16 + carriers_.size()); }
		}
		server_.save_backup("backup.db");
	}

	SimulationReport run()
	{
		for (int round = 0; round < rounds && report_.failure.empty(); ++round) { step(); }
		settle();
		if (report_.failure.empty()) { judge(); }
		for (const Carrier& carrier : carriers_)
		{
			const field::PhoneCounts& counts = carrier.phone->counts();
			report_.merges += counts.merged;
			report_.conflicts += counts.conflicts;
			report_.heals += counts.heals;
		}
		return report_;
	}

private:
	void add_phone(const Uuid& team, AreaId area, std::uint64_t seed)
	{
		field::PhoneOptions options;
		options.seed = seed;
		options.team = team;
		options.area = area;
		options.reference = server_.reference();
		options.changes_max = 5;
		options.page_limit = 4;
		options.mistake_share = 0.05;
		Carrier carrier;
		carrier.phone = std::make_unique<field::Phone>(options);
		carrier.device = server_.add_device(team);
		if (random_.chance(0.3)) { carrier.clock_error = std::chrono::minutes(random_.between(-100'000, 100'000)); }
		carriers_.push_back(std::move(carrier));
	}

	Carrier& any_phone()
	{
		return carriers_[static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(carriers_.size()) - 1))];
	}

	void step()
	{
		Carrier& carrier = any_phone();
		const Timestamp at = now() + carrier.clock_error;
		switch (random_.between(0, 11))
		{
		case 0:
		case 1:
			carrier.phone->record_event(now());
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
		default:
			exchange(carrier, 0.25);
		}
	}

	// One request over a network that may lose it, deliver it twice, or lose the answer.
	void exchange(Carrier& carrier, double trouble)
	{
		auto request = carrier.phone->make_request(now() + carrier.clock_error);
		if (!request) { return; }
		const std::string body = request->dump();
		if (random_.chance(trouble))
		{
			++report_.lost_answers;
			carrier.phone->lose_answer();
			return;
		}
		const Json answer = deliver(carrier, body);
		if (random_.chance(trouble)) { static_cast<void>(deliver(carrier, body)); }
		if (random_.chance(trouble)) { carrier.repeated.push_back(body); }
		if (!carrier.repeated.empty() && random_.chance(trouble))
		{
			static_cast<void>(deliver(carrier, carrier.repeated.back()));
			carrier.repeated.pop_back();
		}
		if (random_.chance(trouble))
		{
			++report_.lost_answers;
			carrier.phone->lose_answer();
			return;
		}
		try
		{
			carrier.phone->take_answer(answer);
		}
		catch (const std::exception& error)
		{
			report_.failure = std::string("the answer breaks the protocol: ") + error.what() + "\n" + body + "\n" + answer.dump();
			return;
		}
		for (const Json& result : answer["results"])
		{
			const std::string outcome = result["outcome"];
			if (outcome == "accepted" || outcome == "merged" || outcome == "unchanged")
			{
				acknowledged_.push_back({*parse_uuid(result["id"].get<std::string>()), result["version"]});
			}
		}
	}

	Json deliver(Carrier& carrier, const std::string& body)
	{
		const api::Response response = server_.sync_text(carrier.device, body);
		if (response.status != 200) { report_.failure = "status " + std::to_string(response.status) + ": " + response.body; }
		return Json::parse(response.body);
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
		const auto reviewed = server_.writer().run_alone([&] { return events::apply_review(server_.writer(), request, now()); });
		report_.reviews += reviewed.has_value() ? 1 : 0;
	}

	void back_up_or_restore()
	{
		if (random_.chance(0.6)) { server_.save_backup("backup.db"); }
		else if (random_.chance(0.35))
		{
			server_.restore_backup("backup.db");
			++report_.restores;
		}
	}

	void settle()
	{
		for (int round = 0; round < settling_rounds_max && report_.failure.empty(); ++round)
		{
			bool all_settled = true;
			for (Carrier& carrier : carriers_)
			{
				carrier.phone->lose_answer();
				exchange(carrier, 0.0);
			}
			for (const Carrier& carrier : carriers_) { all_settled = all_settled && carrier.phone->is_settled(); }
			// Once more after that: what one phone brought last must reach the others.
			if (all_settled && round > 20) { return; }
		}
		if (report_.failure.empty()) { report_.failure = "the phones did not settle"; }
	}

	void judge()
	{
		store::Database& database = server_.writer().database();
		const auto heads = store::list_all_events(database, std::nullopt, 100'000);
		report_.events = static_cast<std::int64_t>(heads.size());
		for (const Acknowledged& known : acknowledged_)
		{
			const auto head = store::find_event(database, known.id);
			if (!head || head->version < known.version)
			{
				report_.failure = "acknowledged version " + std::to_string(known.version) + " of " + to_string(known.id) + " is lost";
				return;
			}
		}
		for (const Carrier& carrier : carriers_) { compare(*carrier.phone); }
		if (report_.failure.empty())
		{
			const std::string differences = server_.recount();
			if (!differences.empty()) { report_.failure = "the counts differ from a recount:\n" + differences; }
		}
	}

	// What the phone holds as acknowledged is what the server has.
	void compare(const field::Phone& phone)
	{
		for (const auto& [id, copy] : phone.copies())
		{
			if (copy.version == 0) { continue; }
			const auto head = store::find_event(server_.writer().database(), id);
			const std::string which = "event " + to_string(id) + " version " + std::to_string(copy.version);
			if (!head)
			{
				report_.failure = which + " is on a phone and not on the server";
				return;
			}
			const bool deleted = head->state == ReviewState::deleted;
			if (head->version != copy.version || deleted != copy.deleted)
			{
				report_.failure = which + " is on a phone, the server has " + std::to_string(head->version) + (deleted ? ", deleted" : "");
				return;
			}
			if (!deleted && !same_value(Json::parse(store::find_body(server_.writer().database(), head->body_seq)), copy.content))
			{
				report_.failure = which + " reads otherwise on a phone";
				return;
			}
		}
	}

	field::Random random_;
	TestServer server_;
	std::vector<Carrier> carriers_;
	std::vector<Acknowledged> acknowledged_;
	SimulationReport report_;
};

} // namespace

SimulationReport run_simulation(std::uint64_t seed)
{
	return Simulation(seed).run();
}

} // namespace bajin::test
