#include "tests/support/test_server.hpp"

#include "generated/areas_410400.hpp"
#include "generated/vocabulary.hpp"
#include "server/api/http/problem.hpp"
#include "server/figures/recount.hpp"
#include "server/people/accounts.hpp"
#include "server/people/token.hpp"
#include "server/store/backup.hpp"
#include "server/store/database.hpp"
#include "server/store/migrate.hpp"
#include "server/store/query.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/team_store.hpp"
#include "shared/area_list.hpp"
#include "tests/support/api_document.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <cstring>
#include <map>

namespace bajin::test
{

namespace
{

namespace fs = std::filesystem;

void make_template(const fs::path& file, std::string_view area_list)
{
	store::InitialContent content;
	content.areas = parse_area_csv(area_list).value();
	content.vocabulary_json = std::string(embedded::vocabulary);
	content.secret.fill(7);
	content.epoch_id.fill(1);
	content.now = now();
	store::create_database(file, content);
}

// A database filled once and copied for each test: filling 3,000 areas takes longer than most tests.
const fs::path& template_database(std::string_view area_list)
{
	static const TemporaryDirectory directory;
	static std::map<std::string, fs::path, std::less<>> made;
	const auto found = made.find(area_list);
	if (found != made.end()) { return found->second; }
	const fs::path file = directory.path() / ("template-" + std::to_string(made.size()) + ".db");
	make_template(file, area_list);
	return made.emplace(area_list, file).first->second;
}

} // namespace

TemporaryDirectory::TemporaryDirectory()
{
	std::string name = (fs::temp_directory_path() / "bajin-test-XXXXXX").string();
	REQUIRE(::mkdtemp(name.data()) != nullptr);
	path_ = name;
}

TemporaryDirectory::~TemporaryDirectory()
{
	std::error_code ignored;
	fs::remove_all(path_, ignored);
}

TestServer::TestServer(api::ServerClock::Read clock, std::string_view areas)
	: context_{.reference = {}, .public_url = {}, .setup_code = {}, .clock = api::ServerClock(std::move(clock))}
{
	fs::copy_file(template_database(areas.empty() ? embedded::areas_410400 : areas), database_file());
	context_.metrics = &metrics_;
	open();
}

void TestServer::open()
{
	writer_ = std::make_unique<store::Writer>(database_file());
	reader_ = std::make_unique<store::Reader>(database_file());
	context_.reference.store(writer_->reference());
}

void TestServer::restart()
{
	reader_.reset();
	writer_.reset();
	open();
}

Uuid TestServer::add_team(const std::string& name, std::string_view area_code)
{
	const auto id = parse_uuid(make_id(0x7EA000 + ++ids_made_)).value();
	const Area* area = reference()->areas.find(area_code);
	REQUIRE(area != nullptr);
	writer_->run_alone([&] { store::insert_team(writer_->database(), {id, name, area->id, now()}); });
	return id;
}

TestDevice TestServer::add_device(const Uuid& team)
{
	const people::Token token = people::make_token();
	store::Device device;
	device.id = parse_uuid(make_id(0xDE0000 + ++ids_made_)).value();
	device.name = "test";
	device.created_at = now();
	writer_->run_alone(
		[&]
		{
			store::insert_device(writer_->database(), device, token.hash);
			store::set_device_team(writer_->database(), device.id, team, now());
			writer_->forget_devices();
		});
	return {device.id, token.text};
}

void TestServer::move_device(const TestDevice& device, const Uuid& team)
{
	writer_->run_alone(
		[&]
		{
			store::set_device_team(writer_->database(), device.id, team, now());
			writer_->forget_devices();
		});
}

void TestServer::revoke_device(const TestDevice& device, bool lost)
{
	writer_->run_alone(
		[&]
		{
			store::set_device_revoked(writer_->database(), device.id, now(), lost ? std::optional(now()) : std::nullopt);
			writer_->forget_devices();
		});
}

api::Response TestServer::call(api::Request request)
{
	api::Reply reply = run(request);
	expect_documented(request, reply);
	auto* response = std::get_if<api::Response>(&reply);
	if (response == nullptr) { FAIL("the reply is an event stream"); }
	return std::move(*response);
}

int TestServer::stream_status(const std::string& token)
{
	api::Request request;
	request.path = "/api/v1/changes";
	if (!token.empty()) { request.authorization = "Bearer " + token; }
	const api::Reply reply = run(request);
	expect_documented(request, reply);
	const auto* response = std::get_if<api::Response>(&reply);
	return response == nullptr ? 0 : response->status;
}

api::Reply TestServer::run(api::Request& request)
{
	if (request.peer_network.empty()) { request.peer_network = request.peer_address; }
	api::Reply reply = router_.dispatch(request, router_.judge(request));
	for (;;)
	{
		if (auto* write = std::get_if<std::unique_ptr<api::WriteWork>>(&reply))
		{
			const auto work = std::move(*write);
			reply = writer_->run_alone([&] { return work->run(*writer_); });
			context_.reference.store(writer_->reference());
		}
		else if (auto* to_read = std::get_if<std::unique_ptr<api::ReadWork>>(&reply))
		{
			const auto work = std::move(*to_read);
			reply = read(work);
		}
		else if (const auto* refusal = std::get_if<api::Refusal>(&reply)) { return api::problem(*refusal, request.wants_english); }
		else { return reply; }
	}
}

api::Reply TestServer::read(const std::unique_ptr<api::ReadWork>& work)
{
	reader_->begin_snapshot();
	try
	{
		api::Reply reply = work->run(*reader_);
		reader_->end_snapshot();
		return reply;
	}
	catch (...)
	{
		reader_->end_snapshot();
		throw;
	}
}

struct TestServer::GroupCall
{
	api::Reply reply;
	std::exception_ptr failure;

	// For what one of its steps throws: the answer of the connection.
	void fail(const std::exception_ptr& with)
	{
		failure = with;
		try
		{
			std::rethrow_exception(with);
		}
		catch (const store::StoreError& error)
		{
			api::Response response = api::problem(api::refuse(error.retryable() ? "storage_unavailable" : "internal_error"), true);
			response.headers.emplace_back("Cause", error.code() + ": " + error.what());
			reply = std::move(response);
		}
	}
};

void TestServer::run_job(GroupCall& call, std::size_t job, const AtGroupMoment& at)
{
	writer_->begin_job();
	try
	{
		at(GroupMoment::job_begins, job);
		const auto work = std::move(std::get<std::unique_ptr<api::WriteWork>>(call.reply));
		call.reply = work->run(*writer_);
		writer_->keep_job();
	}
	catch (const store::StoreError&)
	{
		const std::exception_ptr cause = std::current_exception();
		call.fail(cause);
		try
		{
			writer_->drop_job();
		}
		catch (const store::StoreError&)
		{
			std::rethrow_exception(cause);
		}
	}
	at(GroupMoment::job_is_over, job);
}

// As net::WriteLane::run_group does it.
void TestServer::run_group(std::vector<GroupCall>& calls, const AtGroupMoment& at)
{
	bool begun = false;
	try
	{
		at(GroupMoment::begins, 0);
		writer_->begin_group();
		begun = true;
		for (std::size_t job = 0; job < calls.size(); ++job) { run_job(calls[job], job, at); }
		at(GroupMoment::commits, 0);
		writer_->commit_group();
	}
	catch (const store::StoreError&)
	{
		if (begun) { writer_->rollback_group(); }
		for (GroupCall& call : calls) { call.fail(std::current_exception()); }
	}
	at(GroupMoment::is_over, 0);
}

std::vector<api::Response> TestServer::call_as_group(std::vector<api::Request> requests, const AtGroupMoment& at)
{
	std::vector<GroupCall> calls(requests.size());
	for (std::size_t i = 0; i < requests.size(); ++i) { calls[i].reply = router_.dispatch(requests[i], router_.judge(requests[i])); }
	run_group(calls, at);
	std::vector<api::Response> responses;
	for (std::size_t i = 0; i < calls.size(); ++i)
	{
		GroupCall& call = calls[i];
		if (auto* to_read = std::get_if<std::unique_ptr<api::ReadWork>>(&call.reply))
		{
			const auto work = std::move(*to_read);
			try
			{
				at(GroupMoment::page_is_read, i);
				call.reply = read(work);
			}
			catch (const store::StoreError&)
			{
				call.fail(std::current_exception());
			}
		}
		if (const auto* refusal = std::get_if<api::Refusal>(&call.reply)) { call.reply = api::problem(*refusal, true); }
		expect_documented(requests[i], call.reply);
		responses.push_back(std::get<api::Response>(std::move(call.reply)));
	}
	return responses;
}

namespace
{

void read_path(api::Request& request, const std::string& path_and_query)
{
	const auto question = path_and_query.find('?');
	request.path = path_and_query.substr(0, question);
	std::string_view rest = question == std::string::npos ? std::string_view() : std::string_view(path_and_query).substr(question + 1);
	while (!rest.empty())
	{
		const std::string_view pair = rest.substr(0, rest.find('&'));
		rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
		const auto equals = pair.find('=');
		request.query.emplace(pair.substr(0, equals), equals == std::string_view::npos ? "" : pair.substr(equals + 1));
	}
}

} // namespace

std::string TestServer::add_account(const std::string& name, store::Role role, std::string_view area_code)
{
	return writer_->run_alone(
		[&]
		{
			people::NewAccount wanted{name, "no password", role, reference()->areas.find(area_code)->id};
			if (role == store::Role::auditor)
			{
				wanted.expires_at = now() + std::chrono::days(30);
				wanted.first_day = make_date(2025, 1, 1);
				wanted.last_day = make_date(2025, 12, 31);
			}
			const auto account = people::create_account(*writer_, wanted, now()).value();
			return people::sign_in(*writer_, account, {"203.0.113.1", "test"}, now()).token;
		});
}

api::Response TestServer::call_as(const std::string& token, api::Method method, const std::string& path_and_query, const Json& body)
{
	api::Request request;
	request.method = method;
	request.peer_address = "203.0.113.1";
	request.wants_english = true;
	if (!token.empty()) { request.authorization = "Bearer " + token; }
	if (!body.is_null()) { request.body = body.dump(); }
	read_path(request, path_and_query);
	return call(std::move(request));
}

std::pair<int, Json> TestServer::ask_as(const std::string& token, api::Method method, const std::string& path_and_query, const Json& body)
{
	const api::Response response = call_as(token, method, path_and_query, body);
	return {response.status, Json::parse(response.body)};
}

Json TestServer::get_as(const std::string& token, const std::string& path_and_query)
{
	const api::Response response = call_as(token, api::Method::get, path_and_query);
	INFO(path_and_query << ": " << response.body);
	REQUIRE(response.status == 200);
	return Json::parse(response.body);
}

api::Response TestServer::get(const std::string& path_and_query)
{
	api::Request request;
	request.peer_is_loopback = true;
	read_path(request, path_and_query);
	return call(std::move(request));
}

Json TestServer::get_json(const std::string& path_and_query)
{
	const api::Response response = get(path_and_query);
	INFO(path_and_query << ": " << response.body);
	REQUIRE(response.status == 200);
	return Json::parse(response.body);
}

api::Request TestServer::sync_request(const TestDevice& device, std::string body)
{
	api::Request request;
	request.method = api::Method::post;
	request.path = "/api/v1/sync";
	request.authorization = "Bearer " + device.token;
	request.wants_english = true;
	request.body = std::move(body);
	request.peer_network = request.peer_address;
	return request;
}

api::Response TestServer::sync_text(const TestDevice& device, std::string body)
{
	return call(sync_request(device, std::move(body)));
}

Json TestServer::sync(const TestDevice& device, const Json& body)
{
	const api::Response response = sync_text(device, body.dump());
	INFO(response.body);
	REQUIRE(response.status == 200);
	return Json::parse(response.body);
}

void TestServer::save_backup(const std::string& name)
{
	const fs::path file = directory_.path() / name;
	fs::remove(file);
	store::back_up_database(database_file(), file, {});
}

void TestServer::restore_backup(const std::string& name)
{
	restore_backup(directory_.path() / name, ++ids_made_);
}

void TestServer::restore_backup(const fs::path& file, std::uint64_t epoch)
{
	reader_.reset();
	writer_.reset();
	for (const char* suffix : {"", "-wal", "-shm"}) { fs::remove(database_file().string() + suffix); }
	store::Restore restore;
	restore.backup = file;
	restore.database = database_file();
	std::memcpy(restore.epoch_id.data(), &epoch, sizeof epoch);
	restore.now = context_.clock.wall();
	restore.trust_clock = true; // the clocks of tests jump; tests/store/backup_test.cpp sees that one behind is refused
	store::restore_database(restore, {});
	open();
}

std::string TestServer::recount()
{
	std::string differences;
	reader_->begin_snapshot();
	const figures::RecountReport report = figures::recount(*reader_);
	reader_->end_snapshot();
	for (const auto* lines : {&report.faults, &report.differences})
	{
		for (const std::string& line : *lines) { differences += line + '\n'; }
	}
	return differences;
}

Json make_record(const std::string& id, std::int64_t reach)
{
	return {
		{"id", id},
		{"kind", "session"},
		{"occurred_on", "2025-03-08"},
		{"venue_type", "village"},
		{"area", "410423102201"},
		{"title", "三八妇女权益保障法宣传"},
		{"topics", {"womens_rights_law"}},
		{"reach", {{"total", reach}, {"women", 50}, {"method", "estimated"}}},
		{"materials", {{{"item", "leaflet"}, {"copies", 200}}}},
		{"lectures", {{{"audience", "women"}, {"attendance", 40}}}},
		{"consultations", 3},
	};
}

std::string make_id(std::uint64_t number)
{
	Uuid id;
	id.bytes[6] = 0x70;
	id.bytes[8] = 0x80;
	for (std::size_t i = 0; i < 6; ++i) { id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i)); }
	return to_string(id);
}

Json make_put(const std::string& change_id, std::int64_t base, Json record)
{
	const Json id = record["id"];
	return {{"change_id", change_id}, {"id", id}, {"base", base}, {"op", "put"}, {"event", std::move(record)}};
}

Json make_delete(const std::string& change_id, const std::string& id, std::int64_t base)
{
	return {{"change_id", change_id}, {"id", id}, {"base", base}, {"op", "delete"}};
}

Json make_push(std::initializer_list<Json> changes)
{
	Json list = Json::array();
	for (const Json& change : changes) { list.push_back(change); }
	return {{"limit", 0}, {"changes", std::move(list)}};
}

std::string code_of(const api::Response& response)
{
	return Json::parse(response.body).value("code", "");
}

std::string header_of(const api::Response& response, std::string_view name)
{
	const auto found = std::ranges::find(response.headers, name, &std::pair<std::string, std::string>::first);
	return found == response.headers.end() ? "" : found->second;
}

} // namespace bajin::test
