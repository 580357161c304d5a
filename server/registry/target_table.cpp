#include "server/registry/target_table.hpp"

#include "server/files/csv_writer.hpp"
#include "server/registry/target_columns.hpp"
#include "shared/table_values.hpp"
#include "shared/whole_number.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>

namespace bajin::registry
{

namespace
{

bool is_one_of(std::span<const std::string_view> words, std::string_view text)
{
	return std::ranges::find(words, text) != words.end();
}

class TableReader
{
public:
	TableReader(const CsvTable& table, const Reference& reference, const TargetScope& scope, int year)
		: table_(table), reference_(reference), scope_(scope), year_(year)
	{
		columns_.fill(-1);
	}

	TargetTable run()
	{
		if (table_.unclosed_quote_line > 0) { wrong(table_.unclosed_quote_line, "", "unclosed_quote"); }
		else if (table_.rows.size() < 2) { wrong(1, "", "no_rows"); }
		else if (table_.rows.size() - 1 > target_cells_max) { wrong(1, "", "too_many_rows"); }
		else if (read_headings(table_.rows.front()))
		{
			index_names();
			for (auto row = table_.rows.begin() + 1; row != table_.rows.end(); ++row) { read_row(*row); }
		}
		read_.keeps_from = !has(TargetField::from);
		read_.keeps_document_no = !has(TargetField::document_no);
		read_.keeps_reason = !has(TargetField::reason);
		read_.rows = table_.rows.empty() ? 0 : table_.rows.size() - 1;
		return std::move(read_);
	}

private:
	void wrong(std::size_t line, std::string column, std::string_view code, std::string detail = {})
	{
		read_.problems.push_back({line, std::move(column), code, std::move(detail)});
	}

	// In the row that is being read.
	void wrong_in(TargetField field, std::string_view code, std::string detail = {})
	{
		wrong_fields_.insert(target_headings[static_cast<std::size_t>(field)].json_name);
		wrong(row_->line, heading_of(field), code, std::move(detail));
	}

	[[nodiscard]] bool has(TargetField field) const { return columns_[static_cast<std::size_t>(field)] >= 0; }

	[[nodiscard]] std::string heading_of(TargetField field) const
	{
		const int column = columns_[static_cast<std::size_t>(field)];
		return column < 0 ? std::string(target_headings[static_cast<std::size_t>(field)].names.front())
						  : table_.rows.front().cells[static_cast<std::size_t>(column)];
	}

	[[nodiscard]] std::string cell_of_row(TargetField field) const
	{
		const int column = columns_[static_cast<std::size_t>(field)];
		const bool is_there = column >= 0 && static_cast<std::size_t>(column) < row_->cells.size();
		return is_there ? row_->cells[static_cast<std::size_t>(column)] : std::string();
	}

	// False when a row cannot be understood without what is missing.
	bool read_headings(const CsvRow& row)
	{
		std::string known;
		for (const TargetHeading& heading : target_headings) { known += (known.empty() ? "" : "、") + std::string(heading.names.front()); }
		for (std::size_t column = 0; column < row.cells.size(); ++column)
		{
			const std::string& text = row.cells[column];
			const auto* const found =
				std::ranges::find_if(target_headings, [&](const TargetHeading& heading) { return is_one_of(heading.names, text); });
			if (text.empty()) { continue; }
			if (found == target_headings.end())
			{
				wrong(row.line, text, "unknown_column", known);
				continue;
			}
			int& position = columns_[static_cast<std::size_t>(found->field)];
			if (position >= 0) { wrong(row.line, text, "repeated_column"); }
			position = static_cast<int>(column);
		}
		if (!has(TargetField::area_code) && !has(TargetField::area) && !has(TargetField::team))
		{
			wrong(row.line, heading_of(TargetField::area_code), "missing_column");
		}
		for (const TargetField field : {TargetField::metric, TargetField::value})
		{
			if (!has(field)) { wrong(row.line, heading_of(field), "missing_column"); }
		}
		return std::ranges::none_of(read_.problems, [](const TableProblem& problem) { return problem.code == "missing_column"; });
	}

	// By its name, and with the names of what it lies in before it: there is more than one 张庄村.
	void index_names()
	{
		const AreaTree& areas = reference_.areas;
		for (const Area& area : areas.all())
		{
			if (!scope_.covers(area.id) || (area.valid_to && *area.valid_to < make_date(year_, 1, 1))) { continue; }
			const auto name_above = [&](AreaLevel level)
			{
				const AreaId above = area.level > level ? areas.ancestor_at(area.id, level) : 0;
				return above == 0 ? std::string() : areas.at(above).name;
			};
			const std::string county = name_above(AreaLevel::county);
			const std::string township = name_above(AreaLevel::township);
			for (const std::string& name :
				 std::set<std::string>{area.name, county + area.name, township + area.name, county + township + area.name})
			{
				area_names_[name].push_back(area.id);
			}
		}
		for (const store::Team& team : scope_.teams())
		{
			if (scope_.covers(team.area)) { team_names_[team.name].push_back(&team); }
		}
	}

	void read_row(const CsvRow& row)
	{
		row_ = &row;
		wrong_fields_.clear();
		// Empty ones too: Excel makes all rows as long as the headings, and "1,200" without quotes makes one longer.
		if (row.cells.size() > table_.rows.front().cells.size())
		{
			wrong(row.line, "", "too_many_cells");
			return;
		}
		Json cell = Json::object();
		read_whose(cell);
		read_venue_type(cell);
		read_metric(cell);
		read_value(cell);
		read_from(cell);
		for (const TargetField field : {TargetField::document_no, TargetField::reason})
		{
			cell[std::string(target_headings[static_cast<std::size_t>(field)].json_name)] = cell_of_row(field);
		}
		keep(cell);
	}

	// What is wrong beyond the spelling is said by the reader that PUT uses.
	void keep(const Json& cell)
	{
		CellRead read = read_target_cell(cell, reference_, year_);
		for (const CellProblem& problem : read.problems)
		{
			const std::string_view name = problem.field.empty() ? "area" : std::string_view(problem.field);
			if (!wrong_fields_.contains(name) && !(name == "area" && wrong_fields_.contains("team")))
			{
				wrong_in(field_named(name), problem.code);
			}
		}
		if (!wrong_fields_.empty()) { return; }
		const auto [first, is_new] = lines_.emplace(cell_of(read.target), row_->line);
		if (!is_new)
		{
			wrong(row_->line, "", "repeated_row", std::to_string(first->second));
			return;
		}
		read_.targets.push_back(std::move(read.target));
	}

	[[nodiscard]] TargetField field_named(std::string_view json_name) const
	{
		if (json_name == "area" && !has(TargetField::area_code)) { return has(TargetField::area) ? TargetField::area : TargetField::team; }
		return std::ranges::find(target_headings, json_name, &TargetHeading::json_name)->field;
	}

	void read_whose(Json& cell)
	{
		const auto by_code = read_area_code();
		const auto area = read_area_name(by_code);
		const std::string team = cell_of_row(TargetField::team);
		if (!team.empty()) { read_team(cell, team, area); }
		else if (area) { cell["area"] = reference_.areas.at(*area).code; }
		else if (wrong_fields_.empty()) { wrong_in(field_named("area"), "missing_area"); }
	}

	std::optional<AreaId> read_area_code()
	{
		const std::string text = cell_of_row(TargetField::area_code);
		return text.empty() ? std::nullopt : find_area(TargetField::area_code, text);
	}

	// A name beside a code has to be that area's.
	std::optional<AreaId> read_area_name(std::optional<AreaId> by_code)
	{
		const std::string text = cell_of_row(TargetField::area);
		if (text.empty()) { return by_code; }
		if (!by_code) { return wrong_fields_.contains("area") ? std::nullopt : find_area(TargetField::area, text); }
		const auto named = area_names_.find(text);
		const bool agrees = text == reference_.areas.at(*by_code).code ||
							(named != area_names_.end() && std::ranges::find(named->second, *by_code) != named->second.end());
		if (!agrees)
		{
			wrong_in(TargetField::area, "area_mismatch", reference_.areas.at(*by_code).name);
			return std::nullopt;
		}
		return by_code;
	}

	std::optional<AreaId> find_area(TargetField field, const std::string& text)
	{
		const std::string narrow = code_in_cell(text);
		if (is_scientific(narrow))
		{
			wrong_in(field, "scientific_number");
			return std::nullopt;
		}
		if (const Area* area = reference_.areas.find(narrow))
		{
			if (!scope_.covers(area->id))
			{
				wrong_in(field, "forbidden");
				return std::nullopt;
			}
			return area->id;
		}
		const auto named = area_names_.find(text);
		if (named == area_names_.end())
		{
			wrong_in(field, "unknown_area");
			return std::nullopt;
		}
		if (named->second.size() > 1)
		{
			std::string codes;
			for (const AreaId id : named->second) { codes += (codes.empty() ? "" : ", ") + reference_.areas.at(id).code; }
			wrong_in(field, "ambiguous_area", codes);
			return std::nullopt;
		}
		return named->second.front();
	}

	void read_team(Json& cell, const std::string& text, std::optional<AreaId> area)
	{
		std::vector<const store::Team*> found;
		if (const auto id = parse_uuid(text))
		{
			const store::Team* team = scope_.find_team(*id);
			found.assign(team == nullptr ? 0 : 1, team);
		}
		else if (const auto named = team_names_.find(text); named != team_names_.end()) { found = named->second; }
		if (found.empty())
		{
			wrong_in(TargetField::team, "unknown_team");
			return;
		}
		const std::string based = reference_.areas.at(found.front()->area).name;
		if (area)
		{
			std::erase_if(found, [&](const store::Team* team) { return team->area != *area; });
		}
		if (found.empty())
		{
			wrong_in(TargetField::team, "area_mismatch", based);
			return;
		}
		if (found.size() > 1)
		{
			std::string ids;
			for (const store::Team* team : found) { ids += (ids.empty() ? "" : ", ") + to_string(team->id); }
			wrong_in(TargetField::team, "ambiguous_team", ids);
			return;
		}
		cell["team"] = to_string(found.front()->id);
	}

	void read_venue_type(Json& cell)
	{
		const std::string text = cell_of_row(TargetField::venue_type);
		if (text.empty() || is_one_of(words_for_all_types, text)) { return; }
		for (const Code& code : reference_.vocabulary.codes(CodeList::venue_types))
		{
			// "其他（不计入八进）" is 其他 in people's tables.
			const bool is_short = code.zh.starts_with(text + "（");
			if (text == code.code || text == code.zh || text == code.en || is_short)
			{
				cell["venue_type"] = code.code;
				return;
			}
		}
		wrong_in(TargetField::venue_type, "unknown_venue_type");
	}

	void read_metric(Json& cell)
	{
		const std::string text = cell_of_row(TargetField::metric);
		for (const TargetMetricNames& metric : target_metric_names)
		{
			if (is_one_of(metric.names, text)) { cell["metric"] = metric.code; }
		}
	}

	void read_value(Json& cell)
	{
		const std::string text = cell_of_row(TargetField::value);
		if (is_one_of(words_for_removal, text)) { cell["value"] = nullptr; }
		else if (const auto number = read_whole_number(text); number.value) { cell["value"] = *number.value; }
		else if (!number.wrong.empty()) { wrong_in(TargetField::value, is_scientific(text) ? "scientific_number" : number.wrong, text); }
	}

	void read_from(Json& cell)
	{
		const std::string text = cell_of_row(TargetField::from);
		if (text.empty()) { return; }
		const auto day = parse_day(text);
		if (!day)
		{
			wrong_in(TargetField::from, "invalid_date");
			return;
		}
		cell["from"] = to_string(*day);
	}

	const CsvTable& table_;
	const Reference& reference_;
	const TargetScope& scope_;
	int year_;
	std::array<int, target_field_count> columns_{}; // -1: not there
	std::unordered_map<std::string, std::vector<AreaId>> area_names_;
	std::unordered_map<std::string, std::vector<const store::Team*>> team_names_;
	std::map<TargetCell, std::size_t> lines_;
	const CsvRow* row_ = nullptr;
	std::set<std::string_view> wrong_fields_; // of that row, by their names in JSON
	TargetTable read_;
};

} // namespace

TargetTable read_target_table(const CsvTable& table, const Reference& reference, const TargetScope& scope, int year)
{
	return TableReader(table, reference, scope, year).run();
}

void keep_what_has_no_column(store::Database& database, TargetTable& table, int year)
{
	std::map<TargetCell, store::Target> in_force;
	for (store::Target& target : store::list_targets(database, year)) { in_force.emplace(cell_of(target), std::move(target)); }
	for (store::Target& target : table.targets)
	{
		const auto found = in_force.find(cell_of(target));
		if (found == in_force.end()) { continue; }
		if (table.keeps_from) { target.from = found->second.from; }
		if (table.keeps_document_no) { target.document_no = found->second.document_no; }
		if (table.keeps_reason) { target.reason = found->second.reason; }
	}
}

std::string write_target_table(const std::vector<store::Target>& targets, const Reference& reference, const TargetScope& scope)
{
	files::CsvWriter csv;
	for (const TargetHeading& heading : target_headings) { csv.text(heading.names.front()); }
	csv.end_row();
	std::map<std::pair<AreaId, std::string>, int> teams_named;
	for (const store::Team& team : scope.teams()) { ++teams_named[{team.area, team.name}]; }
	for (const store::Target& target : targets)
	{
		const AreaId area = scope.area_of(target);
		if (area == 0) { continue; }
		std::string team;
		if (target.team)
		{
			team = scope.name_of_team(*target.team);
			team = teams_named[{area, team}] > 1 ? to_string(*target.team) : team;
		}
		const Code* type = reference.vocabulary.find(CodeList::venue_types, target.venue_type);
		csv.text(reference.areas.at(area).code);
		csv.text(reference.areas.at(area).name);
		csv.text(team);
		csv.text(target.venue_type.empty() ? words_for_all_types.front() : type == nullptr ? target.venue_type : type->zh);
		csv.text(std::ranges::find(target_metric_names, target.metric, &TargetMetricNames::code)->names.front());
		csv.number(target.value.value_or(0));
		csv.text(to_string(target.from));
		csv.text(target.document_no);
		csv.text(target.reason);
		csv.end_row();
	}
	return csv.take();
}

std::string message_of(const TableProblem& problem, bool english)
{
	std::string text(text_of_cell_problem(problem.code, english));
	if (const auto mark = text.find("{}"); mark != std::string::npos) { text.replace(mark, 2, problem.detail); }
	return text;
}

} // namespace bajin::registry
