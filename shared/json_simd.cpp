#include "shared/json_simd.hpp"

#include <algorithm>
#include <simdjson.h>

namespace bajin
{

namespace
{

// Beyond it a scan for duplicate keys would be quadratic; the exact way keeps a set.
constexpr std::size_t members_max = 64;

bool read_value(simdjson::dom::element element, std::size_t depth, Json& value);

bool read_object(const simdjson::dom::object& object, std::size_t depth, Json& value)
{
	if (object.size() > members_max) { return false; }
	value = Json::object();
	auto& members = *value.get_ptr<Json::object_t*>();
	members.reserve(object.size());
	for (const auto field : object)
	{
		const auto is_same = [&field](const auto& member) { return member.first == field.key; };
		if (std::any_of(members.begin(), members.end(), is_same)) { return false; }
		members.emplace_back(std::string(field.key), nullptr);
		if (!read_value(field.value, depth + 1, members.back().second)) { return false; }
	}
	return true;
}

bool read_array(const simdjson::dom::array& array, std::size_t depth, Json& value)
{
	value = Json::array();
	auto& entries = *value.get_ptr<Json::array_t*>();
	entries.reserve(array.size());
	for (const auto entry : array)
	{
		if (!read_value(entry, depth + 1, entries.emplace_back())) { return false; }
	}
	return true;
}

bool read_value(simdjson::dom::element element, std::size_t depth, Json& value)
{
	using simdjson::dom::element_type;
	switch (element.type())
	{
	case element_type::OBJECT:
		return depth < json_depth_max && read_object(element.get_object().value_unsafe(), depth, value);
	case element_type::ARRAY:
		return depth < json_depth_max && read_array(element.get_array().value_unsafe(), depth, value);
	case element_type::STRING:
		value = std::string(element.get_string().value_unsafe());
		return true;
	case element_type::INT64:
		// nlohmann keeps what has no sign as unsigned.
		if (const std::int64_t number = element.get_int64().value_unsafe(); number < 0) { value = number; }
		else { value = static_cast<std::uint64_t>(number); }
		return true;
	case element_type::UINT64:
		value = element.get_uint64().value_unsafe();
		return true;
	case element_type::DOUBLE:
		value = element.get_double().value_unsafe();
		return true;
	case element_type::BOOL:
		value = element.get_bool().value_unsafe();
		return true;
	case element_type::NULL_VALUE:
		value = nullptr;
		return true;
	}
	return false;
}

} // namespace

std::optional<Json> read_flawless_json(std::string_view text)
{
	// Keeps its memory from one document to the next.
	thread_local simdjson::dom::parser parser;
	simdjson::dom::element root;
	if (parser.parse(text.data(), text.size(), true).get(root) != simdjson::SUCCESS) { return std::nullopt; }
	std::optional<Json> value(std::in_place);
	if (!read_value(root, 0, *value)) { value.reset(); }
	return value;
}

} // namespace bajin
