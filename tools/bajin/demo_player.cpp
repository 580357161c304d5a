#include "tools/bajin/demo_player.hpp"

#include "server/events/review.hpp"
#include "server/people/random.hpp"
#include "server/people/token.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/target_store.hpp"
#include "server/store/team_store.hpp"
#include "server/sync/push.hpp"

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
	if (area == nullptr) { throw std::runtime_error("the list of areas has no " + code + ", which the demonstration data needs"); }
	return area->id;
}

events::PreparedChange prepare_change(const demo::Step& step, const Reference& reference)
{
	protocol::Change change;
	change.change_id = step.change_id;
	change.id = step.event;
	change.base = step.base;
	change.op = step.kind == demo::StepKind::push_delete ? protocol::Operation::remove : protocol::Operation::put;
	change.edited_at = step.edited_at;
	change.event = step.record;
	change.reason = step.reason;
	return events::prepare(std::move(change), {reference, shanghai_date(step.at), 0});
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
	writer_.run_alone(
		[this]
		{
			report_nil_until(Timestamp::max());
			hear_phones();
		});
}

void DemoPlayer::add_teams_and_venues()
{
	const Reference& reference = *writer_.reference();
	const Timestamp begin = plan_.steps.front().at;
	for (const demo::Team& team : plan_.teams)
	{
		store::insert_team(writer_.database(), {team.id, team.name, area_of(reference, team.area), begin, team.leader, team.phone});
		std::vector<store::TeamMember> roster;
		roster.reserve(team.members.size());
		for (std::size_t i = 0; i < team.members.size(); ++i) { roster.push_back({team.members[i], team.units[i], {}, {}}); }
		store::replace_team_members(writer_.database(), team.id, roster);
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
		store::insert_target(
			writer_.database(), {.year = target.year,
								 .area = target.team ? 0 : area_of(reference, target.area),
								 .team = target.team,
								 .venue_type = target.venue_type,
								 .metric = target.metric,
								 .value = target.value,
								 .from = target.from,
								 .document_no = target.document_no,
								 .reason = target.reason,
								 .at = target.at,
								 .actor = target.actor});
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
			report_nil_until(plan_.steps[i].at);
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
	if (step.kind == demo::StepKind::review) { review(step); }
	else { push(step); }
}

void DemoPlayer::push(const demo::Step& step)
{
	const std::array changes = {prepare_change(step, *writer_.reference())};
	const store::Device& phone = phone_of(step.team, step.device_of, step.at);
	const events::Author author{phone.id, {}, phone.teams};
	const auto pushed = sync::push(writer_, {author, step.at, shanghai_date(step.at), 0, store::Source::phone}, changes);
	const protocol::ChangeResult& result = pushed.results.front();
	if (result.outcome != step.expected)
	{
		const std::string problem =
			result.problems.empty() ? "" : ", " + result.problems.front().pointer + " " + result.problems.front().code;
		refuse(step, std::string(to_string(result.outcome)) + problem);
	}
}

void DemoPlayer::review(const demo::Step& step)
{
	events::ReviewRequest request;
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
	const auto reviewed = events::apply_review(writer_, request, step.at);
	if (!reviewed) { refuse(step, reviewed.error().code + " " + reviewed.error().detail); }
}

void DemoPlayer::report_nil_until(Timestamp end)
{
	for (; nil_reported_ < plan_.nil_reports.size() && plan_.nil_reports[nil_reported_].at <= end; ++nil_reported_)
	{
		const demo::NilReport& report = plan_.nil_reports[nil_reported_];
		const store::Device& phone = phone_of(report.team, report.device_of, report.at);
		store::insert_nil_report(writer_.database(), {report.team, report.month, phone.id, report.change_id, report.at});
	}
}

// A phone joins when its owner first sends something. Nobody knows its token.
const store::Device& DemoPlayer::phone_of(const Uuid& team, const std::string& member, Timestamp at)
{
	const auto key = std::pair(team, member);
	const auto known = phones_.find(key);
	if (known != phones_.end()) { return known->second; }
	store::Device phone;
	phone.id = people::make_id(at);
	phone.name = member;
	phone.created_at = at;
	store::insert_device(writer_.database(), phone, people::make_token().hash);
	store::set_device_team(writer_.database(), phone.id, team, at);
	return phones_.emplace(key, store::find_device(writer_.database(), phone.id).value()).first->second;
}

// All phones synced on the last day, whether or not they had something to send, but for those of which the plan says more.
void DemoPlayer::hear_phones()
{
	store::Database& database = writer_.database();
	for (const auto& [key, phone] : phones_) { store::update_last_contact(database, {phone.id, plan_.end, BAJIN_VERSION, 0, {}}); }
	for (const demo::PhoneReport& report : plan_.phones)
	{
		const Uuid phone = phones_.at({report.team, report.device_of}).id;
		store::update_last_contact(database, {phone, report.heard_at, report.app_version, report.clock_offset_s, report.pending});
		if (report.revoked_at) { store::set_device_revoked(database, phone, report.revoked_at, report.lost_at); }
	}
}

} // namespace bajin::tool
