// The life of one connection as a coroutine to be read from top to bottom: read a head and judge it, read the body, ask the
// API for its reply, let lanes do the work, write the answer; and again. (Reading and judging: connection_request.cpp.)
//
// Made by the listener; I/O thread alone. The only place where exceptions of the API, the lanes and the store become
// answers. Deadlines are a field that is set before every read and write, and one sweep over all connections closes those
// past theirs: a store a request instead of a timer operation, at the price of up to one sweep interval of delay.
// Whoever is slow on purpose is cut off: a body must arrive, and an answer go out, at a small average pace; the same
// deadline moves with the bytes. While idle, a connection holds one small buffer and one coroutine frame.
#pragma once

#include "server/api/http/head_verdict.hpp"
#include "server/api/http/http.hpp"
#include "server/api/http/metrics.hpp"
#include "server/api/http/reply.hpp"
#include "server/net/address_slots.hpp"
#include "server/net/backoff.hpp"
#include "server/net/body_budget.hpp"
#include "server/net/client_address.hpp"
#include "server/net/credential_turns.hpp"
#include "server/net/event_stream.hpp"
#include "server/net/handler.hpp"
#include "server/net/io.hpp"
#include "server/net/lane.hpp"
#include "server/net/live_credentials.hpp"
#include "server/net/options.hpp"
#include "server/net/rate_limits.hpp"
#include "server/net/read_lanes.hpp"
#include "server/net/refusal.hpp"
#include "server/net/request_parser.hpp"
#include "server/net/response_head.hpp"
#include "server/net/static_files.hpp"
#include "server/net/transport.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace bajin::net
{

// The three ways into the server; which one is decided by the listener that accepts.
enum class ListenerKind : unsigned char
{
	plain,
	tls,
	redirect, // plain, and every answer sends the caller to https
};

class Connection;

// What an event stream begins with, and all that HEAD gets of one.
[[nodiscard]] api::Response stream_head();

// What all connections share; owned by the listener.
struct Shared
{
	ConnectionOptions options;
	Handler handler;
	WriteLane& write_lane;
	ReadLanes& read_lanes;
	EventStreams& streams;
	api::Metrics& metrics;
	RateLimits rates;
	AddressSlots slots;
	BodyBudget bodies;
	CredentialTurns searches;
	Backoff backoff{};
	LiveCredentials live{};
	std::shared_ptr<const TlsContext> tls{};    // of connections yet to come; replaced when the certificate is
	std::shared_ptr<const StaticFiles> pages{}; // none: the API alone; replaced when the pages are read anew
	std::unordered_set<Connection*> open{};
	std::size_t refused = 0; // of them, those that found no place
	std::function<void()> on_last_closed{};
	bool draining = false;
	std::uint64_t next_request_id = 0;
};

class Connection : public std::enable_shared_from_this<Connection>
{
public:
	// Takes a place of its address, or is to be told that there is none, and closed. Throws when there is no memory for it.
	Connection(Socket socket, Shared& shared, ListenerKind kind);
	~Connection();
	Connection(const Connection&) = delete;
	Connection& operator=(const Connection&) = delete;

	[[nodiscard]] bool has_place() const noexcept { return static_cast<bool>(slot_); }
	void start();

	// From the sweep: closes the connection when its deadline has passed.
	void check_deadline(Clock::time_point now);

	// The server is stopping: closes at once what waits for a request, ends a stream; a request under way is answered.
	void drain();

	void close();

private:
	static constexpr std::size_t small_read_bytes = 2 * 1024; // of a head, and of what an idle connection holds

	// One request, while it comes in.
	struct Incoming
	{
		explicit Incoming(const RequestLimits& limits) : parser(limits) {}

		RequestParser parser;
		Address address; // of the client
		std::optional<CredentialKey> credential;
		bool is_known = false;       // its credential was found valid
		AddressSlots::Slot slot;     // of a request through a trusted proxy
		Clock::time_point headed_at; // its head was complete
		api::HeadVerdict verdict;
		std::optional<api::Reply> answer; // decided from the head alone; the body is not wanted
	};
	enum class Phase : unsigned char
	{
		idle,
		busy,
		streaming,
	};
	static Awaitable<void> run(std::shared_ptr<Connection> self);
	static Awaitable<void> watch_peer(std::shared_ptr<Connection> self);
	Awaitable<void> serve_request();
	Awaitable<api::Reply> write(std::unique_ptr<api::WriteWork> work, const Incoming& incoming);
	Awaitable<api::Reply> read(std::unique_ptr<api::ReadWork> work, const Incoming& incoming);
	Awaitable<void> await_turn();
	Awaitable<void> read_head(Incoming& incoming);
	Awaitable<void> look_up(Incoming& incoming);
	Awaitable<void> read_body(Incoming& incoming, BodyBudget::Share& share);
	Awaitable<bool> make_room(BodyBudget::Share& share, std::size_t bytes);
	Awaitable<bool> read_more(std::size_t bytes);
	Awaitable<void> run_event_stream(api::EventStream scope, HeadOptions head);
	Awaitable<void> write_rest(Pieces pieces, bool keeps_pace);
	Awaitable<void> write_file(std::shared_ptr<const files::FinishedFile> file);
	Awaitable<void> linger();

	[[nodiscard]] std::string_view check_head(bool& is_whole) const;
	void judge_head(Incoming& incoming);
	[[nodiscard]] std::optional<api::Reply> refuse_head(Incoming& incoming);
	[[nodiscard]] static bool must_look_up(const Incoming& incoming) noexcept;
	[[nodiscard]] std::string_view put_body(Incoming& incoming);
	void send_continue(const RequestParser& parser);
	void end_here() noexcept;
	[[nodiscard]] bool has_too_many_streams(const api::EventStream& scope) const;
	[[nodiscard]] static bool is_large(const Incoming& incoming) noexcept;
	[[nodiscard]] api::Reply first_reply(Incoming& incoming) const;
	[[nodiscard]] api::Reply reply_or_failure(Incoming& incoming) const;
	[[nodiscard]] bool is_proxied() const noexcept;
	[[nodiscard]] api::Response redirect(const RequestParser& parser) const;
	[[nodiscard]] api::Reply reply_of(Job& job, const RequestParser& parser) const;
	[[nodiscard]] RequestTag tag_of(const RequestParser& parser) const;
	[[nodiscard]] std::chrono::seconds draw_budget(const Incoming& incoming);
	void note_answer(const Incoming& incoming, int status, std::size_t bytes);
	void prepare(Job& job, const RequestParser& parser, std::size_t body_bytes, std::chrono::milliseconds timeout) const;
	[[nodiscard]] std::chrono::milliseconds timeout_for(api::Lane lane) const;
	[[nodiscard]] bool send_now(Pieces& pieces);
	void release_memory();
	void set_deadline(std::chrono::milliseconds from_now) { deadline_ = Clock::now() + from_now; }
	[[nodiscard]] Clock::time_point pace_deadline(Clock::time_point started, std::size_t bytes) const;

	Transport transport_;
	Shared& shared_;
	boost::beast::flat_buffer buffer_;
	Clock::time_point deadline_ = Clock::time_point::max();
	OpenStream* stream_ = nullptr;
	std::uint64_t request_id_ = 0;
	Phase phase_ = Phase::idle;
	const ListenerKind listener_kind_;
	AddressSlots::Slot slot_;
	bool is_refused_ = false; // no place, or no turn: to be told so at its first request
	bool keeps_going_ = true;
	bool lingers_ = false;
	char watched_byte_ = 0;
};

} // namespace bajin::net
