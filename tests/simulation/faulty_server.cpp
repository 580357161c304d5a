#include "tests/simulation/faulty_server.hpp"

#include "generated/areas_410400.hpp"
#include "server/store/clock_store.hpp"
#include "server/store/sqlite.hpp"

#include <cerrno>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace bajin::test
{

namespace
{

using crash::FailingWrites;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr Timestamp first_noon{std::chrono::sys_days(std::chrono::year(2027) / 3 / 8) + std::chrono::hours(4)};

// Two counties, each with all its townships and the villages and communities of some: a database of all takes longer to open
// than what is done with it.
const std::string& simulated_areas()
{
	static const std::string list = []
	{
		std::string lines;
		std::istringstream all{std::string(embedded::areas_410400)};
		for (std::string line; std::getline(all, line);)
		{
			const std::string_view code = std::string_view(line).substr(0, line.find(','));
			const bool is_of_two = code.starts_with("410423") || code.starts_with("410422");
			const bool is_of_some = code.size() < 12 || code.substr(6, 3) <= "102";
			if (lines.empty() || code == "410400" || (is_of_two && is_of_some)) { lines += line + '\n'; }
		}
		return lines;
	}();
	return list;
}

} // namespace

FaultyServer::FaultyServer(std::uint64_t seed, Happened& happened)
	: random_(seed), happened_(happened), start_(first_noon.time_since_epoch() + minutes(random_.between(0, 1'440))),
	  server_([this] { return api::ClockReading{Timestamp(start_ + running_ + clock_error_), running_}; }, simulated_areas())
{
	begin_clock();
}

// As the server does when it starts, and then once a minute.
void FaultyServer::begin_clock()
{
	server_.context().clock.begin(store::find_clock(server_.writer().database()).newest);
	note_time();
}

void FaultyServer::note_time()
{
	api::ServerClock& clock = server_.context().clock;
	if (clock.doubt() != api::ClockDoubt::none) { return; }
	server_.writer().run_alone([&] { store::note_time(server_.writer().database(), clock.now()); });
}

void FaultyServer::pass_time()
{
	running_ += std::chrono::seconds(random_.between(1, 600));
}

// By more than is believed at once, or by little; never for so long that it is believed though it is wrong.
void FaultyServer::set_clock()
{
	constexpr std::int64_t far = 400LL * 24 * 60;
	if (clock_error_ != milliseconds::zero()) { clock_error_ = {}; }
	else { clock_error_ = minutes(random_.chance(0.2) ? random_.between(-4, 4) : random_.between(-far, far)); }
	const bool is_doubted = server_.context().clock.doubt() != api::ClockDoubt::none;
	++happened_[is_doubted ? "clock doubted" : "clock believed"];
}

template <class Work>
void FaultyServer::with_failing_disk(const Work& work)
{
	crash::WriteFault fault;
	fault.error = random_.chance(0.5) ? EIO : ENOSPC;
	fault.after = static_cast<std::size_t>(random_.between(0, 12));
	fault.calls = static_cast<std::size_t>(random_.chance(0.7) ? random_.between(1, 2) : random_.between(3, 40));
	const FailingWrites failing(server_.database_file().parent_path(), fault);
	work();
	happened_["failed write"] += static_cast<std::int64_t>(FailingWrites::failed(FailingWrites::Call::write));
	happened_["failed sync"] += static_cast<std::int64_t>(FailingWrites::failed(FailingWrites::Call::sync));
	happened_["failed cut"] += static_cast<std::int64_t>(FailingWrites::failed(FailingWrites::Call::cut));
}

std::optional<Json> FaultyServer::sync(const TestDevice& device, const std::string& body, bool is_faulty)
{
	const bool disk_fails = is_faulty && random_.chance(0.2);
	const std::vector<GroupMoment> breaks{GroupMoment::begins, GroupMoment::job_begins, GroupMoment::commits, GroupMoment::page_is_read};
	const std::optional<GroupMoment> breaks_at = is_faulty && random_.chance(0.05) ? std::optional(random_.pick(breaks)) : std::nullopt;
	const auto at = [&](GroupMoment moment, std::size_t /*job*/)
	{
		if (moment == breaks_at) { throw store::StoreError("deadline_passed", "it took too long", true); }
	};
	std::vector<api::Response> responses;
	const auto call = [&] { responses = server_.call_as_group({TestServer::sync_request(device, body)}, at); };
	disk_fails ? with_failing_disk(call) : call();
	const api::Response& response = responses.front();
	if (disk_fails && random_.chance(0.4)) { restart(); }
	if (response.status == 200) { return Json::parse(response.body); }
	const bool may_be = disk_fails || breaks_at.has_value();
	if (!may_be || response.status != 503 || header_of(response, "Retry-After").empty())
	{
		throw std::runtime_error("status " + std::to_string(response.status) + " " + header_of(response, "Cause") + ": " + response.body);
	}
	++happened_["503"];
	return std::nullopt;
}

void FaultyServer::copy_log()
{
	const std::vector<store::Checkpoint> kinds{store::Checkpoint::passive, store::Checkpoint::restart, store::Checkpoint::truncate};
	const auto copy = [&]
	{
		try
		{
			store::sqlite_of(server_.writer().database()).checkpoint(random_.pick(kinds));
			++happened_["log copied"];
		}
		catch (const store::StoreError&)
		{
			++happened_["log not copied"];
		}
	};
	random_.chance(0.5) ? with_failing_disk(copy) : copy();
}

void FaultyServer::fold_counts()
{
	const auto fold = [&]
	{
		try
		{
			++happened_[server_.writer().catch_up(random_.between(1, 60)) ? "counts folded" : "no counts to fold"];
		}
		catch (const store::StoreError&)
		{
			++happened_["counts not folded"];
		}
	};
	random_.chance(0.3) ? with_failing_disk(fold) : fold();
}

void FaultyServer::restart()
{
	server_.restart();
	begin_clock();
	++happened_["restart"];
}

void FaultyServer::save_backup()
{
	server_.save_backup("backup.db");
}

// Whoever restores has put the clock right: the versions of an epoch begin by it, and nothing else says what was issued since.
void FaultyServer::restore_backup()
{
	clock_error_ = {};
	server_.restore_backup("backup.db");
	begin_clock();
	++happened_["restore"];
}

} // namespace bajin::test
