#include "server/reports/cover.hpp"

#include "server/store/settings_store.hpp"

namespace bajin::reports
{

Cover find_cover(store::Database& database, const AreaTree& areas, AreaId area)
{
	const store::CoverValues own = store::find_cover(database, area);
	Cover cover;
	cover.changed_at = own.changed_at;
	cover.changed_by = own.changed_by;
	for (const CoverField& field : cover_fields) { cover.values.emplace(field.name, ""); }
	for (const auto& [field, value] : own.values) { cover.values[field] = value; }
	const auto take_over = [&](std::string_view field, const std::string& value)
	{
		std::string& here = cover.values[std::string(field)];
		if (here.empty() && !value.empty())
		{
			here = value;
			cover.inherited.emplace_back(field);
		}
	};
	for (AreaId above = areas.at(area).parent; above != 0; above = areas.at(above).parent)
	{
		const store::CoverValues theirs = store::find_cover(database, above);
		for (const CoverField& field : cover_fields)
		{
			const auto found = theirs.values.find(std::string(field.name));
			if (field.is_of_form && found != theirs.values.end()) { take_over(field.name, found->second); }
		}
	}
	take_over("compiled_by", store::find_settings(database).organization);
	return cover;
}

Json to_json(const Cover& cover)
{
	Json json = cover.values;
	json["inherited"] = cover.inherited;
	json["changed_at"] = cover.changed_at ? Json(to_string(*cover.changed_at)) : Json(nullptr);
	json["changed_by"] = cover.changed_by.empty() ? Json(nullptr) : Json(cover.changed_by);
	return json;
}

} // namespace bajin::reports
