#include "tests/e2e/soak_load.hpp"

#include "tests/support/test_server.hpp"
#include "tools/field/records.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <string_view>
#include <utility>

namespace bajin::e2e
{

namespace
{

namespace asio = boost::asio;
using asio::ip::tcp;
using SoakClock = std::chrono::steady_clock;

constexpr auto as_soaked = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t phones_of_address = 60; // fewer than an address may have that has proved nothing
constexpr std::size_t addresses_of_block = 250;
constexpr std::chrono::seconds answer_patience{60};
constexpr std::chrono::seconds connection_kept_for{60}; // the server ends it after 75 s
constexpr std::chrono::milliseconds offer_interval{2};
constexpr std::uint64_t first_change = std::uint64_t{1} << 40U; // its number; those of events begin at 1
constexpr int pulled_max = 50;
constexpr std::size_t turns_for_a_record = 10;
constexpr std::size_t records_of_crowd = 50; // in a sync

// The number in an id of test::make_id.
std::uint64_t number_in(const Uuid& id) noexcept
{
	constexpr std::size_t number_begins = 10;
	std::uint64_t number = 0;
	for (std::size_t i = number_begins; i < id.bytes.size(); ++i) { number = number << 8U | id.bytes[i]; }
	return number;
}

std::string_view header_of_head(std::string_view head, std::string_view name)
{
	const auto at = head.find(name);
	if (at == std::string_view::npos) { return {}; }
	const std::string_view rest = head.substr(at + name.size());
	return rest.substr(0, rest.find("\r\n"));
}

std::size_t count_in(std::string_view text, std::string_view what)
{
	std::size_t found = 0;
	for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) { ++found; }
	return found;
}

struct SoakPhone
{
	explicit SoakPhone(asio::io_context& context) : socket(context) {}

	std::string token;
	const field::RecordMaker* maker = nullptr;
	bool is_of_crowd = false;
	std::size_t turns = 0; // of those of an ordinary day each tenth brings something
	asio::ip::address_v4 address;
	tcp::socket socket;
	SoakClock::time_point used; // when it was answered last
	SoakClock::time_point asked;
	bool is_asking = false;

	std::string cursor = "null"; // as JSON
	std::string request;         // under way or to be sent again; empty: none
	std::size_t changes = 0;     // in it
	std::uint64_t event = 0;     // the last one that it recorded; 0: none
	Json record;
	std::uint64_t next_event = 0; // the first of those with the request
	Json next_record;             // the last of them
	std::size_t next_count = 0;   // how many
	std::int64_t next_reach = 0;  // what the request adds to the reach of all
};

} // namespace

double Offered::p99(double from, double to) const
{
	std::vector<float> within;
	for (const Took& one : took)
	{
		if (one.due_s >= from && one.due_s < to) { within.push_back(one.ms); }
	}
	if (within.empty()) { return 0; }
	const auto place = within.begin() + static_cast<std::ptrdiff_t>(within.size() * 99 / 100);
	std::nth_element(within.begin(), place, within.end());
	return static_cast<double>(*place);
}

class SoakLoad::Crowd
{
public:
	Crowd(std::uint16_t port, const std::vector<Enrolled>& ordinary, const CrowdOfSoak& crowd, const AreaTree& areas)
		: server_(asio::ip::address_v4::loopback(), port), random_(crowd.phones), ordinary_(ordinary.size())
	{
		for (std::size_t i = 0; i < ordinary_ + crowd.phones; ++i)
		{
			const Enrolled& as = i < ordinary_ ? ordinary[i] : crowd.enrolled[i % crowd.enrolled.size()];
			const field::RecordMaker& maker = makers_.try_emplace(as.county, areas, as.county).first->second;
			auto phone = std::make_unique<SoakPhone>(context_);
			phone->token = as.token;
			phone->maker = &maker;
			phone->is_of_crowd = i >= ordinary_;
			phone->turns = i;
			const std::size_t address = i / phones_of_address;
			const auto host = 1 + address % addresses_of_block + 256 * (1 + address / addresses_of_block);
			phone->address = asio::ip::address_v4(0x7F00'0000U + static_cast<std::uint32_t>(host));
			phones_.push_back(std::move(phone));
		}
	}

	struct Offer
	{
		Whose whose = Whose::ordinary;
		std::size_t phones = 0; // of these
		double per_second = 0;  // 0: as fast as they are answered
		bool gives_up = false;  // rather than wait for a phone that is free
		bool only_what_is_open = false;
	};

	Offered run(const Offer& offer, std::chrono::seconds duration)
	{
		offer_ = offer;
		offered_ = {};
		began_ = SoakClock::now();
		ends_ = began_ + duration;
		waiting_.clear();
		free_.clear();
		first_ = offer.whose == Whose::crowd ? ordinary_ : 0;
		last_ = first_ + offer.phones;
		for (std::size_t i = first_; i < last_; ++i)
		{
			if (!phones_[i]->is_asking && is_wanted(*phones_[i])) { free_.push_back(i); }
		}
		asio::co_spawn(context_, watch(), asio::detached);
		asio::co_spawn(context_, offer_syncs(), asio::detached);
		is_over_ = false;
		context_.restart();
		while (!is_over_) { context_.run_one(); }
		offered_.seconds = std::chrono::duration<double>(SoakClock::now() - began_).count();
		return std::move(offered_);
	}

	Offered settle(double per_second, std::chrono::seconds patience)
	{
		Offered settled = run({Whose::ordinary, phones_.size(), per_second, false, true}, patience);
		for (const auto& phone : phones_)
		{
			if (!phone->request.empty()) { note(settled, "a sync that was never answered"); }
		}
		return settled;
	}

	[[nodiscard]] std::size_t count(Whose whose) const noexcept
	{
		return whose == Whose::ordinary ? ordinary_ : phones_.size() - ordinary_;
	}

	std::vector<std::uint8_t> known; // by number, from 1
	std::int64_t reach = 0;
	std::int64_t anew = 0;

private:
	[[nodiscard]] bool is_ending() const { return SoakClock::now() >= ends_; }
	[[nodiscard]] bool is_wanted(const SoakPhone& phone) const { return !offer_.only_what_is_open || !phone.request.empty(); }

	static void note(Offered& offered, std::string what)
	{
		if (offered.unexpected++ == 0) { offered.first_unexpected = std::move(what); }
	}

	// Ends a phase when its time is over and its syncs are answered, and connections on which an answer is waited for too long.
	asio::awaitable<void> watch()
	{
		constexpr std::chrono::milliseconds moment{100};
		asio::steady_timer timer(context_);
		for (;;)
		{
			timer.expires_after(moment);
			co_await timer.async_wait(as_soaked);
			const auto now = SoakClock::now();
			bool is_idle = waiting_.empty();
			for (const auto& phone : phones_)
			{
				is_idle = is_idle && !phone->is_asking;
				if (phone->is_asking && now - phone->asked > answer_patience) { phone->socket.close(); }
			}
			if (is_ending() && (is_idle || offer_.gives_up)) { break; }
			if (offer_.only_what_is_open && is_idle && free_.empty()) { break; }
		}
		is_over_ = true;
	}

	asio::awaitable<void> offer_syncs()
	{
		if (offer_.per_second <= 0)
		{
			while (!free_.empty()) { start(SoakClock::now()); }
			co_return;
		}
		asio::steady_timer timer(context_);
		const auto began = began_;
		const std::chrono::duration<double> apart(1.0 / offer_.per_second);
		for (std::size_t number = 0; began == began_ && !is_ending();)
		{
			const auto now = SoakClock::now();
			for (auto due = due_of(number, apart); due <= now && due < ends_; due = due_of(++number, apart)) { offer_one(due); }
			timer.expires_after(offer_interval);
			co_await timer.async_wait(as_soaked);
		}
	}

	void offer_one(SoakClock::time_point due)
	{
		if (offer_.only_what_is_open && free_.empty()) { return; }
		++offered_.due;
		if (!free_.empty()) { start(due); }
		else if (offer_.gives_up) { ++offered_.not_sent; }
		else { waiting_.push_back(due); }
	}

	[[nodiscard]] SoakClock::time_point due_of(std::size_t number, std::chrono::duration<double> apart) const
	{
		return began_ + std::chrono::duration_cast<SoakClock::duration>(apart * static_cast<double>(number));
	}

	// Of a phone that is free; those that were free longest come first.
	void start(SoakClock::time_point due)
	{
		const std::size_t index = free_.front();
		free_.pop_front();
		SoakPhone& phone = *phones_[index];
		if (phone.request.empty()) { prepare(phone); }
		phone.is_asking = true;
		phone.asked = SoakClock::now();
		asio::co_spawn(context_, ask(index, due), asio::detached);
	}

	// An exchange, and what the phone does then.
	asio::awaitable<void> ask(std::size_t index, SoakClock::time_point due)
	{
		SoakPhone& phone = *phones_[index];
		std::string failure;
		co_await exchange(&phone, due, &failure);
		if (!failure.empty())
		{
			phone.socket.close();
			note(offered_, std::move(failure));
		}
		phone.is_asking = false;
		phone.used = SoakClock::now();
		if (index < first_ || index >= last_ || !is_wanted(phone)) { co_return; }
		free_.push_back(index);
		if (!waiting_.empty())
		{
			const auto next = waiting_.front();
			waiting_.pop_front();
			start(next);
		}
		else if (offer_.per_second <= 0 && !is_ending()) { start(SoakClock::now()); }
	}

	asio::awaitable<void> exchange(SoakPhone* phone, SoakClock::time_point due, std::string* failure)
	{
		tcp::socket& socket = phone->socket;
		if (socket.is_open() && SoakClock::now() - phone->used > connection_kept_for) { socket.close(); }
		if (!socket.is_open())
		{
			boost::system::error_code ignored;
			socket.open(tcp::v4(), ignored);
			socket.bind({phone->address, 0}, ignored);
			const auto [error] = co_await socket.async_connect(server_, as_soaked);
			if (error)
			{
				*failure = "no connection: " + error.message();
				co_return;
			}
			socket.set_option(tcp::no_delay(true), ignored);
		}
		// One that is turned away may be answered before it has said all.
		const auto request = asio::buffer(phone->request);
		const auto [write_error, written] = co_await asio::async_write(socket, request, as_soaked);
		std::string answer;
		auto into = asio::dynamic_buffer(answer);
		const auto [head_error, head_bytes] = co_await asio::async_read_until(socket, into, "\r\n\r\n", as_soaked);
		if (head_error)
		{
			*failure = "no answer: " + head_error.message() + (write_error ? ", while writing: " + write_error.message() : "");
			co_return;
		}
		std::size_t length = 0;
		const std::string_view length_text = header_of_head(std::string_view(answer).substr(0, head_bytes), "Content-Length: ");
		std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
		const std::size_t missing = head_bytes + length - std::min(answer.size(), head_bytes + length);
		if (missing > 0)
		{
			const auto exactly = asio::transfer_exactly(missing);
			const auto [body_error, body_bytes] = co_await asio::async_read(socket, into, exactly, as_soaked);
			if (body_error)
			{
				*failure = "an answer that ends too early: " + body_error.message();
				co_return;
			}
		}
		const std::string_view head = std::string_view(answer).substr(0, head_bytes);
		if (header_of_head(head, "Connection: ") == "close") { socket.close(); }
		take(*phone, due, head, std::string_view(answer).substr(head_bytes), *failure);
	}

	void take(SoakPhone& phone, SoakClock::time_point due, std::string_view head, std::string_view body, std::string& failure)
	{
		constexpr std::string_view version = "HTTP/1.1 ";
		const std::string_view status = head.substr(version.size(), 3);
		if (status == "503" && !header_of_head(head, "Retry-After: ").empty())
		{
			++offered_.shed;
			constexpr std::string_view code_begins = "\"code\":\"";
			const auto code = body.find(code_begins);
			if (code != std::string_view::npos)
			{
				const std::string_view rest = body.substr(code + code_begins.size());
				++offered_.shed_as[std::string(rest.substr(0, rest.find('"')))];
			}
			return;
		}
		constexpr std::string_view cursor_begins = "\"cursor\":\"";
		const std::size_t applied = count_in(body, "\"outcome\":\"accepted\"");
		const std::size_t repeated = count_in(body, "\"outcome\":\"unchanged\"");
		const auto cursor = body.rfind(cursor_begins);
		if (status != "200" || applied + repeated != phone.changes || cursor == std::string_view::npos)
		{
			failure = std::string(head) + std::string(body.substr(0, 500));
			return;
		}
		anew += static_cast<std::int64_t>(repeated);
		const auto begin = cursor + cursor_begins.size();
		phone.cursor = '"' + std::string(body.substr(begin, body.find('"', begin) - begin)) + '"';
		if (phone.next_count > 0) { keep_acknowledged(phone); }
		phone.request.clear();
		if (due < began_)
		{
			++offered_.answered_late;
			return;
		}
		const auto now = SoakClock::now();
		const std::chrono::duration<float> since(due - began_);
		const std::chrono::duration<float, std::milli> took(now - due);
		offered_.took.push_back({since.count(), took.count()});
	}

	void keep_acknowledged(SoakPhone& phone)
	{
		if (phone.event != 0) { known[phone.event] = 2; }
		for (std::size_t i = 0; i < phone.next_count; ++i) { known[phone.next_event + i] = 1; }
		reach += phone.next_reach;
		phone.event = phone.next_event + phone.next_count - 1;
		phone.record = std::move(phone.next_record);
	}

	void prepare(SoakPhone& phone)
	{
		constexpr std::int64_t days = 364;
		const auto add_change = [&](std::uint64_t event, std::int64_t base, const Json& record, Json& changes)
		{
			const std::string change = test::make_id(first_change + next_change_++);
			changes.push_back(test::make_put(change, base, record));
			changes.back()["id"] = test::make_id(event);
		};
		const auto reach_of = [](const Json& record) { return record["reach"]["total"].get<std::int64_t>(); };
		if (known.empty()) { known.push_back(0); }
		Json changes = Json::array();
		phone.next_reach = 0;
		phone.next_count = phone.is_of_crowd ? records_of_crowd : phone.turns++ % turns_for_a_record == 0 ? 1 : 0;
		if (phone.event != 0 && phone.next_count > 0)
		{
			Json edited = phone.record;
			field::RecordMaker::edit(random_, edited);
			phone.next_reach = reach_of(edited) - reach_of(phone.record);
			// That nothing was changed is answered otherwise than a change.
			edited["note"] = "改正" + std::to_string(next_change_);
			add_change(phone.event, 1, edited, changes);
		}
		phone.next_event = known.size();
		for (std::size_t i = 0; i < phone.next_count; ++i)
		{
			Date day = make_date(2025, 1, 1);
			day.days += static_cast<std::int32_t>(random_.between(0, days));
			const std::uint64_t event = known.size();
			known.push_back(0);
			phone.next_record = phone.maker->make(random_, parse_uuid(test::make_id(event)).value(), day);
			phone.next_reach += reach_of(phone.next_record);
			add_change(event, 0, phone.next_record, changes);
		}
		phone.changes = changes.size();
		const std::string body = R"({"cursor":)" + phone.cursor + R"(,"limit":)" + std::to_string(pulled_max) +
								 R"(,"client":{"app":"soak","version":"1.0.0","protocol":1},"pending":{"events":0,"edits":0,"photos":0,)"
								 R"("oldest":null},"changes":)" +
								 to_text(changes) + "}";
		phone.request = "POST /api/v1/sync HTTP/1.1\r\nHost: soak\r\nContent-Type: application/json\r\nAuthorization: Bearer " +
						phone.token + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
	}

	asio::io_context context_;
	const tcp::endpoint server_;
	field::Random random_;
	const std::size_t ordinary_;
	std::size_t first_ = 0; // of the phones of this phase
	std::size_t last_ = 0;  // behind them
	std::map<AreaId, field::RecordMaker> makers_;
	std::vector<std::unique_ptr<SoakPhone>> phones_;
	std::deque<std::size_t> free_;
	std::deque<SoakClock::time_point> waiting_;
	std::uint64_t next_change_ = 0;
	Offer offer_;
	Offered offered_;
	SoakClock::time_point began_;
	SoakClock::time_point ends_;
	bool is_over_ = false;
};

SoakLoad::SoakLoad(std::uint16_t port, const std::vector<Enrolled>& ordinary, const CrowdOfSoak& crowd, const AreaTree& areas)
	: crowd_(std::make_unique<Crowd>(port, ordinary, crowd, areas))
{
}

SoakLoad::~SoakLoad() = default;

Offered SoakLoad::without_pause(Whose whose, std::size_t phones, std::chrono::seconds duration)
{
	return crowd_->run({whose, phones, 0, false, false}, duration);
}

Offered SoakLoad::at_rate(Whose whose, double per_second, std::chrono::seconds duration, Crowded crowded)
{
	return crowd_->run({whose, crowd_->count(whose), per_second, crowded == Crowded::gives_up, false}, duration);
}

Offered SoakLoad::settle(double per_second, std::chrono::seconds patience)
{
	return crowd_->settle(per_second, patience);
}

std::int64_t SoakLoad::known_version(const Uuid& id) const noexcept
{
	const std::uint64_t number = number_in(id);
	return number < crowd_->known.size() ? crowd_->known[number] : 0;
}

std::int64_t SoakLoad::known_events() const noexcept
{
	return std::count_if(crowd_->known.begin(), crowd_->known.end(), [](std::uint8_t version) { return version > 0; });
}

std::int64_t SoakLoad::known_versions() const noexcept
{
	std::int64_t versions = 0;
	for (const std::uint8_t version : crowd_->known) { versions += version; }
	return versions;
}

std::int64_t SoakLoad::known_reach() const noexcept
{
	return crowd_->reach;
}

std::int64_t SoakLoad::answered_anew() const noexcept
{
	return crowd_->anew;
}

} // namespace bajin::e2e
