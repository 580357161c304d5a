#include "server/reports/workbook/workbook.hpp"

#include "server/files/zip_entries.hpp"
#include "server/reports/workbook/workbook_sheets.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>

namespace bajin::reports
{

namespace
{

struct FreeWorkbook
{
	void operator()(lxw_workbook* workbook) const noexcept { lxw_workbook_free(workbook); }
};

// Holds the workbook and the files it is put together from; removed with all that is in it.
class Directory
{
public:
	explicit Directory(const std::filesystem::path& parent)
	{
		std::string pattern = (parent / "bajin-workbook-XXXXXX").string();
		if (mkdtemp(pattern.data()) == nullptr)
		{
			throw WorkbookError("no directory for temporary files: " + std::generic_category().message(errno));
		}
		path_ = pattern;
	}
	~Directory()
	{
		std::error_code ignored;
		std::filesystem::remove_all(path_, ignored);
	}
	Directory(const Directory&) = delete;
	Directory& operator=(const Directory&) = delete;

	[[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
	std::filesystem::path path_;
};

struct Contents
{
	const WorkbookHead& head;
	std::vector<Table> tables;
	std::vector<RecordSheet> records;
};

void write_file(const Contents& contents, const std::filesystem::path& file, std::string directory)
{
	const WorkbookHead& head = contents.head;
	lxw_workbook_options options{};
	options.tmpdir = directory.data();
	std::unique_ptr<lxw_workbook, FreeWorkbook> workbook(workbook_new_opt(file.c_str(), &options));
	if (!workbook) { throw WorkbookError("no memory for a workbook"); }
	const Styles styles = make_styles(workbook.get());
	write_cover(workbook.get(), styles, head);
	for (const Table& table : contents.tables) { write_table(workbook.get(), styles, head, table); }
	for (const RecordSheet& sheet : contents.records) { write_record_sheet(workbook.get(), styles, head, sheet); }
	lxw_doc_properties properties{};
	std::string title = "法律知识八进普法宣传活动统计报表";
	const auto compiler = head.cover.find("compiled_by");
	std::string company = compiler == head.cover.end() ? "" : compiler->second;
	properties.title = title.data();
	properties.company = company.data();
	properties.created =
		std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(head.made_at));
	check(workbook_set_properties(workbook.get(), &properties));
	check(workbook_close(workbook.release())); // frees it, whatever comes of it
}

// libxlsxwriter 1.1.4 looks at no write of its temporary files: what a full disk cut off shows in the result alone.
bool is_whole(std::string_view file)
{
	const auto entries = files::read_zip(file);
	if (!entries || !entries->contains("xl/workbook.xml")) { return false; }
	for (const auto& [name, content] : *entries)
	{
		if (!files::is_closed_xml(content)) { return false; }
	}
	return true;
}

std::string write_whole(const Contents& contents, const std::filesystem::path& temporary)
{
	const Directory directory(temporary);
	const std::filesystem::path file = directory.path() / "workbook.xlsx";
	write_file(contents, file, directory.path().string());
	std::ifstream stream(file, std::ios::binary);
	std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
	if (!is_whole(content)) { throw WorkbookError("the workbook was not written to its end"); }
	return content;
}

} // namespace

std::string write_workbook(const Report& report, const std::filesystem::path& temporary, const std::vector<RecordSheet>& records)
{
	WorkbookHead head = make_head(report.statistics, report.cover.values);
	head.is_draft = !report.estimates.empty();
	return write_whole({head, make_tables(report), records}, temporary);
}

std::string write_workbook(const WorkbookHead& head, const std::vector<Table>& tables, const std::filesystem::path& temporary)
{
	return write_whole({head, tables, {}}, temporary);
}

} // namespace bajin::reports
