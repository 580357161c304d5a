// The work of a download that takes long: shows how far it has come to who gave it an id, and ends when it is cancelled.
//
// Used by the endpoints of downloads. `ready` means made: what is told of it in the audit trail may still fail.
#pragma once

#include "server/api/http/route.hpp"
#include "server/files/progress_board.hpp"

#include <optional>
#include <string>
#include <utility>

namespace bajin::api
{

// The parameter `progress`. Error `invalid_parameter`.
[[nodiscard]] inline Result<std::optional<Uuid>> parse_progress(const Request& request)
{
	const std::string_view text = request.query_value("progress");
	const auto id = parse_uuid(text);
	if (!text.empty() && !id) { return Error{"invalid_parameter", "progress: expected a UUID", "/progress"}; }
	return id;
}

struct Download
{
	files::ProgressBoard& board;
	std::optional<Uuid> id; // none: nobody asks how far it is
};

// Makes the answer by `make(progress)`, which gives a Reply, and tells the board how it ended.
template <class Make>
[[nodiscard]] Reply make_download(const Download& download, const people::Principal& principal, Make make)
{
	using State = files::ProgressBoard::State;
	const auto progress =
		download.id ? download.board.begin({principal.id(), *download.id}, files::ProgressBoard::Clock::now()) : download.board.begin();
	if (!progress) { return refuse("invalid_parameter", "progress: this id is in use"); }
	State state = State::failed;
	const auto tell = [&](State*)
	{
		if (download.id) { download.board.end({principal.id(), *download.id}, state, files::ProgressBoard::Clock::now()); }
	};
	const std::unique_ptr<State, decltype(tell)> at_the_end(&state, tell); // whatever happens
	Reply made = progress->is_cancelled() ? Reply(refuse("cancelled")) : Reply(make(*progress));
	const auto* refusal = std::get_if<Refusal>(&made);
	state = refusal == nullptr ? State::ready : refusal->error.code == "cancelled" ? State::cancelled : State::failed;
	return made;
}

} // namespace bajin::api
