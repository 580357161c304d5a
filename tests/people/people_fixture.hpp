// A small database in a directory of its own, for tests of enrolment and of the endpoints around it.
#pragma once

#include "server/api/http/reply.hpp"
#include "server/store/device_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/writer.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace bajin::people_test
{

// 2025-03-08T08:00:00Z and so many hours.
[[nodiscard]] Timestamp at_hour(int hours);

class PeopleDatabase
{
public:
	PeopleDatabase();
	~PeopleDatabase();
	PeopleDatabase(const PeopleDatabase&) = delete;
	PeopleDatabase& operator=(const PeopleDatabase&) = delete;

	Uuid add_team(const std::string& name); // based in Lushan county
	[[nodiscard]] std::string add_code(const Uuid& team, Timestamp now);
	[[nodiscard]] store::Writer& writer() { return *writer_; }

	// Runs the work of a reply as the lanes do.
	[[nodiscard]] api::Response answer(api::Reply reply);

private:
	std::filesystem::path directory_;
	std::unique_ptr<store::Writer> writer_;
	std::unique_ptr<store::Reader> reader_;
};

} // namespace bajin::people_test
