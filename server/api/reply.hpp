// What an endpoint gives back: an answer at once, or the piece of work whose answer it will be.
//
// An endpoint runs on the I/O thread, parses and validates and touches no database. The work it returns runs on a lane:
// the write lane (inside a savepoint of a group, its answer let go only after the group's commit) or a read lane (one
// read-only snapshot). Work gives a Reply again, so that a push can be followed by a pull on another lane.
#pragma once

#include "server/api/http.hpp"
#include "shared/area.hpp"
#include "shared/uuid.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace bajin::store
{
class Writer;
class Reader;
}  // namespace bajin::store

namespace bajin::api
{

class WriteWork;
class ReadWork;

// The connection becomes a text/event-stream of the changes in this scope: those of the teams, and those recorded at or
// below the area.
struct EventStream
{
	std::vector<Uuid> teams;
	AreaId area = 0;          // 0: none
	bool all_teams = false;
	std::optional<Uuid> holder;  // the device or account that listens: the stream ends when its access is changed
	std::function<std::string(std::int64_t seq)> cursor_of;  // the cursor of this scope at that sequence number
};

using Reply = std::variant<Response, std::unique_ptr<WriteWork>, std::unique_ptr<ReadWork>, EventStream>;

class WriteWork
{
public:
	WriteWork() = default;
	virtual ~WriteWork() = default;
	WriteWork(const WriteWork&) = delete;
	WriteWork& operator=(const WriteWork&) = delete;

	// On the write lane. What it throws becomes a 500 or 503 and undoes this work alone.
	virtual Reply run(store::Writer& writer) = 0;
};

// Which read lane: long reads (exports) and the hashing of passwords have lanes of their own, so that they never hold up
// a phone.
enum class ReadCost : unsigned char
{
	page,
	export_,
	password,
};

class ReadWork
{
public:
	explicit ReadWork(ReadCost cost = ReadCost::page) : cost_(cost) {}
	virtual ~ReadWork() = default;
	ReadWork(const ReadWork&) = delete;
	ReadWork& operator=(const ReadWork&) = delete;

	// On a read lane, inside one snapshot.
	virtual Reply run(store::Reader& reader) = 0;

	[[nodiscard]] ReadCost cost() const noexcept { return cost_; }

private:
	ReadCost cost_;
};

// Wraps a move-only callable `Reply(store::Writer&)`, respectively `Reply(store::Reader&)`.
template <class Callable>
[[nodiscard]] std::unique_ptr<WriteWork> write_work(Callable callable)
{
	class Work final : public WriteWork
	{
	public:
		explicit Work(Callable held) : held_(std::move(held)) {}
		Reply run(store::Writer& writer) override { return held_(writer); }

	private:
		Callable held_;
	};
	return std::make_unique<Work>(std::move(callable));
}

template <class Callable>
[[nodiscard]] std::unique_ptr<ReadWork> read_work(Callable callable, ReadCost cost = ReadCost::page)
{
	class Work final : public ReadWork
	{
	public:
		Work(Callable held, ReadCost of_cost) : ReadWork(of_cost), held_(std::move(held)) {}
		Reply run(store::Reader& reader) override { return held_(reader); }

	private:
		Callable held_;
	};
	return std::make_unique<Work>(std::move(callable), cost);
}

}  // namespace bajin::api
