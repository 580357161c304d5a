#include "server/reports/workbook/table_json.hpp"

#include <algorithm>

namespace bajin::reports
{

namespace
{

Json cell_json(const Cell& cell)
{
	if (const auto* text = std::get_if<std::string>(&cell)) { return *text; }
	if (const auto* whole = std::get_if<std::int64_t>(&cell)) { return *whole; }
	if (const auto* decimal = std::get_if<double>(&cell)) { return *decimal; }
	return nullptr;
}

Cell read_cell(const Json& json)
{
	if (json.is_string()) { return json.get<std::string>(); }
	if (json.is_number_integer()) { return json.get<std::int64_t>(); }
	return json.is_number() ? Cell(json.get<double>()) : Cell();
}

Json row_json(const CellRow& row)
{
	Json cells = Json::array();
	for (const Cell& cell : row) { cells.push_back(cell_json(cell)); }
	return cells;
}

CellRow read_row(const Json& json, std::size_t columns)
{
	CellRow row;
	for (const Json& cell : json) { row.push_back(read_cell(cell)); }
	row.resize(columns);
	return row;
}

TableColumn read_column(const Json& json)
{
	return {
		json.value("heading", std::string()), json.value("group", std::string()), json.value("sum", false),
		json.value("left", std::size_t{0})};
}

TableBlock read_block(const Json& json, std::size_t columns)
{
	TableBlock block{json.value("label", std::string())};
	for (const Json& row : json.at("rows")) { block.rows.push_back(read_row(row, columns)); }
	if (json.at("total").is_array()) { block.total = read_row(json.at("total"), columns); }
	return block;
}

} // namespace

Json to_json(const Table& table)
{
	Json columns = Json::array();
	for (const TableColumn& column : table.columns)
	{
		Json json = {{"heading", column.heading}};
		if (!column.group.empty()) { json["group"] = column.group; }
		if (column.is_summed) { json["sum"] = true; }
		if (column.sum_of_left != 0) { json["left"] = column.sum_of_left; }
		columns.push_back(std::move(json));
	}
	Json blocks = Json::array();
	for (const TableBlock& block : table.blocks)
	{
		Json rows = Json::array();
		for (const CellRow& row : block.rows) { rows.push_back(row_json(row)); }
		blocks.push_back(
			{{"label", block.label}, {"rows", std::move(rows)}, {"total", block.total ? row_json(*block.total) : Json(nullptr)}});
	}
	Json chart = nullptr;
	if (table.chart) { chart = {{"title", table.chart->title}, {"column", table.chart->column}}; }
	return {
		{"sheet", table.sheet},        {"title", table.title}, {"columns", std::move(columns)},
		{"blocks", std::move(blocks)}, {"notes", table.notes}, {"chart", std::move(chart)},
	};
}

Json to_json(const std::vector<Table>& tables)
{
	Json list = Json::array();
	for (const Table& table : tables) { list.push_back(to_json(table)); }
	return list;
}

std::optional<Table> parse_table(const Json& json)
{
	try
	{
		Table table{json.at("sheet").get<std::string>(), json.at("title").get<std::string>()};
		for (const Json& column : json.at("columns")) { table.columns.push_back(read_column(column)); }
		for (const Json& block : json.at("blocks")) { table.blocks.push_back(read_block(block, table.columns.size())); }
		table.notes = json.at("notes").get<std::vector<std::string>>();
		if (const Json& chart = json.at("chart"); chart.is_object())
		{
			table.chart = {chart.at("title").get<std::string>(), chart.at("column").get<std::size_t>()};
		}
		return table;
	}
	catch (const Json::exception&)
	{
		return std::nullopt;
	}
}

} // namespace bajin::reports
