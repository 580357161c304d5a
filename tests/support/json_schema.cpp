#include "tests/support/json_schema.hpp"

#include "shared/calendar.hpp"
#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace bajin::test
{

namespace
{

constexpr std::array<std::string_view, 3> branch_keywords = {"allOf", "anyOf", "oneOf"};

// Beside those that hold schemas. The last two say nothing of a value.
constexpr std::array<std::string_view, 14> plain_keywords = {"$ref",     "type",    "required",  "enum",       "const",
															 "minimum",  "maximum", "minLength", "maxLength",  "minItems",
															 "maxItems", "format",  "default",   "description"};

constexpr std::array<std::string_view, 7> type_names = {"object", "array", "string", "integer", "number", "boolean", "null"};

constexpr std::array<std::string_view, 4> format_names = {"uuid", "date", "date-time", "binary"};

template <class List, class Value>
bool is_among(const List& list, const Value& value)
{
	return std::find(list.begin(), list.end(), value) != list.end();
}

bool has_type(const Json& value, std::string_view type)
{
	if (type == "object") { return value.is_object(); }
	if (type == "array") { return value.is_array(); }
	if (type == "string") { return value.is_string(); }
	if (type == "integer") { return value.is_number_integer(); }
	if (type == "number") { return value.is_number(); }
	if (type == "boolean") { return value.is_boolean(); }
	return value.is_null();
}

bool has_format(const std::string& text, std::string_view format)
{
	if (format == "uuid") { return parse_uuid(text).has_value(); }
	if (format == "date") { return parse_date(text).has_value(); }
	if (format == "date-time") { return parse_timestamp(text).has_value(); }
	return format == "binary";
}

// `type` is a name or a list of names.
std::vector<std::string> types_of(const Json& schema)
{
	const Json& type = schema.at("type");
	return type.is_array() ? type.get<std::vector<std::string>>() : std::vector<std::string>{type.get<std::string>()};
}

// Says nothing of the value: everything fits, with whatever members.
bool allows_anything(const Json& schema)
{
	return schema.empty() || (schema.size() == 1 && schema.contains("description"));
}

bool is_within(const Json& schema, const char* least, const char* most, double measure)
{
	return measure >= schema.value(least, measure) && measure <= schema.value(most, measure);
}

std::string shortened(const Json& value)
{
	constexpr std::size_t length_max = 120;
	std::string text = value.dump();
	return text.size() <= length_max ? text : text.substr(0, length_max) + "…";
}

[[noreturn]] void refuse_schema(const std::string& where, const std::string& what)
{
	throw std::runtime_error("schema at " + where + ": " + what);
}

} // namespace

JsonSchemas::JsonSchemas(Json document) : document_(std::move(document))
{
	look_for_schemas(document_, "#");
}

void JsonSchemas::look_for_schemas(const Json& part, const std::string& where)
{
	if (!part.is_structured()) { return; }
	for (const auto& [key, value] : part.items())
	{
		const std::string there = where + '/' + key;
		if (key == "schema" && part.is_object()) { admit(value, there); }
		else if (there == "#/components/schemas")
		{
			for (const auto& [name, schema] : value.items()) { admit(schema, there + '/' + name); }
		}
		else { look_for_schemas(value, there); }
	}
}

void JsonSchemas::admit(const Json& schema, const std::string& where)
{
	if (!schema.is_object()) { refuse_schema(where, "is no object"); }
	for (const auto& [key, value] : schema.items())
	{
		const std::string there = where + '/' + key;
		if (is_among(branch_keywords, key))
		{
			for (const Json& branch : value) { admit(branch, there); }
		}
		else if (key == "properties")
		{
			for (const auto& [name, member] : value.items()) { admit(member, there + '/' + name); }
		}
		else if (key == "items") { admit(value, there); }
		else if (key == "additionalProperties")
		{
			if (!value.is_boolean()) { admit(value, there); }
		}
		else if (key == "pattern") { patterns_.emplace(value.get<std::string>(), value.get<std::string>()); }
		else if (!is_among(plain_keywords, key)) { refuse_schema(there, "this keyword is not known to tests/support/json_schema.cpp"); }
	}
	admit_members(schema, where);
}

void JsonSchemas::admit_members(const Json& schema, const std::string& where)
{
	if (schema.contains("$ref"))
	{
		const auto reference = schema.at("$ref").get<std::string>();
		const Json::json_pointer pointer(reference.substr(std::min<std::size_t>(reference.size(), 1)));
		if (!document_.contains(pointer)) { refuse_schema(where, "refers to what is not there: " + reference); }
		referred_[reference] = &document_.at(pointer);
	}
	if (schema.contains("format") && !is_among(format_names, schema.at("format").get<std::string>()))
	{
		refuse_schema(where, "this format is not known to tests/support/json_schema.cpp");
	}
	if (!schema.contains("type")) { return; }
	for (const std::string& type : types_of(schema))
	{
		if (!is_among(type_names, type)) { refuse_schema(where, "there is no type " + type); }
		if (type == "array" && !schema.contains("items")) { refuse_schema(where, "does not say what the list is of"); }
		if (type == "object" && !schema.contains("properties") && !schema.contains("additionalProperties"))
		{
			refuse_schema(where, "does not say which members the object has");
		}
	}
}

const Json& JsonSchemas::resolve(const Json& object) const
{
	if (!object.contains("$ref")) { return object; }
	const auto reference = object.at("$ref").get<std::string>();
	const auto found = referred_.find(reference);
	return found != referred_.end() ? *found->second : document_.at(Json::json_pointer(reference.substr(1)));
}

std::vector<std::string> JsonSchemas::faults(const Json& schema, const Json& value) const
{
	Faults found;
	check(schema, value, "", found);
	return found;
}

void JsonSchemas::check(const Json& schema, const Json& value, const std::string& where, Faults& faults) const
{
	Named named;
	apply(schema, value, where, named, faults);
	if (!value.is_object() || named.any) { return; }
	for (const auto& [key, member] : value.items())
	{
		if (!named.members.contains(key)) { faults.push_back(where + '/' + key + ": no schema names this member: " + shortened(member)); }
	}
}

void JsonSchemas::apply(const Json& schema, const Json& value, const std::string& where, Named& named, Faults& faults) const
{
	if (allows_anything(schema)) { named.any = true; }
	if (schema.contains("$ref")) { apply(resolve(schema), value, where, named, faults); }
	if (schema.contains("type"))
	{
		const auto types = types_of(schema);
		if (std::none_of(types.begin(), types.end(), [&](const std::string& type) { return has_type(value, type); }))
		{
			faults.push_back(where + ": is no " + schema.at("type").dump() + ": " + shortened(value));
			return;
		}
	}
	if (schema.contains("enum") && !is_among(schema.at("enum"), value))
	{
		faults.push_back(where + ": is none of " + schema.at("enum").dump() + ": " + shortened(value));
	}
	if (schema.contains("const") && schema.at("const") != value)
	{
		faults.push_back(where + ": is not " + schema.at("const").dump() + ": " + shortened(value));
	}
	apply_branches(schema, value, where, named, faults);
	if (value.is_object()) { check_object(schema, value, where, named, faults); }
	else if (value.is_array()) { check_array(schema, value, where, faults); }
	else if (value.is_string()) { check_text(schema, value.get_ref<const std::string&>(), where, faults); }
	else if (value.is_number() && !is_within(schema, "minimum", "maximum", value.get<double>()))
	{
		faults.push_back(where + ": is out of bounds: " + shortened(value));
	}
}

void JsonSchemas::apply_branches(const Json& schema, const Json& value, const std::string& where, Named& named, Faults& faults) const
{
	if (schema.contains("allOf"))
	{
		for (const Json& branch : schema.at("allOf")) { apply(branch, value, where, named, faults); }
	}
	for (const char* keyword : {"oneOf", "anyOf"})
	{
		if (!schema.contains(keyword)) { continue; }
		std::size_t fitting = 0;
		Faults nearest;
		for (const Json& branch : schema.at(keyword))
		{
			Named named_there;
			Faults found;
			apply(branch, value, where, named_there, found);
			if (found.empty())
			{
				++fitting;
				named.any = named.any || named_there.any;
				named.members.merge(named_there.members);
			}
			else if (nearest.empty() || found.size() < nearest.size()) { nearest = std::move(found); }
		}
		if (fitting == 0)
		{
			faults.push_back(where + ": fits nothing of " + keyword + "; the nearest:");
			faults.insert(faults.end(), nearest.begin(), nearest.end());
		}
		else if (fitting > 1 && std::string_view(keyword) == "oneOf") { faults.push_back(where + ": fits more than one of oneOf"); }
	}
}

void JsonSchemas::check_object(const Json& schema, const Json& value, const std::string& where, Named& named, Faults& faults) const
{
	if (schema.contains("required"))
	{
		for (const Json& name : schema.at("required"))
		{
			if (!value.contains(name.get_ref<const std::string&>())) { faults.push_back(where + ": lacks the member " + name.dump()); }
		}
	}
	const Json* const properties = member(schema, "properties");
	const Json* const others = member(schema, "additionalProperties");
	for (const auto& [key, part] : value.items())
	{
		const Json* const described = properties == nullptr ? nullptr : member(*properties, key);
		if (described != nullptr)
		{
			named.members.insert(key);
			check(*described, part, where + '/' + key, faults);
		}
		else if (others == nullptr) { continue; }
		else if (others->is_object())
		{
			named.members.insert(key);
			check(*others, part, where + '/' + key, faults);
		}
		else if (others->get<bool>()) { named.members.insert(key); }
		else { faults.push_back(where + '/' + key + ": no further members are allowed here"); }
	}
}

void JsonSchemas::check_array(const Json& schema, const Json& value, const std::string& where, Faults& faults) const
{
	if (!is_within(schema, "minItems", "maxItems", static_cast<double>(value.size())))
	{
		faults.push_back(where + ": has " + std::to_string(value.size()) + " entries");
	}
	if (!schema.contains("items")) { return; }
	for (std::size_t i = 0; i < value.size(); ++i) { check(schema.at("items"), value[i], where + '/' + std::to_string(i), faults); }
}

void JsonSchemas::check_text(const Json& schema, const std::string& text, const std::string& where, Faults& faults) const
{
	const auto is_first_byte = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
	const auto characters = static_cast<double>(std::count_if(text.begin(), text.end(), is_first_byte));
	if (!is_within(schema, "minLength", "maxLength", characters)) { faults.push_back(where + ": is too short or too long: " + text); }
	if (schema.contains("format") && !has_format(text, schema.at("format").get<std::string>()))
	{
		faults.push_back(where + ": is no " + schema.at("format").get<std::string>() + ": " + text);
	}
	if (schema.contains("pattern") && !std::regex_search(text, patterns_.at(schema.at("pattern").get<std::string>())))
	{
		faults.push_back(where + ": is not like " + schema.at("pattern").get<std::string>() + ": " + text);
	}
}

} // namespace bajin::test
