#include "server/api/http/metrics.hpp"
#include "server/api/sync/endpoints.hpp"
#include "server/events/prepare.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "server/sync/cursor.hpp"
#include "server/sync/notices.hpp"
#include "server/sync/pull.hpp"
#include "server/sync/push.hpp"

namespace bajin::api
{

namespace
{

// A request on its way from the I/O thread over the write lane to a read lane.
struct Exchange
{
	protocol::SyncRequest request;
	std::vector<events::PreparedChange> changes;
	Timestamp now;
	std::optional<Date> today; // empty: the server's clock is in doubt
	std::optional<std::int64_t> clock_offset_s;
	Metrics* metrics = nullptr;
	bool english = false; // what is said to people in the answer

	Uuid device;
	std::vector<store::Device::Membership> memberships; // only when notices are asked for
	std::vector<Uuid> scope;
	std::vector<std::int64_t> own_seqs;
	protocol::SyncAnswer answer;
};

Response answer_of(const Exchange& exchange)
{
	Response response;
	response.body = protocol::to_text(exchange.answer, exchange.english);
	return response;
}

void note_contact(store::Writer& writer, const Exchange& exchange, const people::Principal& principal)
{
	const store::Device& device = *principal.device;
	store::LastContact heard;
	heard.device = device.id;
	heard.at = exchange.now;
	heard.app_version = exchange.request.app_version.empty() ? device.app_version : exchange.request.app_version;
	heard.clock_offset_s = exchange.clock_offset_s ? exchange.clock_offset_s : device.clock_offset_s;
	heard.pending = exchange.request.pending.value_or(device.pending);
	writer.note_contact(principal.token, heard);
}

void take_nil_reports(store::Writer& writer, const Exchange& exchange, const store::Device& device)
{
	for (const protocol::NilReport& report : exchange.request.nil_reports)
	{
		for (const Uuid& team : exchange.scope)
		{
			if (report.withdrawn) { store::remove_nil_report(writer.database(), team, report.month); }
			else { store::insert_nil_report(writer.database(), {team, report.month, device.id, report.change_id, exchange.now}); }
		}
	}
}

void count_outcomes(Metrics& metrics, const std::vector<protocol::ChangeResult>& results)
{
	std::array<std::size_t, 5> counts{};
	for (const auto& result : results) { ++counts[static_cast<std::size_t>(result.outcome)]; }
	for (std::size_t i = 0; i < counts.size(); ++i)
	{
		if (counts[i] > 0) { metrics.sync_results(static_cast<protocol::Outcome>(i), counts[i]); }
	}
}

Reply pull_page(store::Reader& reader, Exchange& exchange)
{
	if (exchange.request.notices)
	{
		const sync::NoticeReader to{exchange.device, exchange.memberships};
		const AreaTree& areas = reader.reference()->areas;
		exchange.answer.notices = sync::pull_notices(reader.database(), areas, to, exchange.request.notices->after, exchange.now);
	}
	if (exchange.request.limit == 0) { return answer_of(exchange); }
	const sync::PullRequest request{exchange.request.cursor, exchange.scope, exchange.request.limit, exchange.own_seqs};
	sync::Page page = sync::pull(reader.database(), reader.epochs(), request);
	exchange.answer.changes = std::move(page.changes);
	exchange.answer.cursor = std::move(page.cursor);
	exchange.answer.more = page.more;
	exchange.answer.reset = page.reset;
	return answer_of(exchange);
}

// A phone that only pushes gets its cursor back, or the very first one.
void keep_cursor(const store::Writer& writer, Exchange& exchange)
{
	const std::string& cursor = exchange.request.cursor;
	const bool fits = !cursor.empty() && sync::read_cursor(writer.epoch(), exchange.scope, cursor).has_value();
	exchange.answer.reset = !cursor.empty() && !fits;
	exchange.answer.cursor = fits ? cursor : sync::make_cursor(writer.epoch(), exchange.scope, 0);
}

// Notes what the phone read, and what it stands for, so that its notices can be found in the snapshot of the pull.
void take_notice_reads(store::Writer& writer, Exchange& exchange, const store::Device& device)
{
	exchange.device = device.id;
	exchange.memberships = device.teams;
	const sync::NoticeReader by{device.id, device.teams};
	sync::take_notice_reads(writer.database(), writer.reference()->areas, by, exchange.request.notices->reads, exchange.now);
}

Reply push_changes(store::Writer& writer, const people::Principal& principal, std::unique_ptr<Exchange> exchange)
{
	const store::Device& device = *principal.device;
	exchange->scope = principal.teams;
	const events::Author author{device.id, {}, device.teams};
	auto pushed =
		sync::push(writer, {author, exchange->now, exchange->today, exchange->clock_offset_s, store::Source::phone}, exchange->changes);
	take_nil_reports(writer, *exchange, device);
	note_contact(writer, *exchange, principal);
	if (device.outbox_only) { exchange->request.notices.reset(); }
	if (exchange->request.notices) { take_notice_reads(writer, *exchange, device); }
	if (exchange->metrics != nullptr) { count_outcomes(*exchange->metrics, pushed.results); }
	exchange->own_seqs = std::move(pushed.own_seqs);
	exchange->answer.results = std::move(pushed.results);
	exchange->answer.problems = std::move(exchange->request.problems);
	exchange->answer.server_time = exchange->now;
	exchange->answer.reference = writer.reference()->etag;
	// A phone that was let in only to bring what it still holds gets nothing to keep.
	if (exchange->request.limit == 0 || device.outbox_only)
	{
		keep_cursor(writer, *exchange);
		if (!exchange->request.notices) { return answer_of(*exchange); }
	}
	return read_work([exchange = std::move(exchange)](store::Reader& reader) { return pull_page(reader, *exchange); });
}

} // namespace

Reply handle_sync(Context& context, Request& request)
{
	if (request.body.size() > protocol::body_bytes_max) { return refuse("body_too_large"); }
	auto parsed = protocol::parse_sync_request(request.body);
	if (!parsed) { return parsed.error(); }

	auto exchange = std::make_unique<Exchange>();
	exchange->request = std::move(*parsed);
	exchange->now = context.clock.wall();
	exchange->clock_offset_s = events::clock_offset_s(exchange->request, exchange->now);
	exchange->metrics = context.metrics;
	exchange->english = request.wants_english;

	const ReferencePointer reference = context.reference.load();
	exchange->today = context.clock.today();
	const events::PrepareOptions options{*reference, exchange->today, exchange->clock_offset_s};
	exchange->changes.reserve(exchange->request.changes.size());
	for (protocol::Change& change : exchange->request.changes) { exchange->changes.push_back(events::prepare(std::move(change), options)); }
	exchange->request.document.reset(); // on the thread that read it, which needs its memory for the next one
	return write_work([exchange = std::move(exchange)](store::Writer& writer, const people::Principal& principal) mutable
					  { return push_changes(writer, principal, std::move(exchange)); });
}

Reply handle_changes(Context& context, Request& /*request*/)
{
	return read_work(
		[at = context.clock.now()](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			EventStream stream;
			stream.teams = principal.teams;
			stream.area = people::scope_of(principal, reader.reference()->areas);
			stream.holder = principal.id();
			if (principal.kind == people::Principal::Kind::account)
			{
				stream.ends_in = std::min(principal.session.idle_ends_at, principal.session.expires_at) - at;
			}
			stream.cursor_of = [epoch = reader.epoch(), scope = stream.teams](std::int64_t seq)
			{ return sync::make_cursor(epoch, scope, seq); };
			return stream;
		});
}

} // namespace bajin::api
