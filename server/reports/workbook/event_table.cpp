#include "server/reports/workbook/event_table.hpp"

#include "server/files/csv_writer.hpp"
#include "server/files/zip_writer.hpp"
#include "server/reports/workbook/sheet_xml.hpp"

#include <string>
#include <vector>

namespace bajin::reports
{

namespace
{

constexpr int table_compression = 3;
constexpr std::size_t table_write_bytes = 64 * 1024;

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view package_types = "http://schemas.openxmlformats.org/package/2006/content-types";
constexpr std::string_view package_relations = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr std::string_view office_relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view sheet_schema = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view sheet_types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

// The formats of cells, by their number: plain text, a heading, a number with thousands separators.
constexpr std::string_view style_text = "0";
constexpr std::string_view style_heading = "1";
constexpr std::string_view style_number = "2";

std::string styles_xml()
{
	std::string xml(xml_head);
	xml += "<styleSheet xmlns=\"" + std::string(sheet_schema) + "\">";
	xml += R"(<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>)";
	xml += R"(<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>)";
	xml += R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)";
	xml += R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">)";
	xml += R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)";
	xml += R"(<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>)";
	xml += R"(<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>)";
	xml += R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";
	return xml;
}

// Takes rows; after finish() the table stands in the file.
class TableSink
{
public:
	TableSink() = default;
	TableSink(const TableSink&) = delete;
	TableSink& operator=(const TableSink&) = delete;
	virtual ~TableSink() = default;
	virtual void write(const CellRow& row) = 0;
	virtual void finish() = 0;
};

class CsvSink final : public TableSink
{
public:
	explicit CsvSink(files::TemporaryFile& file) : file_(file)
	{
		for (const RecordColumn& column : record_columns()) { csv_.text(column.heading); }
		csv_.end_row();
	}

	void write(const CellRow& row) override
	{
		for (const Cell& cell : row)
		{
			if (const auto* number = std::get_if<std::int64_t>(&cell)) { csv_.number(*number); }
			else
			{
				const auto* const text = std::get_if<std::string>(&cell);
				csv_.text(text == nullptr ? std::string_view() : *text);
			}
		}
		csv_.end_row();
		file_.write(csv_.take());
	}

	void finish() override { file_.write(csv_.take()); }

private:
	files::TemporaryFile& file_;
	files::CsvWriter csv_;
};

class XlsxSink final : public TableSink
{
public:
	XlsxSink(files::TemporaryFile& file, Timestamp made_at, std::int64_t rows_max)
		: zip_(file, made_at, table_compression), rows_max_(rows_max)
	{
		for (std::size_t column = 0; column < record_columns().size(); ++column) { names_.push_back(column_name(column)); }
		begin_sheet();
	}

	void write(const CellRow& row) override
	{
		if (rows_ == rows_max_)
		{
			end_sheet();
			begin_sheet();
		}
		const std::string number = std::to_string(++rows_ + 1);
		xml_ += "<row r=\"" + number + "\">";
		for (std::size_t column = 0; column < row.size(); ++column)
		{
			const auto* const value = std::get_if<std::int64_t>(&row[column]);
			const auto* const text = std::get_if<std::string>(&row[column]);
			begin_cell(column, number, value == nullptr ? style_text : style_number);
			if (value != nullptr) { append_number_cell(xml_, *value); }
			else { append_text_cell(xml_, text == nullptr ? std::string_view() : *text); }
		}
		xml_ += "</row>";
		if (xml_.size() >= table_write_bytes) { flush(); }
	}

	// What says how many sheets there are comes last.
	void finish() override
	{
		end_sheet();
		std::string types = std::string(xml_head) + "<Types xmlns=\"" + std::string(package_types) + "\">";
		types += R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)";
		types += R"(<Default Extension="xml" ContentType="application/xml"/>)";
		const auto add_type = [&types](const std::string& part, const std::string& type)
		{ types += "<Override PartName=\"/xl/" + part + "\" ContentType=\"" + std::string(sheet_types) + type + "+xml\"/>"; };
		add_type("workbook.xml", "sheet.main");
		add_type("styles.xml", "styles");
		std::string relations = std::string(xml_head) + "<Relationships xmlns=\"" + std::string(package_relations) + "\">";
		std::string workbook = std::string(xml_head) + "<workbook xmlns=\"" + std::string(sheet_schema) + "\" xmlns:r=\"" +
							   std::string(office_relations) + "\"><sheets>";
		for (std::int64_t sheet = 1; sheet <= sheets_; ++sheet)
		{
			const std::string number = std::to_string(sheet);
			add_type("worksheets/sheet" + number + ".xml", "worksheet");
			relations += relation(number, "worksheet", "worksheets/sheet" + number + ".xml");
			workbook += "<sheet name=\"记录" + (sheet == 1 ? "" : number) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
		}
		relations += relation(std::to_string(sheets_ + 1), "styles", "styles.xml") + "</Relationships>";
		zip_.add("xl/workbook.xml", workbook + "</sheets></workbook>");
		zip_.add("xl/_rels/workbook.xml.rels", relations);
		zip_.add("xl/styles.xml", styles_xml());
		zip_.add(
			"_rels/.rels", std::string(xml_head) + "<Relationships xmlns=\"" + std::string(package_relations) + "\">" +
							   relation("1", "officeDocument", "xl/workbook.xml") + "</Relationships>");
		zip_.add("[Content_Types].xml", types + "</Types>");
		zip_.finish();
	}

private:
	static std::string relation(const std::string& id, const std::string& type, const std::string& target)
	{
		return "<Relationship Id=\"rId" + id + "\" Type=\"" + std::string(office_relations) + "/" + type + "\" Target=\"" + target + "\"/>";
	}

	void begin_cell(std::size_t column, const std::string& row, std::string_view style)
	{
		xml_ += "<c r=\"" + names_[column] + row + "\" s=\"";
		xml_ += style;
	}

	void begin_sheet()
	{
		++sheets_;
		rows_ = 0;
		zip_.begin("xl/worksheets/sheet" + std::to_string(sheets_) + ".xml");
		xml_ = std::string(xml_head) + "<worksheet xmlns=\"" + std::string(sheet_schema) +
			   "\"><sheetViews><sheetView workbookViewId=\"0\"" + (sheets_ == 1 ? " tabSelected=\"1\"" : "") +
			   R"(><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>)";
		const auto columns = record_columns();
		for (std::size_t column = 0; column < columns.size(); ++column)
		{
			const std::string number = std::to_string(column + 1);
			xml_ += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + std::to_string(columns[column].width) +
					"\" customWidth=\"1\"/>";
		}
		xml_ += "</cols><sheetData><row r=\"1\">";
		for (std::size_t column = 0; column < columns.size(); ++column)
		{
			begin_cell(column, "1", style_heading);
			append_text_cell(xml_, columns[column].heading);
		}
		xml_ += "</row>";
	}

	void end_sheet()
	{
		xml_ += "</sheetData><autoFilter ref=\"A1:" + names_.back() + std::to_string(rows_ + 1) + "\"/></worksheet>";
		flush();
		zip_.end();
	}

	void flush()
	{
		zip_.write(xml_);
		xml_.clear();
	}

	files::ZipWriter zip_;
	const std::int64_t rows_max_;
	std::vector<std::string> names_; // of columns
	std::int64_t sheets_ = 0;
	std::int64_t rows_ = 0; // on this sheet, below its headings
	std::string xml_;
};

std::unique_ptr<TableSink> make_sink(files::TemporaryFile& file, const EventTableOrder& order)
{
	if (order.form == TableForm::csv) { return std::make_unique<CsvSink>(file); }
	return std::make_unique<XlsxSink>(file, order.made_at, order.rows_max);
}

} // namespace

Result<std::shared_ptr<const files::FinishedFile>>
write_event_table(store::Reader& reader, const EventTableOrder& order, files::Progress& progress)
{
	files::TemporaryFile file(order.temporary);
	const auto sink = make_sink(file, order);
	const RecordRows lines(reader, order.filter.scope);
	figures::for_each_listed(
		reader, order.filter,
		[&](const store::EventHead& event)
		{
			sink->write(lines.make(event, order.load(event)));
			return progress.step();
		});
	if (progress.is_cancelled()) { return Error{"cancelled", "", ""}; }
	sink->finish();
	return file.finish();
}

} // namespace bajin::reports
