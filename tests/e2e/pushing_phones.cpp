#include "tests/e2e/pushing_phones.hpp"

#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <chrono>
#include <iterator>
#include <random>
#include <stdexcept>

namespace bajin::e2e
{

namespace
{

constexpr std::chrono::seconds push_patience{60};

} // namespace

void KillField::await_answers(std::int64_t more)
{
	std::unique_lock lock(mutex_);
	const std::int64_t wanted = answers_ + more;
	REQUIRE(changed_.wait_for(lock, push_patience, [&] { return answers_ >= wanted || !failure_.empty(); }));
	CHECK(failure_ == "");
	REQUIRE(failure_.empty());
}

// A phone that records, corrects and deletes without a pause, and sends what was not answered again.
class PushingPhone
{
public:
	PushingPhone(KillField& field, std::uint16_t port, std::string token, std::uint64_t number)
		: field_(field), port_(port), token_(std::move(token)), next_(number * 1'000'000'000), random_(number)
	{
	}

	void run()
	{
		try
		{
			while (!field_.is_ending() || !pending_.is_null()) { push(); }
		}
		catch (const std::exception& error)
		{
			field_.fail(error.what());
		}
	}

	[[nodiscard]] const KeptEvents& kept() const noexcept { return kept_; }
	[[nodiscard]] std::int64_t repeats() const noexcept { return repeats_; } // answers that told of a change done before

private:
	void push()
	{
		if (pending_.is_null()) { pending_ = make_changes(); }
		net_test::Answer answer;
		try
		{
			if (!client_) { client_ = std::make_unique<net_test::RawClient>(port_); }
			answer = client_->post("/api/v1/sync", to_text(pending_), "Authorization: Bearer " + token_ + "\r\n");
		}
		catch (const std::exception&)
		{
			client_.reset();
			const int next_life = field_.await_life(life_);
			if (next_life == 0) { throw; }
			life_ = next_life;
			return;
		}
		if (answer.status != 200) { throw std::runtime_error(std::to_string(answer.status) + ": " + answer.body.substr(0, 300)); }
		note(parse_json(answer.body).value().value);
		pending_ = Json();
		field_.answered();
	}

	std::size_t choose(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }

	Json make_changes()
	{
		Json body = test::make_push({});
		wanted_.clear();
		const std::size_t count = 1 + choose(12);
		for (std::size_t i = 0; i < count; ++i)
		{
			const std::string change = test::make_id(++next_);
			// One of its own that this push has not touched yet, or a new one.
			const auto found = kept_.empty() ? kept_.end() : std::next(kept_.begin(), static_cast<std::ptrdiff_t>(choose(kept_.size())));
			const bool is_old = found != kept_.end() && !found->second.deleted && !wanted_.contains(found->first) && choose(3) == 0;
			const std::string id = is_old ? found->first : test::make_id(++next_);
			const std::int64_t base = is_old ? found->second.version : 0;
			Kept& wanted = wanted_[id];
			wanted.deleted = is_old && choose(4) == 0;
			wanted.reach = 60 + static_cast<std::int64_t>(choose(1'000));
			body["changes"].push_back(
				wanted.deleted ? test::make_delete(change, id, base) : test::make_put(change, base, test::make_record(id, wanted.reach)));
		}
		return body;
	}

	void note(const Json& answer)
	{
		for (const Json& result : answer.at("results"))
		{
			const std::string outcome = result.at("outcome");
			if (outcome != "accepted" && outcome != "unchanged") { throw std::runtime_error("a change was answered " + to_text(result)); }
			repeats_ += outcome == "unchanged" ? 1 : 0;
			const std::string id = result.at("id");
			Kept kept = wanted_.at(id);
			kept.version = result.at("version");
			kept_[id] = kept;
		}
		if (answer.at("results").size() != wanted_.size()) { throw std::runtime_error("a change was not answered"); }
	}

	KillField& field_;
	std::uint16_t port_;
	std::string token_;
	std::uint64_t next_;
	std::mt19937_64 random_;
	int life_ = 1;
	std::unique_ptr<net_test::RawClient> client_;
	Json pending_; // null: nothing
	KeptEvents wanted_;
	KeptEvents kept_;
	std::int64_t repeats_ = 0;
};

PhoneThreads::PhoneThreads(KillField& field, const Place& place, const RunningServer& server, std::uint64_t count) : field_(field)
{
	const std::string team = place.make_team();
	for (std::uint64_t number = 1; number <= count; ++number)
	{
		phones_.push_back(std::make_unique<PushingPhone>(field, server.port(), server.enrol(place.make_code(team)), number));
	}
	for (const auto& phone : phones_) { threads_.emplace_back(&PushingPhone::run, phone.get()); }
}

PhoneThreads::~PhoneThreads()
{
	field_.abandon();
	join();
}

KeptEvents PhoneThreads::finish()
{
	field_.end();
	join();
	KeptEvents all;
	for (const auto& phone : phones_) { all.insert(phone->kept().begin(), phone->kept().end()); }
	return all;
}

std::int64_t PhoneThreads::repeats() const
{
	std::int64_t all = 0;
	for (const auto& phone : phones_) { all += phone->repeats(); }
	return all;
}

void PhoneThreads::join()
{
	for (std::thread& thread : threads_)
	{
		if (thread.joinable()) { thread.join(); }
	}
}

} // namespace bajin::e2e
