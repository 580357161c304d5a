// What an endpoint gives back: an answer or a refusal at once, or the piece of work whose answer it will be.
//
// An endpoint runs on the I/O thread, parses and validates and touches no database. The work it returns runs on a lane:
// the write lane (inside a savepoint of a group, its answer let go only after the group's commit) or a read lane (one
// read-only snapshot). Work gives a Reply again, so that a push can be followed by a pull on another lane.
//
// The router binds the work of a route that is not for everybody to a Requirement: who asks is then found out on the lane,
// inside the work's own transaction, and refused or handed to the work. Work that follows work on another lane goes on in
// the name of nobody; it carries what it needs.
#pragma once

#include "server/api/http/http.hpp"
#include "server/api/http/lane.hpp"
#include "server/api/http/refusal.hpp"
#include "server/people/access.hpp"
#include "shared/area.hpp"
#include "shared/uuid.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace bajin::store
{
class Writer;
class Reader;
} // namespace bajin::store

namespace bajin::api
{

class WriteWork;
class ReadWork;

// The connection becomes a text/event-stream of the changes in this scope: those of the teams, and those recorded at or
// below the area.
struct EventStream
{
	std::vector<Uuid> teams;
	AreaId area = 0; // 0: none
	bool all_teams = false;
	std::optional<std::chrono::milliseconds> ends_in = std::nullopt; // then the client comes again and is asked who it is
	std::optional<Uuid> holder; // the device or account that listens: the stream ends when its access is changed
	std::function<std::string(std::int64_t seq)> cursor_of; // the cursor of this scope at that sequence number
};

using Reply = std::variant<Response, Refusal, std::unique_ptr<WriteWork>, std::unique_ptr<ReadWork>, EventStream>;

// What has to be found out before the work is done.
struct Requirement
{
	people::Credentials credentials;
	people::Action action = people::Action::manage_accounts;
	bool wants_proof = false;   // of the password, typed a short while ago
	std::string looked_at = {}; // path and query of a read: an auditor's stand in the audit trail
};

class WriteWork
{
public:
	WriteWork() = default;
	virtual ~WriteWork() = default;
	WriteWork(const WriteWork&) = delete;
	WriteWork& operator=(const WriteWork&) = delete;

	void bind(Requirement requirement) { requirement_ = std::move(requirement); }

	// On the write lane. What it throws becomes a 500 or 503 and undoes this work alone.
	[[nodiscard]] Reply run(store::Writer& writer);

private:
	virtual Reply perform(store::Writer& writer, const people::Principal& principal) = 0;

	std::optional<Requirement> requirement_;
};

class ReadWork
{
public:
	explicit ReadWork(Lane lane = Lane::page) : lane_(lane) {}
	virtual ~ReadWork() = default;
	ReadWork(const ReadWork&) = delete;
	ReadWork& operator=(const ReadWork&) = delete;

	void bind(Requirement requirement) { requirement_ = std::move(requirement); }

	// On a read lane, inside one snapshot.
	[[nodiscard]] Reply run(store::Reader& reader);

	[[nodiscard]] Lane lane() const noexcept { return lane_; } // never `write`

private:
	virtual Reply perform(store::Reader& reader, const people::Principal& principal) = 0;

	std::optional<Requirement> requirement_;
	Lane lane_;
};

// Calls with the caller where the callable takes one.
template <class Callable, class Store>
[[nodiscard]] Reply call_work(Callable& callable, Store& store, const people::Principal& principal)
{
	if constexpr (std::is_invocable_v<Callable&, Store&, const people::Principal&>) { return callable(store, principal); }
	else { return callable(store); }
}

// Wraps a move-only callable `Reply(store::Writer&)` or `Reply(store::Writer&, const people::Principal&)`, respectively
// with a store::Reader.
template <class Callable>
[[nodiscard]] std::unique_ptr<WriteWork> write_work(Callable callable)
{
	class Work final : public WriteWork
	{
	public:
		explicit Work(Callable held) : held_(std::move(held)) {}

	private:
		Reply perform(store::Writer& writer, const people::Principal& principal) override { return call_work(held_, writer, principal); }

		Callable held_;
	};
	return std::make_unique<Work>(std::move(callable));
}

template <class Callable>
[[nodiscard]] std::unique_ptr<ReadWork> read_work(Callable callable, Lane lane = Lane::page)
{
	class Work final : public ReadWork
	{
	public:
		Work(Callable held, Lane on) : ReadWork(on), held_(std::move(held)) {}

	private:
		Reply perform(store::Reader& reader, const people::Principal& principal) override { return call_work(held_, reader, principal); }

		Callable held_;
	};
	return std::make_unique<Work>(std::move(callable), lane);
}

} // namespace bajin::api
