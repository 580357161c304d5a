// A whole server without sockets and threads: a database in a directory of its own, and the router called directly.
//
// For tests of endpoints, of the sync rules and of the simulation. Work of the write lane runs as a group of its own,
// work of a read lane in a snapshot of its own, exactly as the lanes do it. An answer that schema/openapi.yaml does not describe
// fails the test.
#pragma once

#include "server/api/http/metrics.hpp"
#include "server/api/router.hpp"
#include "server/store/account_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "shared/json.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bajin::test
{

// A directory that is removed with all that is in it.
class TemporaryDirectory
{
public:
	TemporaryDirectory();
	~TemporaryDirectory();
	TemporaryDirectory(const TemporaryDirectory&) = delete;
	TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
	[[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
	std::filesystem::path path_;
};

struct TestDevice
{
	Uuid id;
	std::string token;
};

// What a group of the write lane comes by, in this order; a hook may throw a StoreError where the real lane could meet one.
enum class GroupMoment : std::uint8_t
{
	begins,
	job_begins,
	job_is_over,
	commits,
	is_over, // committed or not
	page_is_read,
};
using AtGroupMoment = std::function<void(GroupMoment, std::size_t job)>;

class TestServer
{
public:
	// By a clock of the test's own, and with areas of its own (as CSV; empty: the official list), where they are given.
	explicit TestServer(api::ServerClock::Read clock = api::read_clocks, std::string_view areas = {});

	Uuid add_team(const std::string& name, std::string_view area_code);
	TestDevice add_device(const Uuid& team);
	void move_device(const TestDevice& device, const Uuid& team);
	void revoke_device(const TestDevice& device, bool lost);

	// A signed-in account, without the cost of a password; gives the token. An auditor may read the year 2025.
	std::string add_account(const std::string& name, store::Role role, std::string_view area_code);

	// As that token's holder, from an address elsewhere; an empty token shows nothing.
	[[nodiscard]] api::Response
	call_as(const std::string& token, api::Method method, const std::string& path_and_query, const Json& body = Json());

	// The same for answers that are JSON: with their status, and of a GET that must be answered with 200.
	[[nodiscard]] std::pair<int, Json>
	ask_as(const std::string& token, api::Method method, const std::string& path_and_query, const Json& body = Json());
	[[nodiscard]] Json get_as(const std::string& token, const std::string& path_and_query);

	// Of GET /api/v1/changes: 0 when it becomes a stream.
	[[nodiscard]] int stream_status(const std::string& token);
	[[nodiscard]] api::Context& context() noexcept { return context_; }

	// Answers as the server would; a reply that is an event stream fails the test.
	[[nodiscard]] api::Response call(api::Request request);
	// Requests whose work is of the write lane, as one group of it; then what is to be read after it. What breaks down is answered
	// as the connection does it.
	[[nodiscard]] std::vector<api::Response> call_as_group(std::vector<api::Request> requests, const AtGroupMoment& at);
	[[nodiscard]] api::Response get(const std::string& path_and_query); // from a loopback address
	[[nodiscard]] Json get_json(const std::string& path_and_query);     // fails unless 200
	[[nodiscard]] static api::Request sync_request(const TestDevice& device, std::string body);
	[[nodiscard]] api::Response sync_text(const TestDevice& device, std::string body);
	Json sync(const TestDevice& device, const Json& body); // fails unless 200

	void restart(); // closes the database and opens it again

	// Replaces the database by an older copy of it, as `bajin restore` does: a new epoch begins.
	void save_backup(const std::string& name);
	void restore_backup(const std::string& name);
	void restore_backup(const std::filesystem::path& file, std::uint64_t epoch); // `epoch`: becomes the id of the new one

	[[nodiscard]] store::Writer& writer() noexcept { return *writer_; }
	[[nodiscard]] store::Reader& reader() noexcept { return *reader_; }
	[[nodiscard]] const ReferencePointer& reference() const noexcept { return writer_->reference(); }
	[[nodiscard]] std::filesystem::path database_file() const { return directory_.path() / "bajin.db"; }

	// Differences between the stored counts and a recount from the records, one a line; empty when there is none.
	[[nodiscard]] std::string recount();

private:
	void open();
	api::Reply run(api::Request& request);
	api::Reply read(const std::unique_ptr<api::ReadWork>& work);
	struct GroupCall;
	void run_group(std::vector<GroupCall>& calls, const AtGroupMoment& at);
	void run_job(GroupCall& call, std::size_t job, const AtGroupMoment& at);

	TemporaryDirectory directory_;
	std::unique_ptr<store::Writer> writer_;
	std::unique_ptr<store::Reader> reader_;
	api::Metrics metrics_;
	api::Context context_;
	api::Router router_{context_};
	std::uint64_t ids_made_ = 0;
};

// The code of a problem; empty when it is none.
[[nodiscard]] std::string code_of(const api::Response& response);

[[nodiscard]] std::string header_of(const api::Response& response, std::string_view name);

// A valid record: a session in a village of Lushan county on 2025-03-08 with `reach` people.
[[nodiscard]] Json make_record(const std::string& id, std::int64_t reach = 100);

// Deterministic ids: text of a UUID with that number in it.
[[nodiscard]] std::string make_id(std::uint64_t number);

// A change of the protocol around a record.
[[nodiscard]] Json make_put(const std::string& change_id, std::int64_t base, Json record);
[[nodiscard]] Json make_delete(const std::string& change_id, const std::string& id, std::int64_t base);

// A request that carries these changes and pulls nothing.
[[nodiscard]] Json make_push(std::initializer_list<Json> changes);

} // namespace bajin::test
