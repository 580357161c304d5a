#include "shared/json_view.hpp"

#include <algorithm>
#include <cstring>
#include <simdjson.h>
#include <utility>
#include <vector>

namespace bajin
{

namespace
{

using simdjson::dom::element_type;

// Beyond it a scan for duplicate keys would be quadratic; the exact way keeps a set.
constexpr std::size_t members_max = 64;

// What a thread keeps of them for the next documents, and up to which length of a document: a larger one gives its memory back.
constexpr std::size_t parsers_kept = 2;
constexpr std::size_t kept_capacity_max = 1024 * 1024;

bool is_flawless(simdjson::dom::element element, std::size_t depth);

bool is_flawless(const simdjson::dom::object& object, std::size_t depth)
{
	std::array<std::string_view, members_max> keys;
	std::size_t count = 0;
	for (const auto field : object)
	{
		const auto* const end = keys.begin() + count;
		if (count == members_max || std::find(std::as_const(keys).begin(), end, field.key) != end) { return false; }
		keys[count++] = field.key;
		if (!is_flawless(field.value, depth + 1)) { return false; }
	}
	return true;
}

bool is_flawless(simdjson::dom::element element, std::size_t depth)
{
	if (element.type() == element_type::OBJECT)
	{
		return depth < json_depth_max && is_flawless(element.get_object().value_unsafe(), depth);
	}
	if (element.type() != element_type::ARRAY) { return true; }
	if (depth >= json_depth_max) { return false; }
	const simdjson::dom::array array = element.get_array().value_unsafe();
	return std::all_of(array.begin(), array.end(), [depth](simdjson::dom::element entry) { return is_flawless(entry, depth + 1); });
}

Json tree_of(simdjson::dom::element element);

Json tree_of(const simdjson::dom::object& object)
{
	Json tree = Json::object();
	auto& members = *tree.get_ptr<Json::object_t*>();
	members.reserve(object.size());
	for (const auto field : object) { members.emplace_back(std::string(field.key), tree_of(field.value)); }
	return tree;
}

Json tree_of(const simdjson::dom::array& array)
{
	Json tree = Json::array();
	auto& entries = *tree.get_ptr<Json::array_t*>();
	entries.reserve(array.size());
	for (const auto entry : array) { entries.push_back(tree_of(entry)); }
	return tree;
}

Json tree_of(simdjson::dom::element element)
{
	switch (element.type())
	{
	case element_type::OBJECT:
		return tree_of(element.get_object().value_unsafe());
	case element_type::ARRAY:
		return tree_of(element.get_array().value_unsafe());
	case element_type::STRING:
		return std::string(element.get_string().value_unsafe());
	case element_type::INT64:
		// nlohmann keeps what has no sign as unsigned.
		if (const std::int64_t number = element.get_int64().value_unsafe(); number < 0) { return number; }
		else { return static_cast<std::uint64_t>(number); }
	case element_type::UINT64:
		return element.get_uint64().value_unsafe();
	case element_type::DOUBLE:
		return element.get_double().value_unsafe();
	case element_type::BOOL:
		return element.get_bool().value_unsafe();
	case element_type::NULL_VALUE:
		break;
	}
	return nullptr;
}

} // namespace

struct JsonView::Element
{
	simdjson::dom::element value;
};

static_assert(sizeof(simdjson::dom::element) == 2 * sizeof(std::uint64_t) && std::is_trivially_copyable_v<simdjson::dom::element>);

JsonView JsonView::of(const Element& element) noexcept
{
	JsonView view;
	std::memcpy(view.flat_.data(), &element.value, sizeof element.value);
	return view;
}

JsonView::Element JsonView::element() const noexcept
{
	Element element;
	std::memcpy(static_cast<void*>(&element.value), flat_.data(), sizeof element.value);
	return element;
}

bool JsonView::is_null() const noexcept
{
	return tree_ != nullptr ? tree_->is_null() : *this && element().value.type() == element_type::NULL_VALUE;
}

bool JsonView::is_string() const noexcept
{
	return tree_ != nullptr ? tree_->is_string() : *this && element().value.type() == element_type::STRING;
}

bool JsonView::is_boolean() const noexcept
{
	return tree_ != nullptr ? tree_->is_boolean() : *this && element().value.type() == element_type::BOOL;
}

bool JsonView::is_number() const noexcept
{
	if (tree_ != nullptr) { return tree_->is_number(); }
	if (!*this) { return false; }
	const element_type type = element().value.type();
	return type == element_type::INT64 || type == element_type::UINT64 || type == element_type::DOUBLE;
}

bool JsonView::is_array() const noexcept
{
	return tree_ != nullptr ? tree_->is_array() : *this && element().value.type() == element_type::ARRAY;
}

bool JsonView::is_object() const noexcept
{
	return tree_ != nullptr ? tree_->is_object() : *this && element().value.type() == element_type::OBJECT;
}

std::string_view JsonView::text() const noexcept
{
	if (!is_string()) { return {}; }
	if (tree_ != nullptr) { return *tree_->get_ptr<const Json::string_t*>(); }
	return element().value.get_string().value_unsafe();
}

bool JsonView::boolean() const noexcept
{
	if (!is_boolean()) { return false; }
	return tree_ != nullptr ? *tree_->get_ptr<const bool*>() : element().value.get_bool().value_unsafe();
}

std::optional<std::int64_t> JsonView::integer() const noexcept
{
	if (!*this) { return std::nullopt; }
	if (tree_ == nullptr)
	{
		const auto value = element().value;
		return value.type() == element_type::INT64 ? std::optional(value.get_int64().value_unsafe()) : std::nullopt;
	}
	if (const auto* unsigned_value = tree_->get_ptr<const Json::number_unsigned_t*>())
	{
		const bool fits = *unsigned_value <= static_cast<std::uint64_t>(INT64_MAX);
		return fits ? std::optional(static_cast<std::int64_t>(*unsigned_value)) : std::nullopt;
	}
	const auto* value = tree_->get_ptr<const Json::number_integer_t*>();
	return value != nullptr ? std::optional(*value) : std::nullopt;
}

std::optional<std::uint64_t> JsonView::natural() const noexcept
{
	if (const auto value = integer()) { return *value >= 0 ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt; }
	if (!is_number()) { return std::nullopt; }
	if (tree_ == nullptr)
	{
		const auto value = element().value;
		return value.type() == element_type::UINT64 ? std::optional(value.get_uint64().value_unsafe()) : std::nullopt;
	}
	const auto* value = tree_->get_ptr<const Json::number_unsigned_t*>();
	return value != nullptr ? std::optional(*value) : std::nullopt;
}

double JsonView::number() const noexcept
{
	if (!is_number()) { return 0; }
	return tree_ != nullptr ? tree_->get<double>() : element().value.get_double().value_unsafe();
}

std::size_t JsonView::size() const noexcept
{
	if (tree_ != nullptr) { return tree_->is_structured() ? tree_->size() : 0; }
	if (is_array()) { return element().value.get_array().value_unsafe().size(); }
	return is_object() ? element().value.get_object().value_unsafe().size() : 0;
}

JsonView JsonView::member(std::string_view key) const noexcept
{
	if (tree_ != nullptr)
	{
		const Json* found = bajin::member(*tree_, key);
		return found == nullptr ? JsonView() : JsonView(*found);
	}
	if (!is_object()) { return {}; }
	const simdjson::dom::object object = element().value.get_object().value_unsafe();
	for (const auto field : object)
	{
		if (field.key == key) { return field.value.is_null() ? JsonView() : of(Element{field.value}); }
	}
	return {};
}

void JsonView::visit_entries(void (*visit)(void*, std::size_t, JsonView), void* to) const
{
	if (!is_array()) { return; }
	std::size_t number = 0;
	if (tree_ != nullptr)
	{
		for (const Json& entry : *tree_) { visit(to, number++, entry); }
		return;
	}
	const simdjson::dom::array array = element().value.get_array().value_unsafe();
	for (const auto entry : array) { visit(to, number++, of(Element{entry})); }
}

void JsonView::visit_members(void (*visit)(void*, std::string_view, JsonView), void* to) const
{
	if (!is_object()) { return; }
	if (tree_ != nullptr)
	{
		for (const auto& [key, value] : *tree_->get_ptr<const Json::object_t*>()) { visit(to, key, value); }
		return;
	}
	const simdjson::dom::object object = element().value.get_object().value_unsafe();
	for (const auto field : object) { visit(to, field.key, of(Element{field.value})); }
}

struct FlatJson::Parser
{
	simdjson::dom::parser parser;
	simdjson::dom::element root;

	static std::vector<std::unique_ptr<Parser>>& idle()
	{
		thread_local std::vector<std::unique_ptr<Parser>> parsers;
		return parsers;
	}
};

void FlatJson::GiveBack::operator()(Parser* parser) const noexcept
{
	std::unique_ptr<Parser> held(parser);
	auto& idle = Parser::idle();
	if (idle.size() < parsers_kept && held->parser.capacity() <= kept_capacity_max) { idle.push_back(std::move(held)); }
}

FlatJson::FlatJson(std::unique_ptr<Parser, GiveBack> parser) noexcept : parser_(std::move(parser)) {}
FlatJson::FlatJson(FlatJson&&) noexcept = default;
FlatJson& FlatJson::operator=(FlatJson&&) noexcept = default;
FlatJson::~FlatJson() = default;

std::optional<FlatJson> FlatJson::read(std::string_view text)
{
	auto& idle = Parser::idle();
	std::unique_ptr<Parser, GiveBack> parser(idle.empty() ? std::make_unique<Parser>().release() : idle.back().release());
	if (!idle.empty()) { idle.pop_back(); }
	if (parser->parser.parse(text.data(), text.size(), true).get(parser->root) != simdjson::SUCCESS) { return std::nullopt; }
	if (!is_flawless(parser->root, 0)) { return std::nullopt; }
	return FlatJson(std::move(parser));
}

JsonView FlatJson::root() const noexcept
{
	return JsonView::of(JsonView::Element{parser_->root});
}

Json to_json(JsonView value)
{
	if (value.tree_ != nullptr) { return *value.tree_; }
	return value ? tree_of(value.element().value) : Json();
}

} // namespace bajin
