#include "server/api/figure_endpoints.hpp"
#include "server/api/problem.hpp"
#include "server/figures/period.hpp"
#include "server/people/audit.hpp"
#include "server/store/reader.hpp"
#include "server/store/target_store.hpp"
#include "server/store/writer.hpp"
#include "server/store/team_store.hpp"
#include "shared/json.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <unordered_map>

namespace bajin::api
{

namespace
{

constexpr std::array<std::string_view, 4> metrics = {"sessions", "women_children_lectures", "places_visited", "materials"};
constexpr std::size_t cells_max = 10'000;
constexpr std::int64_t value_max = 1'000'000'000'000;
constexpr std::size_t text_characters_max = 500;

Result<int> parse_year(const Request& request)
{
	const auto period = figures::parse_period(request.query_value("year"), {}, {});
	if (request.query_value("year").empty() || !period)
	{
		return figures::invalid_parameter("year", "expected YYYY");
	}
	return year_of(period->days.first);
}

// Whose target it is lies in the caller's scope: an area at or below it, a team based there, the phone's own team.
class TargetScope
{
public:
	TargetScope(store::Database& database, const AreaTree& areas, const people::Caller& caller) : areas_(areas), caller_(caller)
	{
		for (const store::Team& team : store::list_teams(database))
		{
			team_areas_.emplace(team.id, team.area);
		}
	}

	[[nodiscard]] bool holds(const store::Target& target) const
	{
		if (!target.team)
		{
			return people::covers(caller_, areas_, target.area);
		}
		const auto team = team_areas_.find(*target.team);
		return std::ranges::find(caller_.teams, *target.team) != caller_.teams.end() ||
		       (team != team_areas_.end() && people::covers(caller_, areas_, team->second));
	}

private:
	const AreaTree& areas_;
	const people::Caller& caller_;
	std::unordered_map<Uuid, AreaId> team_areas_;
};

Response list_json(store::Database& database, const AreaTree& areas, const TargetScope& scope, int year)
{
	Json list = Json::array();
	for (const store::Target& target : store::list_targets(database, year))
	{
		if (!scope.holds(target))
		{
			continue;
		}
		Json json;
		if (target.team)
		{
			json["team"] = to_string(*target.team);
		}
		else
		{
			json["area"] = areas.at(target.area).code;
		}
		json["venue_type"] = target.venue_type.empty() ? Json(nullptr) : Json(target.venue_type);
		json["metric"] = target.metric;
		json["value"] = *target.value;
		json["from"] = to_string(target.from);
		json["document_no"] = target.document_no;
		json["reason"] = target.reason;
		list.push_back(std::move(json));
	}
	Response response;
	response.body = to_text(list);
	return response;
}

// Reads one cell of the body. What is wrong with it is said with its pointer.
class CellReader
{
public:
	CellReader(const Reference& reference, const Json& cell, std::size_t index, int year)
	    : reference_(reference), cell_(cell), pointer_("/" + std::to_string(index)), year_(year)
	{
	}

	Result<store::Target> run()
	{
		if (!cell_.is_object())
		{
			return wrong("", "expected an object");
		}
		target_.year = year_;
		target_.from = make_date(year_, 1, 1);
		for (const auto step :
		     {&CellReader::read_whose, &CellReader::read_venue_type, &CellReader::read_metric, &CellReader::read_value,
		      &CellReader::read_from})
		{
			if (auto error = (this->*step)())
			{
				return *error;
			}
		}
		if (auto error = read_text("document_no", target_.document_no))
		{
			return *error;
		}
		if (auto error = read_text("reason", target_.reason))
		{
			return *error;
		}
		return target_;
	}

private:
	[[nodiscard]] Error wrong(const std::string& field, const std::string& why) const
	{
		const std::string pointer = field.empty() ? pointer_ : pointer_ + "/" + field;
		return {"invalid_target", pointer + ": " + why, pointer};
	}

	std::optional<Error> read_whose()
	{
		const Json* area = member(cell_, "area");
		const Json* team = member(cell_, "team");
		if ((area == nullptr) == (team == nullptr))
		{
			return wrong("", "expected either area or team");
		}
		if (team != nullptr)
		{
			target_.team = team->is_string() ? parse_uuid(team->get_ref<const std::string&>()) : std::nullopt;
			return target_.team ? std::nullopt : std::optional(wrong("team", "no such team"));
		}
		const Area* found = area->is_string() ? reference_.areas.find(area->get_ref<const std::string&>()) : nullptr;
		if (found == nullptr)
		{
			return wrong("area", "no such area");
		}
		target_.area = found->id;
		return std::nullopt;
	}

	std::optional<Error> read_venue_type()
	{
		const Json* type = member(cell_, "venue_type");
		if (type == nullptr)
		{
			return std::nullopt;
		}
		if (!type->is_string() || reference_.vocabulary.find(CodeList::venue_types, type->get_ref<const std::string&>()) == nullptr)
		{
			return wrong("venue_type", "no such venue type");
		}
		target_.venue_type = type->get<std::string>();
		return std::nullopt;
	}

	std::optional<Error> read_metric()
	{
		const Json* metric = member(cell_, "metric");
		if (metric != nullptr && metric->is_string())
		{
			target_.metric = metric->get<std::string>();
		}
		if (std::ranges::find(metrics, target_.metric) != metrics.end())
		{
			return std::nullopt;
		}
		return wrong("metric", "expected sessions, women_children_lectures, places_visited or materials");
	}

	std::optional<Error> read_value()
	{
		if (!cell_.contains("value"))
		{
			return wrong("value", "missing; null removes the target");
		}
		const Json& value = cell_["value"];
		if (value.is_null())
		{
			return std::nullopt;
		}
		const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= value_max
		                                             : value.is_number_integer() && value.get<std::int64_t>() >= 0;
		if (!fits || value.get<std::int64_t>() > value_max)
		{
			return wrong("value", "expected a whole number, 0 or more, or null");
		}
		target_.value = value.get<std::int64_t>();
		return std::nullopt;
	}

	std::optional<Error> read_from()
	{
		const Json* from = member(cell_, "from");
		if (from == nullptr)
		{
			return std::nullopt;
		}
		const auto date = from->is_string() ? parse_date(from->get_ref<const std::string&>()) : std::nullopt;
		if (!date)
		{
			return wrong("from", "expected YYYY-MM-DD");
		}
		target_.from = *date;
		return std::nullopt;
	}

	std::optional<Error> read_text(const char* field, std::string& into) const
	{
		const Json* text = member(cell_, field);
		if (text == nullptr)
		{
			return std::nullopt;
		}
		if (!text->is_string())
		{
			return wrong(field, "expected text");
		}
		if (count_characters(text->get_ref<const std::string&>()) > text_characters_max)
		{
			return wrong(field, "too long");
		}
		into = text->get<std::string>();
		return std::nullopt;
	}

	const Reference& reference_;
	const Json& cell_;
	std::string pointer_;
	int year_;
	store::Target target_;
};

auto cell_of(const store::Target& target)
{
	return std::tie(target.team, target.area, target.venue_type, target.metric);
}

Result<std::vector<store::Target>> parse_targets(std::string_view body, const Reference& reference, int year)
{
	const auto document = parse_json(body);
	if (!document)
	{
		return document.error();
	}
	if (!document->flaws.empty())
	{
		const JsonFlaw& flaw = document->flaws.front();
		return Error{"invalid_target", flaw.pointer + ": " + flaw.code, flaw.pointer};
	}
	if (!document->value.is_array() || document->value.size() > cells_max)
	{
		return Error{"invalid_target", "expected a list of at most 10000 targets", ""};
	}
	std::vector<store::Target> targets;
	std::set<std::tuple<std::optional<Uuid>, AreaId, std::string, std::string>> cells;
	for (std::size_t i = 0; i < document->value.size(); ++i)
	{
		auto target = CellReader(reference, document->value[i], i, year).run();
		if (!target)
		{
			return target.error();
		}
		if (!cells.insert(cell_of(*target)).second)
		{
			const std::string pointer = "/" + std::to_string(i);
			return Error{"invalid_target", pointer + ": the same target stands twice in the list", pointer};
		}
		targets.push_back(std::move(*target));
	}
	return targets;
}

people::Deed deed_of(const store::Target& target, const AreaTree& areas)
{
	people::Deed deed{"set_target", std::nullopt, target.area, target.team ? to_string(*target.team) : std::string()};
	deed.details = {{"year", target.year}, {"venue_type", target.venue_type}, {"metric", target.metric}};
	deed.details["area"] = target.team ? Json(nullptr) : Json(areas.at(target.area).code);
	deed.details["value"] = target.value ? Json(*target.value) : Json(nullptr);
	return deed;
}

Reply put_targets(
    store::Writer& writer, const people::Caller& caller, std::vector<store::Target>& targets, int year, const std::string& language)
{
	store::Database& database = writer.database();
	const AreaTree& areas = writer.reference()->areas;
	const TargetScope scope(database, areas, caller);
	for (std::size_t i = 0; i < targets.size(); ++i)
	{
		if (scope.holds(targets[i]))
		{
			continue;
		}
		if (!targets[i].team)
		{
			return problem("forbidden", language, "/" + std::to_string(i) + "/area");
		}
		const std::string pointer = "/" + std::to_string(i) + "/team";
		return problem(Error{"invalid_target", pointer + ": no such team", pointer}, language);
	}
	const auto in_force = store::list_targets(database, year);
	for (store::Target& target : targets)
	{
		const auto same_cell = [&](const store::Target& other) { return cell_of(other) == cell_of(target); };
		const auto old = std::ranges::find_if(in_force, same_cell);
		const bool unchanged = old == in_force.end() ? !target.value
		                                             : old->value == target.value && old->from == target.from &&
		                                                   old->document_no == target.document_no && old->reason == target.reason;
		if (unchanged)
		{
			continue;
		}
		target.at = now();
		target.actor = caller.name();
		store::insert_target(database, target);
		people::audit(database, people::actor_of(caller), deed_of(target, areas), target.at);
	}
	return list_json(database, areas, scope, year);
}

} // namespace

Reply handle_targets(Context& /*context*/, Request& request)
{
	const auto year = parse_year(request);
	if (!year)
	{
		return problem(year.error(), request.accept_language);
	}
	return read_work(
	    [year = *year](store::Reader& reader, const people::Caller& caller) -> Reply
	    {
		    const AreaTree& areas = reader.reference()->areas;
		    return list_json(reader.database(), areas, TargetScope(reader.database(), areas, caller), year);
	    });
}

Reply handle_put_targets(Context& context, Request& request)
{
	const auto year = parse_year(request);
	if (!year)
	{
		return problem(year.error(), request.accept_language);
	}
	auto targets = parse_targets(request.body, *context.reference.load(), *year);
	if (!targets)
	{
		return problem(targets.error(), request.accept_language);
	}
	return write_work(
	    [year = *year, targets = std::move(*targets), language = request.accept_language](
	        store::Writer& writer, const people::Caller& caller) mutable -> Reply
	    { return put_targets(writer, caller, targets, year, language); });
}

} // namespace bajin::api
