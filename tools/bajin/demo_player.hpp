// Plays the plan of the demonstration data into an empty database, through the code that takes the changes of phones and
// the decisions of reviewers.
//
// Used by `bajin demo`, on its one thread. Writes in short groups; a plan that the rules refuse is a bug and is thrown.
#pragma once

#include "server/store/device_store.hpp"
#include "server/store/writer.hpp"
#include "tools/demo/plan.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace bajin::tool
{

class DemoPlayer
{
public:
	DemoPlayer(store::Writer& writer, const demo::Plan& plan);

	// `show` gets steps done and steps in all. Throws std::runtime_error for a step that is refused.
	void play(const std::function<void(std::size_t, std::size_t)>& show);

private:
	void add_teams_and_venues();
	void add_targets();
	void play_group(std::size_t first, std::size_t last);
	void play_step(const demo::Step& step);
	void push(const demo::Step& step);
	void review(const demo::Step& step);
	void report_nil_until(Timestamp end); // those up to that time which were not told yet
	const store::Device& phone_of(const Uuid& team, const std::string& member, Timestamp at);
	void hear_phones();

	store::Writer& writer_;
	const demo::Plan& plan_;
	std::map<std::pair<Uuid, std::string>, store::Device> phones_; // by team and member
	std::size_t nil_reported_ = 0;
};

} // namespace bajin::tool
