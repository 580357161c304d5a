#include "tools/field/run.hpp"

#include "tools/client/http_client.hpp"
#include "tools/field/backoff.hpp"
#include "tools/field/phone_state.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <stdexcept>

namespace bajin::field
{

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using client::HttpAnswer;
using client::HttpClient;
using client::HttpRequest;

namespace
{

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::int64_t verification_page = 1'000;

// What becomes of one request on its way.
enum class Fate : std::uint8_t
{
	arrives,
	never_sent,
	answer_lost,
	repeated, // sent twice, as after a time-out that was none
};

double seconds_since(Clock::time_point begin)
{
	return std::chrono::duration<double>(Clock::now() - begin).count();
}

class Run
{
public:
	Run(const FieldOptions& options, client::Address address, std::ostream& progress)
		: options_(options), address_(std::move(address)), progress_(progress)
	{
	}

	Summary run();

private:
	void spawn(asio::awaitable<void> task, std::string name);
	[[nodiscard]] PhoneOptions phone_options(std::uint64_t number) const;
	void prepare_phone_states();
	[[nodiscard]] bool act(PhoneState& phone_state, Random& random) const;
	[[nodiscard]] Fate choose_fate(Random& random) const;
	void take_answer(PhoneState& phone_state, const HttpAnswer& answer);
	void show_progress(bool last);
	void summarise();

	asio::awaitable<void> live(std::size_t index);
	asio::awaitable<void> watch();
	asio::awaitable<void> fetch_areas();
	asio::awaitable<void> verify(std::size_t index);
	asio::awaitable<bool> enrol(PhoneState* phone_state, HttpClient* connection, Random* random);
	asio::awaitable<bool> exchange(PhoneState* phone_state, HttpClient* connection, Random* random, Backoff* backoff);
	asio::awaitable<std::optional<HttpAnswer>> ask(HttpClient* connection, HttpRequest request, Random* random, std::string* failure);
	asio::awaitable<void> pause(std::chrono::milliseconds delay);

	const FieldOptions& options_;
	client::Address address_;
	std::ostream& progress_;
	asio::io_context context_;
	ReferencePointer reference_;
	std::vector<PhoneState> states_;
	std::map<Uuid, std::size_t> first_of_team_;
	Summary summary_;
	Clock::time_point begin_ = Clock::now();
	std::size_t living_ = 0;
};

void Run::spawn(asio::awaitable<void> task, std::string name)
{
	const auto finish = [this, name = std::move(name)](const std::exception_ptr& thrown)
	{
		if (!thrown) { return; }
		try
		{
			std::rethrow_exception(thrown);
		}
		catch (const std::exception& failure)
		{
			summary_.failures.push_back(name + ": " + failure.what());
		}
	};
	asio::co_spawn(context_, std::move(task), finish);
}

asio::awaitable<void> Run::pause(std::chrono::milliseconds delay)
{
	asio::steady_timer timer(context_, delay);
	co_await timer.async_wait(as_result);
}

// Asks until there is an answer, or patience is over, or the answer is a refusal: then `failure` says so.
asio::awaitable<std::optional<HttpAnswer>> Run::ask(HttpClient* connection, HttpRequest request, Random* random, std::string* failure)
{
	Backoff backoff;
	while (!backoff.is_exhausted(options_.patience))
	{
		HttpRequest copy = request;
		Result<HttpAnswer> answer = co_await connection->send(std::move(copy));
		std::optional<std::chrono::seconds> asked;
		if (answer.has_value() && answer->status < 300)
		{
			summary_.bytes_out += answer->bytes_out;
			summary_.bytes_in += answer->bytes_in;
			co_return std::move(*answer);
		}
		if (answer.has_value())
		{
			const Error refusal = client::read_success(*answer).error();
			*failure = refusal.detail + " (" + refusal.code + ")";
			if (!asks_to_come_again(answer->status)) { co_return std::nullopt; }
			asked = answer->retry_after();
		}
		else { *failure = answer.error().detail; }
		++summary_.failed_requests;
		const std::chrono::milliseconds delay = backoff.next(*random, asked);
		co_await pause(delay);
	}
	*failure = "no answer for " + std::to_string(options_.patience.count()) + " s, last: " + *failure;
	co_return std::nullopt;
}

asio::awaitable<void> Run::fetch_areas()
{
	HttpClient connection(context_.get_executor(), address_);
	Random random(options_.seed);
	HttpRequest request;
	request.target = "/api/v1/areas";
	request.gzip = true;
	std::string failure;
	std::optional<HttpAnswer> answer = co_await ask(&connection, std::move(request), &random, &failure);
	if (!answer) { throw std::runtime_error(failure); }
	const Result<Json> body = client::read_success(*answer);
	if (body.has_error()) { throw std::runtime_error(body.error().detail); }
	Result<ReferencePointer> reference = read_areas(*body);
	if (reference.has_error()) { throw std::runtime_error(reference.error().detail); }
	reference_ = std::move(*reference);
}

PhoneOptions Run::phone_options(std::uint64_t number) const
{
	PhoneOptions options;
	options.seed = options_.seed * 1'000'003 + number;
	options.reference = reference_;
	options.mistake_share = options_.mistake_share;
	return options;
}

void Run::prepare_phone_states()
{
	// Ids must not come again in a second run with the same seed against the same server.
	Random random(options_.seed ^ static_cast<std::uint64_t>(now().time_since_epoch().count()));
	for (std::size_t index = 0; index < options_.codes.size(); ++index)
	{
		PhoneState phone_state;
		phone_state.code = options_.codes[index];
		phone_state.request_id = to_string(random.uuid_v4());
		if (!options_.state_directory.empty())
		{
			phone_state.state_file = options_.state_directory / ("phone-" + phone_state.code + ".json");
		}
		load_phone_state(phone_state, phone_options(index));
		states_.push_back(std::move(phone_state));
	}
}

asio::awaitable<bool> Run::enrol(PhoneState* phone_state, HttpClient* connection, Random* random)
{
	client::EnrolRequest enrolment{phone_state->code, "模拟手机 " + phone_state->code, phone_state->request_id};
	HttpRequest request = client::describe_enrol(enrolment);
	std::string failure;
	std::optional<HttpAnswer> answer = co_await ask(connection, std::move(request), random, &failure);
	if (!answer)
	{
		phone_state->failure = "cannot enrol: " + failure;
		co_return false;
	}
	Result<client::Enrolment> enrolled = client::read_enrolment(*answer);
	if (enrolled.has_error())
	{
		phone_state->failure = "cannot enrol: " + enrolled.error().detail;
		co_return false;
	}
	phone_state->enrolment = std::move(*enrolled);
	PhoneOptions options = phone_options(random->next());
	Result<Phone> phone = make_phone(*phone_state->enrolment, std::move(options));
	if (phone.has_error())
	{
		phone_state->failure = phone.error().detail;
		co_return false;
	}
	phone_state->phone = std::move(*phone);
	save_phone_state(*phone_state);
	co_return true;
}

// What the user does between two tries to sync. False when there is nothing left to do.
bool Run::act(PhoneState& phone_state, Random& random) const
{
	Phone& phone = *phone_state.phone;
	const std::int64_t left = options_.events_each - phone.counts().recorded;
	const Timestamp moment = now();
	if (left > 0)
	{
		for (std::int64_t count = random.between(1, std::min<std::int64_t>(left, 5)); count > 0; --count) { phone.record_event(moment); }
		if (random.chance(0.4)) { phone.edit_some_event(moment); }
		if (random.chance(0.05)) { phone.delete_some_event(moment); }
		return true;
	}
	const auto refused = [](const auto& entry) { return entry.second.needs_attention; };
	if (std::any_of(phone.copies().begin(), phone.copies().end(), refused)) { return phone.edit_some_event(moment); }
	return !phone.is_settled();
}

Fate Run::choose_fate(Random& random) const
{
	if (!random.chance(options_.drop_rate)) { return random.chance(options_.drop_rate / 2) ? Fate::repeated : Fate::arrives; }
	return random.chance(0.5) ? Fate::never_sent : Fate::answer_lost;
}

void Run::take_answer(PhoneState& phone_state, const HttpAnswer& answer)
{
	const Result<Json> body = client::read_success(answer);
	if (body.has_error()) { throw std::runtime_error(body.error().detail + " (" + body.error().code + ")"); }
	phone_state.phone->take_answer(*body);
}

// One try to sync. False when the phone gives up.
asio::awaitable<bool> Run::exchange(PhoneState* phone_state, HttpClient* connection, Random* random, Backoff* backoff)
{
	std::optional<Json> content = phone_state->phone->make_request(now());
	save_phone_state(*phone_state);
	HttpRequest request = client::describe_sync(phone_state->enrolment->token, content.value());
	const Fate fate = choose_fate(*random);
	const bool crashes = random->chance(options_.crash_rate);
	if (fate == Fate::answer_lost || crashes)
	{
		HttpRequest copy = request;
		co_await connection->send_and_hang_up(std::move(copy));
	}
	if (fate == Fate::never_sent || fate == Fate::answer_lost || crashes)
	{
		++summary_.lost_requests;
		crashes ? phone_state->phone->crash() : phone_state->phone->lose_answer();
		co_return true;
	}
	if (fate == Fate::repeated)
	{
		HttpRequest copy = request;
		Result<HttpAnswer> ignored = co_await connection->send(std::move(copy));
	}

	const Clock::time_point begin = Clock::now();
	Result<HttpAnswer> answer = co_await connection->send(std::move(request));
	if (answer.has_value() && answer->status == 200)
	{
		summary_.latencies_ms.push_back(seconds_since(begin) * 1'000);
		summary_.bytes_out += answer->bytes_out;
		summary_.bytes_in += answer->bytes_in;
		take_answer(*phone_state, *answer);
		save_phone_state(*phone_state);
		backoff->succeeded();
		co_return true;
	}
	phone_state->phone->lose_answer();
	++summary_.failed_requests;
	std::string reason = answer.has_error() ? answer.error().detail : "HTTP status " + std::to_string(answer->status);
	if (answer.has_value() && !asks_to_come_again(answer->status))
	{
		const Error refusal = client::read_success(*answer).error();
		phone_state->failure = refusal.detail + " (" + refusal.code + ")";
		co_return false;
	}
	if (backoff->is_exhausted(options_.patience))
	{
		phone_state->failure = "no answer for " + std::to_string(options_.patience.count()) + " s, last: " + reason;
		co_return false;
	}
	const std::chrono::milliseconds delay =
		backoff->next(*random, answer.has_value() ? answer->retry_after() : std::optional<std::chrono::seconds>());
	co_await pause(delay);
	co_return true;
}

asio::awaitable<void> Run::live(std::size_t index)
{
	PhoneState& phone_state = states_[index];
	Random random(options_.seed * 7'919 + index + static_cast<std::uint64_t>(now().time_since_epoch().count()));
	HttpClient connection(context_.get_executor(), address_);
	Backoff backoff;
	try
	{
		bool goes_on = true;
		if (!phone_state.phone) { goes_on = co_await enrol(&phone_state, &connection, &random); }
		while (goes_on && act(phone_state, random))
		{
			goes_on = co_await exchange(&phone_state, &connection, &random, &backoff);
			const std::chrono::milliseconds offline{random.between(0, 50)};
			co_await pause(offline);
		}
		phone_state.finished = goes_on;
	}
	catch (const std::exception& failure)
	{
		phone_state.failure = failure.what();
	}
	--living_;
}

void Run::show_progress(bool last)
{
	std::int64_t recorded = 0;
	std::int64_t unsent = 0;
	for (const PhoneState& phone_state : states_)
	{
		recorded += phone_state.phone ? phone_state.phone->counts().recorded : 0;
		unsent += phone_state.phone ? static_cast<std::int64_t>(phone_state.phone->unsent()) : 0;
	}
	const std::int64_t goal = std::max<std::int64_t>(1, options_.events_each * static_cast<std::int64_t>(states_.size()));
	const std::string numbers = std::to_string(std::max<std::int64_t>(0, recorded - unsent)) + " of " + std::to_string(goal) +
								" events synced, " + std::to_string(living_) + " phones at work, " +
								std::to_string(summary_.failed_requests) + " requests failed";
	if (!options_.progress_bar)
	{
		progress_ << numbers << std::endl;
		return;
	}
	constexpr std::int64_t width = 30;
	const auto filled = static_cast<std::size_t>(std::clamp<std::int64_t>((recorded - unsent) * width / goal, 0, width));
	progress_ << "\r[" << std::string(filled, '#') << std::string(width - filled, '.') << "] " << numbers << "\x1b[K" << (last ? "\n" : "")
			  << std::flush;
}

asio::awaitable<void> Run::watch()
{
	const int ticks_between_lines = options_.progress_bar ? 2 : 50;
	for (int tick = 1; living_ > 0; ++tick)
	{
		const std::chrono::milliseconds moment{100};
		co_await pause(moment);
		if (tick % ticks_between_lines == 0) { show_progress(false); }
	}
	show_progress(true);
}

// Pulls everything of one team from an empty cursor and compares with what its phones were told.
asio::awaitable<void> Run::verify(std::size_t index)
{
	HttpClient connection(context_.get_executor(), address_);
	Random random(options_.seed + index);
	ServerCopies copies;
	Json cursor;
	bool more = true;
	while (more)
	{
		Json question = Json::object();
		question["cursor"] = cursor;
		question["limit"] = verification_page;
		question["changes"] = Json::array();
		HttpRequest request = client::describe_sync(states_[index].enrolment->token, question);
		std::string failure;
		std::optional<HttpAnswer> answer = co_await ask(&connection, std::move(request), &random, &failure);
		if (!answer) { throw std::runtime_error(failure); }
		const Result<Json> body = client::read_success(*answer);
		if (body.has_error()) { throw std::runtime_error(body.error().detail); }
		add_page(copies, body->at("changes"));
		cursor = body->at("cursor");
		more = body->at("more").get<bool>();
	}
	for (const PhoneState& phone_state : states_)
	{
		if (!phone_state.phone || phone_state.enrolment->team != states_[index].enrolment->team) { continue; }
		std::vector<std::string> missing = find_missing(*phone_state.phone, copies);
		summary_.missing.insert(summary_.missing.end(), missing.begin(), missing.end());
	}
	first_of_team_.erase(states_[index].enrolment->team);
}

void Run::summarise()
{
	summary_.seconds = seconds_since(begin_);
	summary_.phones = static_cast<std::int64_t>(states_.size());
	for (const PhoneState& phone_state : states_)
	{
		summary_.phones_finished += phone_state.finished ? 1 : 0;
		if (phone_state.phone) { add_counts(summary_, *phone_state.phone); }
		if (!phone_state.failure.empty()) { summary_.failures.push_back("phone " + phone_state.code + ": " + phone_state.failure); }
	}
}

Summary Run::run()
{
	spawn(fetch_areas(), "the list of areas");
	context_.run();
	if (!reference_) { return summary_; }
	prepare_phone_states();
	living_ = states_.size();
	for (std::size_t index = 0; index < states_.size(); ++index) { spawn(live(index), states_[index].code); }
	spawn(watch(), "progress");
	context_.restart();
	context_.run();

	for (std::size_t index = 0; index < states_.size(); ++index)
	{
		if (states_[index].phone && first_of_team_.emplace(states_[index].enrolment->team, index).second)
		{
			spawn(verify(index), "the last pull");
		}
	}
	context_.restart();
	context_.run();
	summary_.verified = first_of_team_.empty();
	summarise();
	return summary_;
}

} // namespace

int run_field(const FieldOptions& options, std::ostream& out, std::ostream& progress)
{
	Summary summary;
	const Result<client::Address> address = client::parse_server_url(options.server);
	if (address.has_error()) { summary.failures.push_back(address.error().detail); }
	else if (options.codes.empty()) { summary.failures.emplace_back("no enrolment code given: one --code for each phone"); }
	else
	{
		try
		{
			if (!options.state_directory.empty()) { std::filesystem::create_directories(options.state_directory); }
			Run run(options, *address, progress);
			summary = run.run();
			out << (options.json ? bajin::to_text(to_json(summary)) + "\n" : to_text(summary));
		}
		catch (const std::exception& failure)
		{
			summary.failures.emplace_back(failure.what());
		}
	}
	const std::string wrong = verdict(summary);
	if (!wrong.empty()) { progress << "bajin field: " << wrong << std::endl; }
	return wrong.empty() ? 0 : 1;
}

} // namespace bajin::field
