#include "shared/vocabulary.hpp"

#include <algorithm>
#include <utility>

namespace bajin
{

namespace
{

constexpr std::array<std::string_view, code_list_count> list_names = {"venue_types", "audiences", "items", "topics", "campaigns", "forms"};
constexpr int format_current = 1;

Error invalid(const std::string& pointer, const std::string& what)
{
	return {"vocabulary_invalid", what, pointer};
}

// Reads the members of one code and remembers the first that is of the wrong kind.
class CodeReader
{
public:
	CodeReader(const Json& json, std::string pointer) : json_(json), pointer_(std::move(pointer)) {}

	std::string text(const char* name, bool required)
	{
		const Json* value = member(json_, name);
		if (value == nullptr)
		{
			if (required) { fail(name, "is missing"); }
			return {};
		}
		const auto* string = value->get_ptr<const Json::string_t*>();
		if (string == nullptr || (required && string->empty()))
		{
			fail(name, "is no text");
			return {};
		}
		return *string;
	}

	bool flag(const char* name)
	{
		const Json* value = member(json_, name);
		if (value != nullptr && !value->is_boolean())
		{
			fail(name, "is neither true nor false");
			return false;
		}
		return value != nullptr && value->get<bool>();
	}

	std::optional<Date> day(const char* name)
	{
		const std::string written = text(name, false);
		const std::optional<Date> date = parse_date(written);
		if (!written.empty() && !date) { fail(name, "is no date"); }
		return date;
	}

	std::optional<std::int64_t> limit(const char* name)
	{
		const Json* value = member(json_, name);
		if (value == nullptr) { return std::nullopt; }
		if (!value->is_number_integer())
		{
			fail(name, "is no integer");
			return std::nullopt;
		}
		return value->get<std::int64_t>();
	}

	void counts_as(Code& code)
	{
		const Json* value = member(json_, "counts_as");
		if (value == nullptr) { return; }
		if (!value->is_array())
		{
			fail("counts_as", "is no list");
			return;
		}
		for (const Json& entry : *value)
		{
			if (entry == "women") { code.counts_as_women = true; }
			else if (entry == "children") { code.counts_as_children = true; }
			else { fail("counts_as", "holds something else than women and children"); }
		}
	}

	void former_names(Code& code)
	{
		const Json* list = member(json_, "former_names");
		if (list == nullptr) { return; }
		if (!list->is_array())
		{
			fail("former_names", "is no list");
			return;
		}
		for (const Json& entry : *list)
		{
			CodeReader reader(entry, pointer_ + "/former_names");
			FormerName name{reader.text("zh", true), reader.text("en", true), reader.day("until").value_or(Date{INT32_MIN})};
			if (reader.error() || name.until == Date{INT32_MIN} ||
				(!code.former_names.empty() && name.until <= code.former_names.back().until))
			{
				fail("former_names", "holds what is no name with its last day, or not the oldest first");
				return;
			}
			code.former_names.push_back(std::move(name));
		}
	}

	[[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

private:
	void fail(const char* name, const char* what)
	{
		if (!error_) { error_ = invalid(pointer_ + "/" + name, std::string(name) + " " + what); }
	}

	const Json& json_;
	std::string pointer_;
	std::optional<Error> error_;
};

Result<Code> read_code(CodeList list, const Json& json, const std::string& pointer)
{
	if (!json.is_object()) { return invalid(pointer, "a code is an object"); }
	CodeReader reader(json, pointer);
	Code code;
	code.code = reader.text("code", true);
	code.zh = reader.text("zh", true);
	code.en = reader.text("en", true);
	code.valid_from = reader.day("valid_from");
	code.valid_to = reader.day("valid_to");
	code.replaced_by = reader.text("replaced_by", false);
	reader.former_names(code);
	if (list == CodeList::venue_types)
	{
		code.eight_entry = reader.flag("eight_entry");
		code.unusual_reach_above = reader.limit("unusual_reach_above");
	}
	else if (list == CodeList::audiences) { reader.counts_as(code); }
	else if (list == CodeList::items)
	{
		code.unit = reader.text("unit", true);
		code.counts_as_material = reader.flag("counts_as_material");
	}
	if (reader.error()) { return *reader.error(); }
	return code;
}

Json day_or_null(const std::optional<Date>& day)
{
	return day ? Json(to_string(*day)) : Json();
}

Json write_former_names(const Code& code)
{
	Json list = Json::array();
	for (const FormerName& name : code.former_names)
	{
		list.push_back({{"zh", name.zh}, {"en", name.en}, {"until", to_string(name.until)}});
	}
	return list;
}

} // namespace

Json Vocabulary::to_json(CodeList list, const Code& code)
{
	Json json = Json::object();
	json["code"] = code.code;
	json["zh"] = code.zh;
	json["en"] = code.en;
	json["valid_from"] = day_or_null(code.valid_from);
	json["valid_to"] = day_or_null(code.valid_to);
	json["replaced_by"] = code.replaced_by.empty() ? Json() : Json(code.replaced_by);
	if (list == CodeList::venue_types)
	{
		json["eight_entry"] = code.eight_entry;
		json["unusual_reach_above"] = code.unusual_reach_above ? Json(*code.unusual_reach_above) : Json();
	}
	else if (list == CodeList::audiences)
	{
		Json counts = Json::array();
		if (code.counts_as_women) { counts.push_back("women"); }
		if (code.counts_as_children) { counts.push_back("children"); }
		json["counts_as"] = std::move(counts);
	}
	else if (list == CodeList::items)
	{
		json["unit"] = code.unit;
		json["counts_as_material"] = code.counts_as_material;
	}
	if (!code.former_names.empty()) { json["former_names"] = write_former_names(code); }
	return json;
}

std::string_view to_string(CodeList list) noexcept
{
	return list_names[static_cast<std::size_t>(list)];
}

std::optional<CodeList> parse_code_list(std::string_view text) noexcept
{
	const auto found = std::find(list_names.begin(), list_names.end(), text);
	return found == list_names.end() ? std::nullopt : std::optional(static_cast<CodeList>(found - list_names.begin()));
}

const std::string& Code::name_on(Date day) const noexcept
{
	for (const FormerName& name : former_names)
	{
		if (day <= name.until) { return name.zh; }
	}
	return zh;
}

bool Code::valid_on(Date day) const noexcept
{
	return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
}

Result<Vocabulary> Vocabulary::parse(const Json& json)
{
	const Json* format = member(json, "format");
	if (format == nullptr || *format != format_current)
	{
		return invalid("/format", "the format of the vocabulary must be " + std::to_string(format_current));
	}
	Vocabulary vocabulary;
	for (std::size_t i = 0; i < code_list_count; ++i)
	{
		const std::string pointer = "/" + std::string(list_names[i]);
		const Json* list = member(json, list_names[i]);
		if (list == nullptr || !list->is_array()) { return invalid(pointer, "the list is missing"); }
		for (std::size_t position = 0; position < list->size(); ++position)
		{
			const std::string code_pointer = pointer + "/" + std::to_string(position);
			Result<Code> code = read_code(static_cast<CodeList>(i), (*list)[position], code_pointer);
			if (!code) { return code.error(); }
			if (!vocabulary.positions_[i].emplace(code->code, position).second)
			{
				return invalid(code_pointer + "/code", "the code stands twice: " + code->code);
			}
			vocabulary.lists_[i].push_back(std::move(*code));
		}
		for (const Code& code : vocabulary.lists_[i])
		{
			if (!code.replaced_by.empty() && !vocabulary.positions_[i].contains(code.replaced_by))
			{
				return invalid(pointer, code.code + " is replaced by a code that is not in the list");
			}
		}
	}
	return vocabulary;
}

Json Vocabulary::to_json() const
{
	Json json = Json::object();
	json["format"] = format_current;
	for (std::size_t i = 0; i < code_list_count; ++i)
	{
		Json list = Json::array();
		for (const Code& code : lists_[i]) { list.push_back(to_json(static_cast<CodeList>(i), code)); }
		json[std::string(list_names[i])] = std::move(list);
	}
	return json;
}

Result<Vocabulary> Vocabulary::with(CodeList list, Code code) const
{
	Vocabulary changed = *this;
	std::vector<Code>& codes = changed.lists_[static_cast<std::size_t>(list)];
	auto place = std::ranges::find(codes, code.code, &Code::code);
	if (place != codes.end()) { *place = std::move(code); }
	else
	{
		const bool ends_with_other = list == CodeList::venue_types && !codes.empty() && codes.back().code == "other";
		codes.insert(ends_with_other ? codes.end() - 1 : codes.end(), std::move(code));
	}
	return parse(changed.to_json());
}

const Code* Vocabulary::find(CodeList list, std::string_view code) const noexcept
{
	const auto index = static_cast<std::size_t>(list);
	const auto found = positions_[index].find(code);
	return found == positions_[index].end() ? nullptr : &lists_[index][found->second];
}

std::span<const Code> Vocabulary::codes(CodeList list) const noexcept
{
	return lists_[static_cast<std::size_t>(list)];
}

} // namespace bajin
