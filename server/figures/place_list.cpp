#include "server/figures/place_list.hpp"

#include "server/figures/labels.hpp"
#include "server/figures/statistics.hpp"
#include "server/files/csv_writer.hpp"
#include "shared/plain_text.hpp"

#include <algorithm>
#include <tuple>

namespace bajin::figures
{

namespace
{

bool is_listed_before(const PlaceRow& left, const PlaceRow& right)
{
	return std::tie(left.code, left.name, left.place.venue) < std::tie(right.code, right.name, right.place.venue);
}

class PlaceLister
{
public:
	PlaceLister(store::Reader& reader, const FigureQuery& query, const PlaceFilter& filter)
		: reader_(reader), query_(query), filter_(filter), sought_(filter.text), reference_(*reader.reference()), areas_(reference_.areas),
		  visits_(count_visits(reader, query))
	{
	}

	PlaceList run()
	{
		list_.query = query_;
		list_.query.attribution = Attribution::area;
		list_.reference = reader_.reference();
		list_.seq = reader_.newest_seq();
		if (filter_.venue_type.empty() || is_area_type(filter_.venue_type)) { gather_areas(); }
		else { gather_venues(); }
		std::ranges::sort(list_.places, is_listed_before);
		cut_page();
		return std::move(list_);
	}

private:
	void gather_areas()
	{
		for (const Area& area : areas_.all())
		{
			const std::string type(to_string(area.level));
			const bool is_asked_for = is_area_type(type) && (filter_.venue_type.empty() || filter_.venue_type == type);
			if (is_asked_for && areas_.contains(query_.area, area.id)) { add({area.id, "", type}, area.name, area); }
		}
	}

	void gather_venues()
	{
		for (const auto& [id, venue] : reference_.venues)
		{
			if (venue.merged_into.empty() && venue.venue_type == filter_.venue_type && areas_.contains(query_.area, venue.area))
			{
				add({venue.area, id, venue.venue_type}, venue.name, venue);
			}
		}
	}

	// `valid` is an area or a venue.
	template <class Valid>
	void add(Place place, const std::string& name, const Valid& valid)
	{
		const Date end = query_.period.days.last;
		const auto found = visits_.find(place);
		PlaceRow row{std::move(place), {}, name, found == visits_.end() ? 0 : found->second, true};
		row.in_use = (!valid.valid_from || *valid.valid_from <= end) && (!valid.valid_to || end <= *valid.valid_to);
		const bool is_visited = row.visits > 0;
		if ((!row.in_use && !is_visited) || !sought_.is_in(name)) { return; }
		++list_.total;
		list_.visited += is_visited ? 1 : 0;
		if (filter_.visited && *filter_.visited != is_visited) { return; }
		row.code = areas_.at(row.place.area).code;
		list_.places.push_back(std::move(row));
	}

	void cut_page()
	{
		if (filter_.after)
		{
			const PlaceRow after = row_at(*filter_.after);
			std::erase_if(list_.places, [&](const PlaceRow& row) { return !is_listed_before(after, row); });
		}
		if (filter_.limit && std::ssize(list_.places) > *filter_.limit)
		{
			list_.places.resize(static_cast<std::size_t>(*filter_.limit));
			list_.next = PlacePosition{list_.places.back().code, list_.places.back().place.venue};
		}
	}

	// Where that place stands in the order, whether the list has it now or not.
	[[nodiscard]] PlaceRow row_at(const PlacePosition& position) const
	{
		PlaceRow row;
		row.code = position.area;
		row.place.venue = position.venue;
		if (const auto venue = reference_.venues.find(position.venue); venue != reference_.venues.end()) { row.name = venue->second.name; }
		else if (const Area* area = areas_.find(position.area); area != nullptr) { row.name = area->name; }
		return row;
	}

	store::Reader& reader_;
	const FigureQuery& query_;
	const PlaceFilter& filter_;
	SoughtText sought_;
	const Reference& reference_;
	const AreaTree& areas_;
	std::map<Place, std::int64_t> visits_;
	PlaceList list_;
};

// Of the area or what lies above it at that level; "": it lies higher.
std::string name_at(const AreaTree& areas, AreaId area, AreaLevel level)
{
	const AreaId above = areas.ancestor_at(area, level);
	return above == 0 ? std::string() : areas.at(above).name;
}

Json text_or_null(const std::string& text)
{
	return text.empty() ? Json(nullptr) : Json(text);
}

void write_row(files::CsvWriter& csv, const PlaceList& list, const PlaceRow& row)
{
	const AreaTree& areas = list.reference->areas;
	const Code* type = list.reference->vocabulary.find(CodeList::venue_types, row.place.venue_type);
	csv.text(list.query.period.from);
	csv.text(list.query.period.to);
	csv.text(basis_name(list.query.basis));
	csv.text(office_time(list.query.now));
	csv.text(row.code);
	csv.text(name_at(areas, row.place.area, AreaLevel::county));
	csv.text(name_at(areas, row.place.area, AreaLevel::township));
	csv.text(type == nullptr ? row.place.venue_type : type->name_on(list.query.period.days.last));
	csv.text(row.name);
	csv.text(row.place.venue);
	csv.text(row.visits > 0 ? "是" : "否");
	csv.number(row.visits);
	csv.text(row.in_use ? "" : "已停用");
	csv.end_row();
}

} // namespace

PlaceList list_places(store::Reader& reader, const FigureQuery& query, const PlaceFilter& filter)
{
	return PlaceLister(reader, query, filter).run();
}

Json to_json(const PlaceList& list)
{
	const AreaTree& areas = list.reference->areas;
	const auto year = list.query.period.whole_year();
	Json json;
	json["year"] = year ? Json(*year) : Json(nullptr);
	json.update(figure_head(list.query, areas.at(list.query.area)));
	json["visited"] = list.visited;
	json["total"] = list.total;
	json["places"] = Json::array();
	for (const PlaceRow& row : list.places)
	{
		json["places"].push_back({
			{"area", row.code},
			{"venue", text_or_null(row.place.venue)},
			{"name", row.name},
			{"venue_type", row.place.venue_type},
			{"township", text_or_null(name_at(areas, row.place.area, AreaLevel::township))},
			{"county", text_or_null(name_at(areas, row.place.area, AreaLevel::county))},
			{"visits", row.visits},
			{"in_use", row.in_use},
		});
	}
	json["next"] = list.next ? Json(write_position(*list.next)) : Json(nullptr);
	json["as_of"] = {{"time", to_string(list.query.now)}, {"seq", list.seq}};
	return json;
}

std::string to_csv(const PlaceList& list)
{
	files::CsvWriter csv;
	for (const std::string_view heading :
		 {"开始", "截止", "统计口径", "数据时间", "区划代码", "所属县（市、区）", "所属乡镇（街道）", "场所类型", "名称", "场所编号",
		  "是否走访", "走访次数", "备注"})
	{
		csv.text(heading);
	}
	csv.end_row();
	for (const PlaceRow& row : list.places) { write_row(csv, list, row); }
	return csv.take();
}

std::string write_position(const PlacePosition& position)
{
	return position.venue.empty() ? position.area : position.area + "." + position.venue;
}

std::optional<PlacePosition> read_place_position(std::string_view text, const Reference& reference)
{
	const auto point = text.find('.');
	PlacePosition position{std::string(text.substr(0, point)), {}};
	if (point != std::string_view::npos) { position.venue = text.substr(point + 1); }
	const bool is_known = reference.areas.find(position.area) != nullptr &&
						  (position.venue.empty() ? point == std::string_view::npos : reference.venues.contains(position.venue));
	return is_known ? std::optional(std::move(position)) : std::nullopt;
}

} // namespace bajin::figures
