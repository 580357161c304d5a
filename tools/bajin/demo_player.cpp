#include "tools/bajin/demo_player.hpp"

#include "server/people/random.hpp"
#include "server/people/token.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/team_store.hpp"
#include "server/store/target_store.hpp"
#include "server/sync/push.hpp"
#include "server/sync/review.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace bajin::tool
{

namespace
{

constexpr std::size_t steps_of_a_group = 200;

AreaId area_of(const Reference& reference, const std::string& code)
{
	const Area* area = reference.areas.find(code);
	if (area == nullptr)
	{
		throw std::runtime_error("the list of areas has no " + code + ", which the demonstration data needs");
	}
	return area->id;
}

sync::PreparedChange prepare_change(const demo::Step& step, const Reference& reference)
{
	protocol::Change change;
	change.change_id = step.change_id;
	change.id = step.event;
	change.base = step.base;
	change.op = step.kind == demo::StepKind::push_delete ? protocol::Operation::remove : protocol::Operation::put;
	change.edited_at = step.edited_at;
	change.event = step.record;
	change.reason = step.reason;
	return sync::prepare(std::move(change), {reference, shanghai_date(step.at), 0});
}

[[noreturn]] void refuse(const demo::Step& step, const std::string& why)
{
	throw std::runtime_error("the demonstration data does not fit: event " + to_string(step.event) + ": " + why);
}

} // namespace

DemoPlayer::DemoPlayer(store::Writer& writer, const demo::Plan& plan) : writer_(writer), plan_(plan) {}

void DemoPlayer::play(const std::function<void(std::size_t, std::size_t)>& show)
{
	writer_.run_alone([this] { add_teams_and_venues(); });
	writer_.reload_reference();
	writer_.run_alone([this] { add_targets(); });
	for (std::size_t first = 0; first < plan_.steps.size(); first += steps_of_a_group)
	{
		const std::size_t last = std::min(first + steps_of_a_group, plan_.steps.size());
		play_group(first, last);
		writer_.checkpoint_if_due();
		show(last, plan_.steps.size());
	}
	writer_.run_alone([this] { hear_phones(); });
}

void DemoPlayer::add_teams_and_venues()
{
	const Reference& reference = *writer_.reference();
	const Timestamp begin = plan_.steps.front().at;
	for (const demo::Team& team : plan_.teams)
	{
		store::insert_team(writer_.database(), {team.id, team.name, area_of(reference, team.area), begin});
	}
	for (const demo::RegisteredVenue& venue : plan_.venues)
	{
		store::insert_venue(writer_.database(), {venue.id, venue.venue_type, area_of(reference, venue.area), venue.name, {}, {}});
	}
}

void DemoPlayer::add_targets()
{
	const Reference& reference = *writer_.reference();
	for (const demo::Target& target : plan_.targets)
	{
		const Date from = make_date(target.year, 1, 1);
		store::insert_target(
		    writer_.database(), {.year = target.year,
		                         .area = area_of(reference, target.area),
		                         .team = {},
		                         .venue_type = target.venue_type,
		                         .metric = "sessions",
		                         .value = target.value,
		                         .from = from,
		                         .document_no = "",
		                         .reason = "",
		                         .at = plan_.steps.front().at,
		                         .actor = "demo"});
	}
}

void DemoPlayer::play_group(std::size_t first, std::size_t last)
{
	writer_.begin_group();
	try
	{
		for (std::size_t i = first; i < last; ++i)
		{
			writer_.begin_job();
			play_step(plan_.steps[i]);
			writer_.keep_job();
		}
		writer_.commit_group();
	}
	catch (...)
	{
		writer_.rollback_group();
		throw;
	}
}

void DemoPlayer::play_step(const demo::Step& step)
{
	if (step.kind == demo::StepKind::review)
	{
		review(step);
	}
	else
	{
		push(step);
	}
}

void DemoPlayer::push(const demo::Step& step)
{
	const std::array changes = {prepare_change(step, *writer_.reference())};
	const store::Device& phone = phone_of(step);
	const auto pushed = sync::push(writer_, {{phone.id, {}, phone.teams}, step.at, 0, store::Source::phone}, changes);
	const protocol::ChangeResult& result = pushed.results.front();
	if (result.outcome != protocol::Outcome::accepted)
	{
		const std::string problem =
		    result.problems.empty() ? "" : ", " + result.problems.front().pointer + " " + result.problems.front().code;
		refuse(step, std::string(to_string(result.outcome)) + problem);
	}
}

void DemoPlayer::review(const demo::Step& step)
{
	sync::ReviewRequest request;
	request.id = step.event;
	request.version = step.version;
	request.state = step.state;
	request.reason = step.reason;
	request.fields = step.fields;
	request.due_on = step.due_on;
	request.of = step.of;
	request.adds = step.adds;
	request.by = step.reviewer;
	request.scope = writer_.reference()->areas.root().id;
	const auto reviewed = sync::apply_review(writer_, request, step.at);
	if (!reviewed)
	{
		refuse(step, reviewed.error().code + " " + reviewed.error().detail);
	}
}

// A phone joins when its owner first sends something. Nobody knows its token.
const store::Device& DemoPlayer::phone_of(const demo::Step& step)
{
	const auto key = std::pair(step.team, step.device_of);
	const auto known = phones_.find(key);
	if (known != phones_.end())
	{
		return known->second;
	}
	store::Device phone;
	phone.id = people::make_id(step.at);
	phone.name = step.device_of;
	phone.created_at = step.at;
	store::insert_device(writer_.database(), phone, people::make_token().hash);
	store::set_device_team(writer_.database(), phone.id, step.team, step.at);
	return phones_.emplace(key, store::find_device(writer_.database(), phone.id).value()).first->second;
}

// All phones synced on the last day, whether or not they had something to send.
void DemoPlayer::hear_phones()
{
	for (const auto& [key, phone] : phones_)
	{
		store::update_device_heard(writer_.database(), {phone.id, plan_.steps.back().at, BAJIN_VERSION, 0, {}});
	}
}

} // namespace bajin::tool
