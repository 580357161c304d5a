#include "server/store/settings_store.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

constexpr const char* select_settings =
	"SELECT report_due_day, silent_after_days, return_due_days, organization, changed_at, changed_by FROM setting LIMIT 1";
constexpr const char* update_row = "UPDATE setting SET report_due_day = $1, silent_after_days = $2, return_due_days = $3, organization = "
								   "$4, changed_at = $5, changed_by = $6";

} // namespace

Settings find_settings(Database& database)
{
	Settings settings;
	Query query(database, select_settings);
	if (query.step())
	{
		settings.report_due_day = static_cast<int>(query.integer(0));
		settings.silent_after = std::chrono::days(query.integer(1));
		settings.return_due_after = std::chrono::days(query.integer(2));
		settings.organization = query.text(3);
		settings.changed_at = query.optional_timestamp(4);
		settings.changed_by = query.text(5);
	}
	return settings;
}

void update_settings(Database& database, const Settings& settings)
{
	Query(database, update_row)
		.bind_all(
			settings.report_due_day, std::int64_t{settings.silent_after.count()}, std::int64_t{settings.return_due_after.count()},
			settings.organization, settings.changed_at, settings.changed_by)
		.run();
}

} // namespace bajin::store
