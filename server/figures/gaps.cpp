#include "server/figures/gaps.hpp"

#include "server/figures/event_scan.hpp"
#include "server/figures/labels.hpp"
#include "server/figures/session_targets.hpp"
#include "server/figures/statistics.hpp"
#include "server/files/csv_writer.hpp"
#include "server/store/count_store.hpp"
#include "server/store/team_store.hpp"
#include "shared/measures.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>

namespace bajin::figures
{

namespace
{

constexpr std::string_view all_types = "全部类型";

double part_reached(const GapPosition& gap)
{
	return static_cast<double>(gap.sessions) / static_cast<double>(gap.target);
}

bool stands_before(const GapPosition& left, const GapPosition& right)
{
	const auto order = [](const GapPosition& gap)
	{ return std::tuple(part_reached(gap), gap.sessions - gap.target, std::string_view(gap.area), std::string_view(gap.venue_type)); };
	return order(left) < order(right);
}

class GapFinder
{
public:
	GapFinder(store::Reader& reader, const FigureQuery& query, const GapFilter& filter)
		: reader_(reader), query_(query), filter_(filter), areas_(reader.reference()->areas), targets_(reader, query.period)
	{
	}

	GapList run()
	{
		choose_areas();
		count_sessions();
		GapList list{query_, reader_.reference(), reader_.newest_seq(), find_gaps(), std::nullopt};
		std::ranges::sort(list.gaps, stands_before, &Gap::key);
		if (filter_.after)
		{
			std::erase_if(list.gaps, [&](const Gap& gap) { return !stands_before(*filter_.after, gap.key); });
		}
		if (filter_.limit && std::ssize(list.gaps) > *filter_.limit)
		{
			list.gaps.resize(static_cast<std::size_t>(*filter_.limit));
			list.next = list.gaps.back().key;
		}
		add_contacts(list.gaps);
		return list;
	}

private:
	// Areas that keep counts. The target of a root that is larger than a county is the sum that those below it work on.
	void choose_areas()
	{
		for (const auto& [key, target] : targets_.all())
		{
			const auto& [area, venue_type] = key;
			const Area& of = areas_.at(area);
			const bool is_above_all = of.parent == 0 && of.level < AreaLevel::county;
			const bool is_listed =
				areas_.kept_counts(area) != KeptCounts::none && (filter_.level ? of.level == *filter_.level : !is_above_all);
			if (is_listed && areas_.contains(query_.area, area) && (filter_.venue_type.empty() || filter_.venue_type == venue_type))
			{
				chosen_.insert(area);
			}
		}
	}

	void count_sessions()
	{
		const bool by_team = query_.attribution == Attribution::team;
		for (const AreaId area : chosen_)
		{
			const bool keeps_all = areas_.kept_counts(area) == KeptCounts::all;
			if (keeps_all || !by_team) { take_counts(area, store::CountLayer::by_area); }
			if (keeps_all && by_team) { take_counts(area, store::CountLayer::team_difference); }
		}
		if (by_team) { take_teams_below(); }
	}

	void take_counts(AreaId area, store::CountLayer layer)
	{
		store::for_each_count(
			reader_.database(), {area, layer, Dimension::venue_type, query_.period.first_month(), query_.period.last_month()},
			[&](const store::CountRow& row) { add(area, row.key.key, row.counts); });
	}

	// Of areas that keep no counts by organiser.
	void take_teams_below()
	{
		std::unordered_map<Uuid, std::vector<AreaId>> based;
		for (const store::Team& team : store::list_teams(reader_.database()))
		{
			for (AreaId above = team.area; areas_.kept_counts(above) != KeptCounts::all; above = areas_.at(above).parent)
			{
				if (chosen_.contains(above)) { based[team.id].push_back(above); }
			}
		}
		for_each_event_of_teams(
			reader_, [&](const store::Team& team) { return based.contains(team.id); }, query_.period.days,
			[&](const store::EventHead& head, const Event& event)
			{
				const auto measured = measures(event, {}, head.state, head.adds, reader_.reference()->vocabulary);
				for (const Measure& measure : measured)
				{
					if (measure.dimension != Dimension::venue_type) { continue; }
					for (const AreaId area : based.at(head.team)) { add(area, measure.key, measure.counts); }
				}
			});
	}

	// Of the type, and of all together.
	void add(AreaId area, const std::string& venue_type, const Counts& counts)
	{
		const std::int64_t sessions = counts.on(query_.basis)[Metric::sessions];
		sessions_[{area, venue_type}] += sessions;
		sessions_[{area, ""}] += sessions;
	}

	[[nodiscard]] std::vector<Gap> find_gaps() const
	{
		std::vector<Gap> gaps;
		for (const auto& [key, target] : targets_.all())
		{
			const auto& [area, venue_type] = key;
			if (!chosen_.contains(area) || (!filter_.venue_type.empty() && filter_.venue_type != venue_type)) { continue; }
			const auto found = sessions_.find(key);
			const std::int64_t sessions = found == sessions_.end() ? 0 : found->second;
			if (sessions < target) { gaps.push_back({{sessions, target, areas_.at(area).code, venue_type}, area, {}}); }
		}
		return gaps;
	}

	void add_contacts(std::vector<Gap>& gaps) const
	{
		const Contacts contacts(reader_, query_.now - filter_.silent_after);
		std::map<AreaId, Contact> known;
		for (Gap& gap : gaps)
		{
			const auto [found, is_new] = known.try_emplace(gap.area);
			if (is_new) { found->second = contacts.at_or_below(gap.area); }
			gap.contact = found->second;
		}
	}

	store::Reader& reader_;
	const FigureQuery& query_;
	const GapFilter& filter_;
	const AreaTree& areas_;
	SessionTargets targets_;
	std::set<AreaId> chosen_;
	std::map<SessionTargets::Key, std::int64_t> sessions_;
};

std::string type_name(const Reference& reference, const std::string& venue_type, Date day)
{
	if (venue_type.empty()) { return std::string(all_types); }
	const Code* code = reference.vocabulary.find(CodeList::venue_types, venue_type);
	return code == nullptr ? venue_type : code->name_on(day);
}

// The county above a township; nullptr: it is a county itself.
const Area* county_above(const AreaTree& areas, AreaId area)
{
	const AreaId county = areas.ancestor_at(area, AreaLevel::county);
	return county == 0 || county == area ? nullptr : &areas.at(county);
}

std::optional<std::int64_t> parse_count(std::string_view text)
{
	std::int64_t number = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
	const bool is_read = error == std::errc() && end == text.data() + text.size() && number >= 0;
	return is_read ? std::optional(number) : std::nullopt;
}

void write_row(files::CsvWriter& csv, const GapList& list, const Gap& gap)
{
	const AreaTree& areas = list.reference->areas;
	const Area* county = county_above(areas, gap.area);
	const Contact& contact = gap.contact;
	const FigureQuery& query = list.query;
	csv.text(query.period.from);
	csv.text(query.period.to);
	csv.text(basis_name(query.basis));
	csv.text(attribution_name(query.attribution));
	csv.text(office_time(query.now));
	csv.text(gap.key.area);
	csv.text(county == nullptr ? "" : county->name);
	csv.text(areas.at(gap.area).name);
	csv.text(level_name(areas.at(gap.area).level));
	csv.text(type_name(*list.reference, gap.key.venue_type, list.query.period.days.last));
	csv.number(gap.key.target);
	csv.number(gap.key.sessions);
	csv.number(gap.missing());
	csv.text(std::to_string(static_cast<int>(part_reached(gap.key) * 100)) + "%");
	csv.number(contact.teams);
	csv.number(contact.silent_teams);
	csv.text(contact.data_as_of ? office_time(*contact.data_as_of) : contact.teams > 0 ? "从未同步" : "");
	csv.end_row();
}

} // namespace

GapList compute_gaps(store::Reader& reader, const FigureQuery& query, const GapFilter& filter)
{
	return GapFinder(reader, query, filter).run();
}

Json to_json(const GapList& list)
{
	const AreaTree& areas = list.reference->areas;
	const auto year = list.query.period.whole_year();
	Json json;
	json["year"] = year ? Json(*year) : Json(nullptr);
	json.update(figure_head(list.query, areas.at(list.query.area)));
	json["gaps"] = Json::array();
	for (const Gap& gap : list.gaps)
	{
		const Area* county = county_above(areas, gap.area);
		const Contact& contact = gap.contact;
		json["gaps"].push_back({
			{"area", gap.key.area},
			{"area_name", areas.at(gap.area).name},
			{"county", county == nullptr ? Json(nullptr) : Json(county->name)},
			{"level", to_string(areas.at(gap.area).level)},
			{"venue_type", gap.key.venue_type.empty() ? Json(nullptr) : Json(gap.key.venue_type)},
			{"venue_type_name", type_name(*list.reference, gap.key.venue_type, list.query.period.days.last)},
			{"sessions", gap.key.sessions},
			{"target", gap.key.target},
			{"gap", gap.missing()},
			{"teams", contact.teams},
			{"silent_teams", contact.silent_teams},
			{"data_as_of", contact.data_as_of ? Json(to_string(*contact.data_as_of)) : Json(nullptr)},
		});
	}
	json["next"] = list.next ? Json(write_position(*list.next)) : Json(nullptr);
	json["as_of"] = {{"time", to_string(list.query.now)}, {"seq", list.seq}};
	return json;
}

std::string to_csv(const GapList& list)
{
	files::CsvWriter csv;
	for (const std::string_view heading :
		 {"开始", "截止", "统计口径", "归属口径", "数据时间", "区划代码", "所属县（市、区）", "区划", "级别", "场所类型", "目标场次",
		  "已完成场次", "差额场次", "完成率", "讲师团数", "久未同步讲师团数", "数据截至"})
	{
		csv.text(heading);
	}
	csv.end_row();
	for (const Gap& gap : list.gaps) { write_row(csv, list, gap); }
	return csv.take();
}

std::string write_position(const GapPosition& position)
{
	return std::to_string(position.sessions) + "." + std::to_string(position.target) + "." + position.area + "." + position.venue_type;
}

std::optional<GapPosition> read_gap_position(std::string_view text)
{
	std::array<std::string_view, 3> parts;
	for (std::string_view& part : parts)
	{
		const auto point = text.find('.');
		if (point == std::string_view::npos) { return std::nullopt; }
		part = text.substr(0, point);
		text.remove_prefix(point + 1);
	}
	const auto sessions = parse_count(parts[0]);
	const auto target = parse_count(parts[1]);
	if (!sessions || !target || *target == 0) { return std::nullopt; }
	return GapPosition{*sessions, *target, std::string(parts[2]), std::string(text)};
}

} // namespace bajin::figures
