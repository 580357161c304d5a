#include "server/files/temporary_file.hpp"
#include "server/net/connection.hpp"

#include <algorithm>
#include <array>
#include <utility>

// An answer that is a file.

namespace bajin::net
{

namespace
{

constexpr std::size_t piece_bytes = 64 * 1024;

} // namespace

// One piece is in memory, whatever the size. The wait before each lets the other connections have their turn, however fast
// this client reads. A piece was written a moment ago, so that it is read from the memory of the system, not the disk. The
// pace counts over the whole file. What cannot be read ends the connection short of the length that was told.
Awaitable<void> Connection::write_file(std::shared_ptr<const files::FinishedFile> file)
{
	const auto started = Clock::now();
	const auto space = std::make_unique<std::array<char, piece_bytes>>();
	std::uint64_t offset = 0;
	while (offset < file->size() && transport_.is_open())
	{
		const std::size_t bytes = file->read_at(offset, space->data(), space->size());
		if (bytes == 0) { close(); }
		offset += bytes;
		Pieces pieces{asio::const_buffer(space->data(), bytes), asio::const_buffer()};
		for (bool sent = false; !sent && transport_.is_open();)
		{
			const auto arrived = static_cast<std::size_t>(offset) - pieces[0].size();
			deadline_ = std::min(Clock::now() + shared_.options.write_timeout, pace_deadline(started, arrived));
			const auto [error] = co_await transport_.wait_writable();
			if (error) { close(); }
			sent = transport_.is_open() && send_now(pieces);
		}
	}
	deadline_ = Clock::time_point::max();
}

} // namespace bajin::net
