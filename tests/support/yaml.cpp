#include "tests/support/yaml.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace bajin::test
{

namespace
{

struct YamlLine
{
	std::size_t number = 0;
	std::size_t indent = 0;
	std::string_view text; // without the indentation
};

std::string_view without_blanks(std::string_view text)
{
	while (!text.empty() && text.front() == ' ') { text.remove_prefix(1); }
	while (!text.empty() && text.back() == ' ') { text.remove_suffix(1); }
	return text;
}

class YamlReader
{
public:
	explicit YamlReader(std::string_view text) { split(text); }

	Json read()
	{
		Json document = read_block(0);
		if (at_ < lines_.size()) { fail("is indented unlike what it belongs to"); }
		return document;
	}

private:
	[[noreturn]] void fail(const std::string& what) const
	{
		const std::size_t number = lines_.empty() ? 0 : lines_[std::min(at_, lines_.size() - 1)].number;
		throw std::runtime_error("yaml: line " + std::to_string(number) + " " + what);
	}

	void split(std::string_view text)
	{
		for (std::size_t number = 1; !text.empty(); ++number)
		{
			const std::string_view line = text.substr(0, text.find('\n'));
			text.remove_prefix(std::min(text.size(), line.size() + 1));
			const std::size_t indent = line.find_first_not_of(' ');
			if (indent == std::string_view::npos || line[indent] == '#') { continue; }
			lines_.push_back({number, indent, without_blanks(line)});
		}
	}

	[[nodiscard]] bool is_here(std::size_t indent) const { return at_ < lines_.size() && lines_[at_].indent == indent; }
	[[nodiscard]] bool is_entry() const { return lines_[at_].text == "-" || lines_[at_].text.starts_with("- "); }

	// Members or entries whose lines begin in this column.
	Json read_block(std::size_t indent)
	{
		if (!is_here(indent)) { fail("is indented unlike what it belongs to"); }
		return is_entry() ? read_entries(indent) : read_members(indent);
	}

	Json read_entries(std::size_t indent)
	{
		Json list = Json::array();
		while (is_here(indent) && is_entry())
		{
			const std::string_view rest = without_blanks(lines_[at_].text.substr(1));
			if (begins_member(rest))
			{
				lines_[at_].indent = indent + lines_[at_].text.size() - rest.size();
				lines_[at_].text = rest;
				list.push_back(read_members(lines_[at_].indent));
			}
			else { list.push_back(read_value(rest, indent)); }
		}
		return list;
	}

	Json read_members(std::size_t indent)
	{
		Json object = Json::object();
		while (is_here(indent) && !is_entry())
		{
			std::string_view rest = lines_[at_].text;
			const std::string key = take_key(rest);
			if (object.contains(key)) { fail("repeats the member " + key); }
			object[key] = read_value(rest, indent);
		}
		return object;
	}

	static bool begins_member(std::string_view text)
	{
		if (text.empty() || std::string_view("{[&*>").find(text.front()) != std::string_view::npos) { return false; }
		const std::size_t from = text.front() == '"' ? std::min(text.find('"', 1), text.size()) : 0;
		return text.find(": ", from) != std::string_view::npos || text.ends_with(':');
	}

	std::string take_key(std::string_view& rest)
	{
		std::string key;
		if (rest.starts_with('"')) { key = take_quoted(rest); }
		else
		{
			const std::size_t colon = rest.ends_with(':') ? std::min(rest.find(": "), rest.size() - 1) : rest.find(": ");
			if (colon == std::string_view::npos) { fail("is no member: it has no colon"); }
			key = rest.substr(0, colon);
			rest.remove_prefix(colon);
		}
		if (!rest.starts_with(':')) { fail("has no colon behind " + key); }
		rest = without_blanks(rest.substr(1));
		return key;
	}

	// What stands behind a key or a dash, or below it.
	Json read_value(std::string_view rest, std::size_t indent)
	{
		if (rest.starts_with('&'))
		{
			const std::string_view name = rest.substr(1, rest.find(' ') - 1);
			Json value = read_value(without_blanks(rest.substr(1 + name.size())), indent);
			anchors_[std::string(name)] = value;
			return value;
		}
		if (rest == ">" || rest == ">-") { return read_folded(indent, rest == ">"); }
		if (rest.empty())
		{
			++at_;
			const bool has_block = at_ < lines_.size() && lines_[at_].indent > indent;
			return has_block ? read_block(lines_[at_].indent) : Json();
		}
		Json value;
		if (std::string_view("{[*\"").find(rest.front()) != std::string_view::npos)
		{
			value = read_flow(rest);
			rest = without_blanks(rest);
			if (!rest.empty() && !rest.starts_with('#')) { fail("has something behind its value: " + std::string(rest)); }
		}
		else { value = plain_value(without_blanks(rest.substr(0, rest.find(" #")))); }
		++at_;
		return value;
	}

	Json read_folded(std::size_t indent, bool ends_with_line)
	{
		std::string text;
		std::size_t number = lines_[at_].number;
		for (++at_; at_ < lines_.size() && lines_[at_].indent > indent; ++at_)
		{
			if (lines_[at_].number != ++number) { fail("follows an empty line or a comment in a folded text"); }
			text += (text.empty() ? "" : " ") + std::string(lines_[at_].text);
		}
		return text + (ends_with_line ? "\n" : "");
	}

	Json read_flow(std::string_view& rest)
	{
		rest = without_blanks(rest);
		if (rest.empty()) { fail("ends within a list or an object"); }
		switch (rest.front())
		{
		case '{':
			return read_flow_object(rest);
		case '[':
			return read_flow_list(rest);
		case '"':
			return take_quoted(rest);
		case '*':
		{
			const auto found = anchors_.find(std::string(take_plain(rest).substr(1)));
			if (found == anchors_.end()) { fail("refers to an anchor that is not there"); }
			return found->second;
		}
		default:
			return plain_value(take_plain(rest));
		}
	}

	Json read_flow_list(std::string_view& rest)
	{
		Json list = Json::array();
		rest = without_blanks(rest.substr(1));
		while (!rest.starts_with(']'))
		{
			list.push_back(read_flow(rest));
			pass_comma(rest, ']');
		}
		rest.remove_prefix(1);
		return list;
	}

	Json read_flow_object(std::string_view& rest)
	{
		Json object = Json::object();
		rest = without_blanks(rest.substr(1));
		while (!rest.starts_with('}'))
		{
			const std::string key = rest.starts_with('"') ? take_quoted(rest) : std::string(rest.substr(0, rest.find(':')));
			if (!rest.starts_with(':')) { rest.remove_prefix(std::min(rest.size(), rest.find(':'))); }
			if (rest.empty() || object.contains(key)) { fail("has a member without a value, or twice: " + key); }
			rest.remove_prefix(1);
			object[key] = read_flow(rest);
			pass_comma(rest, '}');
		}
		rest.remove_prefix(1);
		return object;
	}

	void pass_comma(std::string_view& rest, char end)
	{
		rest = without_blanks(rest);
		if (rest.starts_with(',')) { rest = without_blanks(rest.substr(1)); }
		else if (!rest.starts_with(end)) { fail("lacks a comma or " + std::string(1, end)); }
	}

	std::string take_quoted(std::string_view& rest)
	{
		const std::size_t end = rest.find('"', 1);
		if (end == std::string_view::npos) { fail("has a quotation without an end"); }
		const std::string text(rest.substr(1, end - 1));
		if (text.find('\\') != std::string::npos) { fail("has an escape in a quotation"); }
		rest.remove_prefix(end + 1);
		return text;
	}

	static std::string_view take_plain(std::string_view& rest)
	{
		const std::string_view text = rest.substr(0, rest.find_first_of(",]}"));
		rest.remove_prefix(text.size());
		return without_blanks(text);
	}

	Json plain_value(std::string_view text) const
	{
		if (text.find(": ") != std::string_view::npos || text.ends_with(':')) { fail("has a colon in a plain text"); }
		if (text == "null" || text == "~") { return {}; }
		if (text == "true" || text == "false") { return text == "true"; }
		std::int64_t number = 0;
		const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
		if (error == std::errc() && end == text.data() + text.size()) { return number; }
		return std::string(text);
	}

	std::vector<YamlLine> lines_;
	std::size_t at_ = 0;
	std::map<std::string, Json> anchors_;
};

} // namespace

Json read_yaml(std::string_view text)
{
	return YamlReader(text).read();
}

} // namespace bajin::test
