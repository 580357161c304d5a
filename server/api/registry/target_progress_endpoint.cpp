#include "server/api/http/answer.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/figures/statistics.hpp"
#include "server/figures/target_progress.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"

#include <unordered_map>

namespace bajin::api
{

namespace
{

Response describe_target_progress(store::Reader& reader, const figures::FigureQuery& query)
{
	const AreaTree& areas = reader.reference()->areas;
	std::unordered_map<Uuid, std::string> team_names;
	for (store::Team& team : store::list_teams(reader.database())) { team_names.emplace(team.id, std::move(team.name)); }
	Json json = {{"year", query.period.whole_year().value()}};
	json.update(figures::figure_head(query, areas.at(query.area)));
	json["rows"] = Json::array();
	for (const figures::TargetProgress& row : figures::compute_target_progress(reader, query))
	{
		json["rows"].push_back(figures::to_json(row, areas, team_names));
	}
	json["as_of"] = {{"time", to_string(query.now)}, {"seq", reader.newest_seq()}};
	return json_answer(json);
}

} // namespace

Reply handle_target_progress(Context& context, Request& request)
{
	if (request.query_value("year").empty()) { return figures::invalid_parameter("year", "expected YYYY"); }
	auto query = parse_figure_request(context, request);
	if (query && query->attribution != figures::Attribution::area)
	{
		query = figures::invalid_parameter("attribution", "targets of areas are always by area");
	}
	return answer_figure(
		request, std::move(query),
		[](store::Reader& reader, const figures::FigureQuery& asked, const people::Principal& /*principal*/) -> Reply
		{ return describe_target_progress(reader, asked); });
}

} // namespace bajin::api
