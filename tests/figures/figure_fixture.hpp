// A small database of records for tests of figures: two counties, a handful of places (or another list of areas), records put
// in by hand.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "shared/json.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::test
{

class FigureDatabase
{
public:
	FigureDatabase(); // of the areas that are named above
	explicit FigureDatabase(std::string_view area_list);
	~FigureDatabase();
	FigureDatabase(const FigureDatabase&) = delete;
	FigureDatabase& operator=(const FigureDatabase&) = delete;

	Uuid add_team(const std::string& name, std::string_view area);
	void add_venue(const std::string& id, const std::string& venue_type, std::string_view area);

	// `pending` as the team's only phone last told at that time.
	void add_heard_device(const Uuid& team, std::optional<Timestamp> at, std::int64_t pending);

	struct Entry
	{
		std::string area;
		std::string occurred_on;
		std::string venue_type = "village";
		ReviewState state = ReviewState::submitted;
		JointAdds adds = {};
		Json more = Json::object(); // fields of the record that differ from the usual ones
	};
	Uuid add_event(const Uuid& team, const Entry& entry);
	void add_events(const Uuid& team, const std::vector<Entry>& entries); // in one job

	// The reader in a snapshot of now.
	store::Reader& reader();
	store::Writer& writer() { return *writer_; }
	[[nodiscard]] std::filesystem::path file() const { return directory_ / "bajin.db"; }
	figures::FigureQuery query(std::string_view from, std::string_view to, std::string_view area = "");

private:
	Uuid next_id();
	Uuid put_event(const Uuid& team, const Entry& entry);

	std::filesystem::path directory_;
	std::unique_ptr<store::Writer> writer_;
	std::unique_ptr<store::Reader> reader_;
	std::uint32_t ids_ = 0;
};

} // namespace bajin::test
