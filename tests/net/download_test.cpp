// Downloads of the real endpoints over a socket: whole, and on a full disk told by a code, with nothing left behind.
#include "server/api/router.hpp"
#include "server/files/zip_entries.hpp"
#include "shared/json.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"

using namespace bajin;
using namespace bajin::net_test;

namespace
{

// The endpoints of downloads on a server without accounts, as its own machine sees it.
class DownloadServer
{
public:
	DownloadServer()
		: directory_(std::filesystem::temp_directory_path() / ("bajin-download-" + std::to_string(::getpid()))),
		  server_({{"/api/v1/evidence.zip", dispatch()}, {"/api/v1/statistics.xlsx", dispatch()}})
	{
		std::filesystem::create_directory(directory_);
		store::Reader reader(server_.database().file());
		reader.begin_snapshot();
		context_.reference = reader.reference();
		reader.end_snapshot();
		context_.temporary_directory = directory_;
	}
	~DownloadServer()
	{
		std::error_code ignored;
		std::filesystem::remove_all(directory_, ignored);
	}
	DownloadServer(const DownloadServer&) = delete;
	DownloadServer& operator=(const DownloadServer&) = delete;

	[[nodiscard]] std::uint16_t port() const { return server_.port(); }
	[[nodiscard]] bool has_left_files() const { return !std::filesystem::is_empty(directory_); }

private:
	std::function<api::Reply(api::Request&)> dispatch()
	{
		return [this](api::Request& request) { return router_.dispatch(request, router_.judge(request)); };
	}

	std::filesystem::path directory_;
	api::Context context_;
	api::Router router_{context_};
	RunningServer server_;
};

} // namespace

TEST_CASE("download: over a socket it comes whole, and on a full disk as a 503 that says so")
{
	DownloadServer server;
	RawClient client(server.port());
	const Answer package = client.get("/api/v1/evidence.zip");
	CHECK(package.status == 200);
	CHECK(package.header("Content-Type") == "application/zip");
	CHECK(files::read_zip(package.body).value().contains("manifest.json"));
	const Answer workbook = client.get("/api/v1/statistics.xlsx?year=2025&records=yes");
	CHECK(workbook.status == 200);
	CHECK(files::read_zip(workbook.body).value().contains("xl/workbook.xml"));
	const test::FullDisk full(0);
	const Answer refused = client.get("/api/v1/evidence.zip");
	CHECK(refused.status == 503);
	CHECK(Json::parse(refused.body)["code"] == "export_failed");
	const Answer no_workbook = client.get("/api/v1/statistics.xlsx?year=2025&records=yes");
	CHECK(no_workbook.status == 503);
	CHECK(Json::parse(no_workbook.body)["code"] == "workbook_failed");
	CHECK(!server.has_left_files());
}
