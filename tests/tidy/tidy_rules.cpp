#include "tests/tidy/tidy_rules.hpp"

#include "tests/tidy/cpp_scanner.hpp"
#include "tests/tidy/function_lengths.hpp"
#include "tests/tidy/layers.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <span>

namespace bajin::tidy
{

namespace
{

constexpr std::array socket_folders{"server/net/", "tools/client/", "tools/field/run.cpp", "tools/benchmark/",
									"tests/net/",  "tests/client/", "tests/e2e/"};
constexpr std::array sqlite_files{
	"server/store/sqlite.hpp", "server/store/sqlite.cpp", "server/store/sqlite_page_cache.cpp", "tools/benchmark/ceiling.cpp"};
constexpr std::array engine_files{
	"server/store/sqlite.cpp", "server/store/database.cpp",  "server/store/writer.cpp",     "server/store/reader.cpp",
	"server/store/backup",     "server/store/integrity.cpp", "server/store/log_copier.cpp", "tests/"};
constexpr std::array sql_folders{"server/store/", "tests/", "tools/benchmark/ceiling.cpp"};

bool starts_with_any(std::string_view path, std::span<const char* const> prefixes)
{
	return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return path.starts_with(prefix); });
}

std::vector<std::string> split_lines(std::string_view text)
{
	std::vector<std::string> lines;
	for (std::size_t begin = 0; begin < text.size();)
	{
		const auto end = std::min(text.find('\n', begin), text.size());
		lines.emplace_back(text.substr(begin, end - begin));
		begin = end + 1;
	}
	return lines;
}

std::string_view file_name(std::string_view path)
{
	return path.substr(path.rfind('/') + 1);
}

// Gathers the breaches of one file; each check_ function is one rule or a few that read the same thing.
class Checker
{
public:
	Checker(const Source& source, const std::vector<Layer>& layers)
		: layers_(layers), path_(source.path), text_(source.text), lines_(split_lines(source.text))
	{
	}

	std::vector<Breach> run()
	{
		check_text();
		const bool header = path_.ends_with(".hpp");
		if (header) { check_header(); }
		if (header || path_.ends_with(".cpp"))
		{
			scanned_ = scan_cpp(text_);
			check_name();
			check_widths();
			check_includes();
			check_code();
			check_sql();
			check_test_names();
			check_function_lengths();
		}
		return std::move(breaches_);
	}

private:
	void report(std::size_t line, std::string message) { breaches_.push_back({path_, line, std::move(message)}); }

	void check_text()
	{
		// Written apart, so that the rule does not find itself.
		static const std::regex unfinished("\\b(TO"
										   "DO|FIX"
										   "ME|XX"
										   "X)\\b");
		static const std::regex mixed("^\\t* +\\t");
		for (std::size_t index = 0; index < lines_.size(); ++index)
		{
			const auto& line = lines_[index];
			std::smatch match;
			if (std::regex_search(line, match, unfinished)) { report(index + 1, "unfinished work is no comment: " + match.str()); }
			if (std::regex_search(line, mixed)) { report(index + 1, "a space before a tab at the start of the line"); }
			if (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r'))
			{
				report(index + 1, "white space at the end of the line");
			}
		}
		if (lines_.size() > file_lines_max)
		{
			report(file_lines_max + 1, "a file of " + std::to_string(lines_.size()) + " lines; split it by job");
		}
		if (!text_.empty() && !text_.ends_with('\n')) { report(lines_.size(), "no newline at the end of the file"); }
	}

	void check_header()
	{
		if (lines_.empty() || !lines_.front().starts_with("// "))
		{
			report(1, "a header opens with a comment: what it is, who calls it, what it guarantees");
		}
		if (std::find(lines_.begin(), lines_.end(), "#pragma once") == lines_.end()) { report(1, "a header without #pragma once"); }
	}

	void check_name()
	{
		static const std::regex snake_case("[a-z0-9]+(_[a-z0-9]+)*\\.[ch]pp");
		if (!std::regex_match(std::string(file_name(path_)), snake_case)) { report(1, "file names are in snake_case"); }
	}

	// As .editorconfig counts: characters, a tab for four.
	void check_widths()
	{
		for (std::size_t index = 0; index < lines_.size(); ++index)
		{
			const std::string& line = lines_[index];
			const auto is_new = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
			const auto characters = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), is_new));
			const auto tabs = static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
			if (characters + 3 * tabs > line_characters_max) { report(index + 1, "a line of more than 140 characters"); }
		}
	}

	void check_includes()
	{
		static const std::regex directive("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
		for (std::size_t index = 0; index < lines_.size(); ++index)
		{
			std::smatch match;
			if (scanned_.begins_in_literal[index] || !std::regex_search(lines_[index], match, directive)) { continue; }
			if (match.str(1) == "<") { check_library(index + 1, match.str(2)); }
			else { check_layer(index + 1, match.str(2)); }
		}
	}

	void check_library(std::size_t line, std::string_view included)
	{
		const bool socket = included.starts_with("boost/asio") || included.starts_with("boost/beast");
		if (socket && !starts_with_any(path_, socket_folders))
		{
			report(line, "Asio and Beast stay in server/net and tools/client: " + std::string(included));
		}
		if (included == "sqlite3.h" && !starts_with_any(path_, sqlite_files))
		{
			report(line, "only server/store/sqlite includes sqlite3.h");
		}
	}

	void check_layer(std::size_t line, std::string_view included)
	{
		if (included.find('/') == std::string_view::npos || included.starts_with("."))
		{
			report(line, "include paths start at the repository root: " + std::string(included));
			return;
		}
		if (included == "server/store/sqlite.hpp" && !starts_with_any(path_, engine_files))
		{
			report(line, "the engine is behind server/store/connection and query");
		}
		const Layer* from = find_layer(layers_, path_);
		const Layer* to = find_layer(layers_, included);
		const bool into_tests = from != nullptr && included.starts_with("tests/");
		if (from == nullptr || (to == nullptr && !into_tests) || from == to) { return; }
		if (into_tests || std::find(from->may_use.begin(), from->may_use.end(), to->folder) == from->may_use.end())
		{
			report(line, from->folder + "/ may not include " + std::string(included));
		}
	}

	void check_code()
	{
		static const std::regex coroutine("\\bco_(await|return|yield)\\b");
		if (starts_with_any(path_, socket_folders)) { return; }
		for (std::size_t index = 0; index < scanned_.code.size(); ++index)
		{
			std::smatch match;
			if (std::regex_search(scanned_.code[index], match, coroutine))
			{
				report(index + 1, match.str() + " stays in server/net and tools/client");
			}
		}
	}

	// CTest would take it for two tests, and Catch2 2 passes when nothing has the name that it is asked for.
	void check_test_names()
	{
		static const std::regex test_case("\\bTEST_CASE\\(\\s*\"[^\"]*;");
		if (!path_.starts_with("tests/")) { return; }
		for (auto found = std::sregex_iterator(text_.begin(), text_.end(), test_case); found != std::sregex_iterator(); ++found)
		{
			const auto line = 1 + std::count(text_.begin(), text_.begin() + found->position(), '\n');
			report(static_cast<std::size_t>(line), "a semicolon in the name of a test");
		}
	}

	void check_sql()
	{
		static const std::regex statement(
			"^(\\s|\\\\n|\\\\t)*(SELECT\\s|INSERT\\s+(OR\\s+\\w+\\s+)?INTO\\s|UPDATE\\s+\\w+\\s+SET\\s|DELETE\\s+FROM\\s|REPLACE\\s+INTO\\s"
			"|(CREATE|DROP|ALTER)\\s+(TABLE|INDEX|UNIQUE)\\s|WITH\\s+(RECURSIVE\\s+)?\\w+\\s+AS\\s*\\(|PRAGMA\\s|SAVEPOINT\\s|BEGIN\\s+"
			"IMMEDIATE)");
		check_parameters();
		if (starts_with_any(path_, sql_folders)) { return; }
		for (const auto& literal : scanned_.literals)
		{
			if (std::regex_search(literal.text, statement)) { report(literal.line, "SQL text stays in server/store"); }
		}
	}

	// Every engine takes `$1`; a question mark is SQLite's.
	void check_parameters()
	{
		static const std::regex mark("([=(,<>]|LIMIT|OFFSET|BETWEEN|AND|IS|NOT)\\s*\\?");
		if (!path_.starts_with("server/store/")) { return; }
		for (const auto& literal : scanned_.literals)
		{
			if (std::regex_search(literal.text, mark)) { report(literal.line, "parameters of SQL are $1, $2, ..."); }
		}
	}

	void check_function_lengths()
	{
		for (const auto& function : find_functions(scanned_.code))
		{
			const auto length = function.last_line - function.first_line + 1;
			if (length > function_lines_max)
			{
				report(function.first_line, "a function of " + std::to_string(length) + " lines; split it by step");
			}
		}
	}

	const std::vector<Layer>& layers_;
	const std::string& path_;
	const std::string& text_;
	std::vector<std::string> lines_;
	ScannedCpp scanned_;
	std::vector<Breach> breaches_;
};

} // namespace

std::vector<Breach> find_breaches(const Source& source, const std::vector<Layer>& layers)
{
	return Checker(source, layers).run();
}

std::string to_text(const Breach& breach)
{
	return breach.path + ":" + std::to_string(breach.line) + ": " + breach.message;
}

} // namespace bajin::tidy
