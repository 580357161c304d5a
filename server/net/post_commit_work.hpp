// What the wiring (server/app) may have done behind the commits: the work of net/follower.
//
// The functions are called on the follower's thread alone.
#pragma once

#include "server/api/http/reply.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace bajin::net
{

struct PostCommitStep
{
	std::unique_ptr<api::WriteWork> write; // null: nothing to write
	bool more = false;                     // there is more to look at
	std::int64_t behind = 0;               // changes that are still to be looked at
};

struct PostCommitWork
{
	// One step, inside a snapshot. Is to end soon after `go_on` says no; may throw StoreError.
	std::function<PostCommitStep(store::Reader&, const std::function<bool()>& go_on)> step{};

	// What the last step gave to write was not written, or the step itself failed.
	std::function<void()> lost{};

	std::chrono::milliseconds quiet{250};        // without a commit, before it begins
	std::chrono::milliseconds patience{3'000};   // of commits without a pause, after which it does one step all the same
	std::chrono::milliseconds step_time{50};     // after which `go_on` says no
	std::chrono::milliseconds try_again{10'000}; // after a failure
};

} // namespace bajin::net
