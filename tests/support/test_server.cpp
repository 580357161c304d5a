#include "tests/support/test_server.hpp"

#include "generated/areas_410400.hpp"
#include "generated/vocabulary.hpp"
#include "server/figures/recount.hpp"
#include "server/people/accounts.hpp"
#include "server/people/token.hpp"
#include "server/store/backup.hpp"
#include "server/store/database.hpp"
#include "server/store/migrate.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/sqlite.hpp"
#include "server/store/team_store.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <cstring>

namespace bajin::test
{

namespace
{

namespace fs = std::filesystem;

// A database filled once and copied for each test: filling 3,000 areas takes longer than most tests.
const fs::path& template_database()
{
	static const TemporaryDirectory directory;
	static const fs::path file = []
	{
		fs::path made = directory.path() / "template.db";
		store::InitialContent content;
		content.areas = parse_area_csv(embedded::areas_410400).value();
		content.vocabulary_json = std::string(embedded::vocabulary);
		content.secret.fill(7);
		content.epoch_id.fill(1);
		content.now = now();
		store::create_database(made, content);
		return made;
	}();
	return file;
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

TestServer::TestServer()
{
	fs::copy_file(template_database(), database_file());
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
	api::Reply reply = run(std::move(request));
	auto* response = std::get_if<api::Response>(&reply);
	if (response == nullptr) { FAIL("the reply is an event stream"); }
	return std::move(*response);
}

int TestServer::stream_status(const std::string& token)
{
	api::Request request;
	request.path = "/api/v1/changes";
	if (!token.empty()) { request.authorization = "Bearer " + token; }
	const api::Reply reply = run(std::move(request));
	const auto* response = std::get_if<api::Response>(&reply);
	return response == nullptr ? 0 : response->status;
}

api::Reply TestServer::run(api::Request request)
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
		else if (auto* read = std::get_if<std::unique_ptr<api::ReadWork>>(&reply))
		{
			const auto work = std::move(*read);
			reader_->begin_snapshot();
			try
			{
				reply = work->run(*reader_);
			}
			catch (...)
			{
				reader_->end_snapshot();
				throw;
			}
			reader_->end_snapshot();
		}
		else { return reply; }
	}
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
	request.accept_language = "en";
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

api::Response TestServer::sync_text(const TestDevice& device, std::string body)
{
	api::Request request;
	request.method = api::Method::post;
	request.path = "/api/v1/sync";
	request.authorization = "Bearer " + device.token;
	request.accept_language = "en";
	request.body = std::move(body);
	return call(std::move(request));
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
	reader_.reset();
	writer_.reset();
	for (const char* suffix : {"", "-wal", "-shm"}) { fs::remove(database_file().string() + suffix); }
	store::Restore restore;
	restore.backup = directory_.path() / name;
	restore.database = database_file();
	const std::uint64_t number = ++ids_made_;
	std::memcpy(restore.epoch_id.data(), &number, sizeof number);
	restore.now = now();
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

std::string plan_of(store::Database& database, const char* sql)
{
	store::Query query(database, sql);
	std::string plan;
	while (query.step()) { plan += std::string(query.text(3)) + '\n'; }
	return plan;
}

} // namespace bajin::test
