#include "server/store/estimate_store.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

constexpr const char* insert_estimate_row =
	"INSERT INTO estimate (area, year, metric, value, grounds, at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr const char* select_in_force =
	"SELECT metric, value, grounds, at, actor FROM estimate WHERE area = $1 AND year = $2 AND value IS NOT NULL AND number IN "
	"(SELECT max(number) FROM estimate WHERE area = $3 AND year = $4 GROUP BY metric) ORDER BY metric LIMIT 100";

} // namespace

void insert_estimate(Database& database, const Estimate& estimate)
{
	Query(database, insert_estimate_row)
		.bind_all(estimate.area, estimate.year, estimate.metric, estimate.value, estimate.grounds, estimate.at, estimate.actor)
		.run();
}

std::vector<Estimate> list_estimates(Database& database, AreaId area, int year)
{
	std::vector<Estimate> estimates;
	Query query(database, select_in_force);
	query.bind_all(area, year, area, year);
	while (query.step())
	{
		Estimate estimate;
		estimate.area = area;
		estimate.year = year;
		estimate.metric = query.text(0);
		estimate.value = query.integer(1);
		estimate.grounds = query.text(2);
		estimate.at = query.timestamp(3);
		estimate.actor = query.text(4);
		estimates.push_back(std::move(estimate));
	}
	return estimates;
}

} // namespace bajin::store
