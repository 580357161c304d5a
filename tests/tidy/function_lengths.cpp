#include "tests/tidy/function_lengths.hpp"

#include <cctype>
#include <regex>

namespace bajin::tidy
{

namespace
{

enum class Scope
{
	container,
	function,
	other
};

// What a brace opens, from the text between the last ; { or } and the brace.
Scope judge_head(const std::string& head)
{
	static const std::regex container("\\b(namespace|class|struct|union|enum|extern)\\b");
	static const std::regex table("=\\s*$|=\\s*\\{?$|\\breturn\\b");
	const bool has_parameters = head.find('(') != std::string::npos;
	if (!has_parameters && std::regex_search(head, container)) { return Scope::container; }
	if (has_parameters && !std::regex_search(head, table)) { return Scope::function; }
	return Scope::other;
}

class Finder
{
public:
	std::vector<FunctionLines> run(const std::vector<std::string>& code)
	{
		for (std::size_t index = 0; index < code.size(); ++index)
		{
			if (!code[index].starts_with('#')) { read_line(code[index], index + 1); }
		}
		return std::move(functions_);
	}

private:
	struct Open
	{
		Scope scope;
		std::size_t head_line;
	};

	void read_line(const std::string& line, std::size_t number)
	{
		for (const char c : line)
		{
			if (c == '{') { open(); }
			else if (c == '}') { close(number); }
			else if (c == ';' && parentheses_ == 0) { head_.clear(); }
			else { extend_head(c, number); }
		}
		head_ += ' ';
	}

	void extend_head(char c, std::size_t number)
	{
		parentheses_ += c == '(' ? 1 : 0;
		parentheses_ -= c == ')' && parentheses_ > 0 ? 1 : 0;
		const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
		if (!blank && head_.find_first_not_of(' ') == std::string::npos)
		{
			head_.clear();
			head_line_ = number;
		}
		head_ += blank ? ' ' : c;
	}

	void open()
	{
		const bool inside_function = !open_.empty() && open_.back().scope != Scope::container;
		open_.push_back({inside_function ? Scope::other : judge_head(head_), head_line_});
		head_.clear();
		parentheses_ = 0;
	}

	void close(std::size_t number)
	{
		head_.clear();
		parentheses_ = 0;
		if (open_.empty()) { return; }
		if (open_.back().scope == Scope::function) { functions_.push_back({open_.back().head_line, number}); }
		open_.pop_back();
	}

	std::vector<Open> open_;
	std::string head_;
	std::size_t head_line_ = 0;
	int parentheses_ = 0;
	std::vector<FunctionLines> functions_;
};

} // namespace

std::vector<FunctionLines> find_functions(const std::vector<std::string>& code)
{
	return Finder().run(code);
}

} // namespace bajin::tidy
