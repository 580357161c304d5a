#include "tests/support/document.hpp"

#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <sstream>
#include <stdexcept>

namespace bajin::test
{

namespace
{

constexpr std::string_view fence = "```";
constexpr std::string_view action_begin = "<!-- replay: ";
constexpr std::string_view action_end = " -->";
constexpr const char* further_members = "…";

std::vector<std::string> split_words(const std::string& text)
{
	std::istringstream stream(text);
	std::vector<std::string> words;
	for (std::string word; stream >> word;) { words.push_back(word); }
	return words;
}

// The step that a fence opens, if it is one: words are "json request NAME PHONE" and the like.
bool describe_step(DocumentStep& step, const std::vector<std::string>& words)
{
	if (words.size() < 3 || (words[1] != "request" && words[1] != "answer")) { return false; }
	step.name = words[2];
	if (words[1] == "answer")
	{
		step.kind = DocumentStep::Kind::answer;
		if (words.size() > 3) { step.status = std::stoi(words[3]); }
		return true;
	}
	step.kind = words[0] == "http" ? DocumentStep::Kind::http : DocumentStep::Kind::sync;
	if (words.size() > 3) { step.phone = words[3]; }
	return true;
}

bool is_placeholder(const Json& value)
{
	if (!value.is_string()) { return false; }
	const auto& text = value.get_ref<const std::string&>();
	return text.size() > 2 && text.front() == '<' && text.back() == '>';
}

std::string name_of(const Json& placeholder)
{
	const auto& text = placeholder.get_ref<const std::string&>();
	return text.substr(1, text.size() - 2);
}

bool consists_of(const std::string& text, std::string_view letters, std::size_t least)
{
	return text.size() >= least && text.find_first_not_of(letters) == std::string::npos;
}

bool has_form(std::string_view kind, const Json& value)
{
	constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ-";
	constexpr std::string_view base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	if (kind == "number") { return value.is_number_integer(); }
	if (kind == "version") { return value.is_number_integer() && value.get<std::int64_t>() > 0; }
	if (!value.is_string()) { return false; }
	const auto& text = value.get_ref<const std::string&>();
	if (kind == "time") { return text.size() == 24 && parse_timestamp(text).has_value(); }
	if (kind == "id") { return parse_uuid(text).has_value(); }
	if (kind == "receipt") { return consists_of(text, crockford, 9) && text[4] == '-'; }
	if (kind == "cursor" || kind == "token") { return consists_of(text, base64url, 20); }
	if (kind == "etag") { return consists_of(text, "0123456789abcdef", 8); }
	throw std::runtime_error("no such kind of placeholder: " + std::string(kind));
}

} // namespace

std::vector<DocumentStep> read_document_steps(std::string_view markdown)
{
	std::vector<DocumentStep> steps;
	std::istringstream stream{std::string(markdown)};
	bool is_inside = false;
	bool is_step = false;
	std::size_t number = 0;
	for (std::string line; std::getline(stream, line);)
	{
		++number;
		if (line.starts_with(fence))
		{
			is_inside = !is_inside;
			DocumentStep step;
			step.line = number;
			is_step = is_inside && describe_step(step, split_words(line.substr(fence.size())));
			if (is_step) { steps.push_back(std::move(step)); }
		}
		else if (is_step) { steps.back().text += line + '\n'; }
		else if (!is_inside && line.starts_with(action_begin))
		{
			DocumentStep step;
			step.line = number;
			step.text = line.substr(action_begin.size(), line.size() - action_begin.size() - action_end.size());
			steps.push_back(std::move(step));
		}
	}
	return steps;
}

Json Placeholders::fill(const Json& documented) const
{
	if (is_placeholder(documented))
	{
		const auto found = values_.find(name_of(documented));
		return found == values_.end() ? documented : found->second;
	}
	Json filled = documented;
	if (filled.is_structured())
	{
		for (Json& entry : filled) { entry = fill(entry); }
	}
	return filled;
}

std::string Placeholders::fill_text(std::string text) const
{
	for (const auto& [name, value] : values_)
	{
		const std::string written = '<' + name + '>';
		for (auto at = text.find(written); at != std::string::npos; at = text.find(written))
		{
			text.replace(at, written.size(), value.is_string() ? value.get<std::string>() : value.dump());
		}
	}
	return text;
}

std::string Placeholders::compare(const Json& documented, const Json& actual, const std::string& where)
{
	if (is_placeholder(documented)) { return compare_placeholder(name_of(documented), actual, where); }
	if (documented.is_object() && actual.is_object()) { return compare_objects(documented, actual, where); }
	if (documented.is_array() && actual.is_array() && documented.size() == actual.size())
	{
		std::string differences;
		for (std::size_t i = 0; i < documented.size(); ++i)
		{
			differences += compare(documented[i], actual[i], where + '/' + std::to_string(i));
		}
		return differences;
	}
	if (documented == actual) { return {}; }
	return where + ": documented " + documented.dump() + ", answered " + actual.dump() + '\n';
}

std::string Placeholders::compare_placeholder(const std::string& name, const Json& actual, const std::string& where)
{
	const auto bound = values_.find(name);
	if (bound != values_.end())
	{
		return bound->second == actual ? std::string()
									   : where + ": <" + name + "> was " + bound->second.dump() + ", now " + actual.dump() + '\n';
	}
	const std::string kind = name.substr(0, name.find(' '));
	if (!has_form(kind, actual)) { return where + ": no " + kind + ": " + actual.dump() + '\n'; }
	if (kind != name) { values_[name] = actual; }
	return {};
}

std::string Placeholders::compare_objects(const Json& documented, const Json& actual, const std::string& where)
{
	std::string differences;
	for (const auto& [key, value] : documented.items())
	{
		if (key == further_members) { continue; }
		if (!actual.contains(key)) { differences += where + '/' + key + ": documented, not answered\n"; }
		else { differences += compare(value, actual[key], where + '/' + key); }
	}
	if (documented.contains(further_members)) { return differences; }
	for (const auto& [key, value] : actual.items())
	{
		if (!documented.contains(key)) { differences += where + '/' + key + ": answered, not documented: " + value.dump() + '\n'; }
	}
	return differences;
}

} // namespace bajin::test
