#include "shared/json_view.hpp"

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

// Of a document: 20 MB of nodes. The fullest body of a sync has some 300,000 values.
constexpr std::size_t nodes_max = 512 * std::size_t{1024};

// What a thread keeps of them for the next documents, and up to which length of a document and of its row: larger ones give their
// memory back.
constexpr std::size_t parsers_kept = 2;
constexpr std::size_t kept_capacity_max = 1024 * 1024;
constexpr std::size_t kept_nodes_max = 32 * std::size_t{1024};

// Puts values into a row; each function is false when the document has to be read by the exact way.
class Flattener
{
public:
	explicit Flattener(std::vector<FlatNode>& nodes) : nodes_(nodes) {}

	[[nodiscard]] bool add(std::string_view key, simdjson::dom::element element, std::size_t depth)
	{
		if (nodes_.size() >= nodes_max) { return false; }
		FlatNode& node = nodes_.emplace_back();
		node.key = key;
		switch (element.type())
		{
		case element_type::OBJECT:
			return depth < json_depth_max && add_members(element.get_object().value_unsafe(), depth);
		case element_type::ARRAY:
			return depth < json_depth_max && add_entries(element.get_array().value_unsafe(), depth);
		case element_type::STRING:
		{
			const std::string_view text = element.get_string().value_unsafe();
			node.kind = JsonKind::string;
			node.text = text.data();
			node.size = static_cast<std::uint32_t>(text.size());
			return true;
		}
		case element_type::INT64:
			node.kind = JsonKind::number;
			node.integer = element.get_int64().value_unsafe();
			return true;
		case element_type::UINT64:
			node.kind = JsonKind::number;
			node.number = FlatNode::Number::natural;
			node.natural = element.get_uint64().value_unsafe();
			return true;
		case element_type::DOUBLE:
			node.kind = JsonKind::number;
			node.number = FlatNode::Number::fraction;
			node.fraction = element.get_double().value_unsafe();
			return true;
		case element_type::BOOL:
			node.kind = JsonKind::boolean;
			node.boolean = element.get_bool().value_unsafe();
			return true;
		case element_type::NULL_VALUE:
			break;
		}
		return true;
	}

private:
	[[nodiscard]] bool add_members(const simdjson::dom::object& object, std::size_t depth)
	{
		const std::size_t place = nodes_.size() - 1;
		std::size_t count = 0;
		for (const auto field : object)
		{
			if (count == members_max || has_key(place, count, field.key)) { return false; }
			if (!add(field.key, field.value, depth + 1)) { return false; }
			++count;
		}
		close(place, JsonKind::object, count);
		return true;
	}

	[[nodiscard]] bool add_entries(const simdjson::dom::array& array, std::size_t depth)
	{
		const std::size_t place = nodes_.size() - 1;
		std::size_t count = 0;
		for (const auto entry : array)
		{
			if (!add({}, entry, depth + 1)) { return false; }
			++count;
		}
		close(place, JsonKind::array, count);
		return true;
	}

	[[nodiscard]] bool has_key(std::size_t place, std::size_t members, std::string_view key) const noexcept
	{
		const FlatNode* member = nodes_.data() + place + 1;
		for (; members > 0; --members, member += member->next)
		{
			if (member->key == key) { return true; }
		}
		return false;
	}

	void close(std::size_t place, JsonKind kind, std::size_t count)
	{
		FlatNode& node = nodes_[place];
		node.kind = kind;
		node.size = static_cast<std::uint32_t>(count);
		node.next = static_cast<std::uint32_t>(nodes_.size() - place);
	}

	std::vector<FlatNode>& nodes_;
};

} // namespace

JsonKind JsonView::kind_of(const Json& tree) noexcept
{
	switch (tree.type())
	{
	case Json::value_t::object:
		return JsonKind::object;
	case Json::value_t::array:
		return JsonKind::array;
	case Json::value_t::string:
		return JsonKind::string;
	case Json::value_t::boolean:
		return JsonKind::boolean;
	case Json::value_t::number_integer:
	case Json::value_t::number_unsigned:
	case Json::value_t::number_float:
		return JsonKind::number;
	default:
		return JsonKind::null;
	}
}

std::string_view JsonView::text() const noexcept
{
	if (!is_string()) { return {}; }
	if (flat_ != nullptr) { return {flat_->text, flat_->size}; }
	return *tree_->get_ptr<const Json::string_t*>();
}

bool JsonView::boolean() const noexcept
{
	if (!is_boolean()) { return false; }
	return flat_ != nullptr ? flat_->boolean : *tree_->get_ptr<const bool*>();
}

std::optional<std::int64_t> JsonView::integer() const noexcept
{
	if (!is_number()) { return std::nullopt; }
	if (flat_ != nullptr) { return flat_->number == FlatNode::Number::integer ? std::optional(flat_->integer) : std::nullopt; }
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
	if (flat_ != nullptr) { return flat_->number == FlatNode::Number::natural ? std::optional(flat_->natural) : std::nullopt; }
	const auto* value = tree_->get_ptr<const Json::number_unsigned_t*>();
	return value != nullptr ? std::optional(*value) : std::nullopt;
}

double JsonView::number() const noexcept
{
	if (!is_number()) { return 0; }
	if (flat_ == nullptr) { return tree_->get<double>(); }
	switch (flat_->number)
	{
	case FlatNode::Number::integer:
		return static_cast<double>(flat_->integer);
	case FlatNode::Number::natural:
		return static_cast<double>(flat_->natural);
	case FlatNode::Number::fraction:
		break;
	}
	return flat_->fraction;
}

std::size_t JsonView::size() const noexcept
{
	if (!is_array() && !is_object()) { return 0; }
	return flat_ != nullptr ? flat_->size : tree_->size();
}

JsonView JsonView::member(std::string_view key) const noexcept
{
	if (flat_ == nullptr)
	{
		const Json* found = tree_ != nullptr ? bajin::member(*tree_, key) : nullptr;
		return found == nullptr ? JsonView() : JsonView(*found);
	}
	if (flat_->kind != JsonKind::object) { return {}; }
	const FlatNode* value = flat_ + 1;
	for (std::uint32_t left = flat_->size; left > 0; --left, value += value->next)
	{
		if (value->key == key) { return value->kind == JsonKind::null ? JsonView() : JsonView(*value); }
	}
	return {};
}

struct FlatJson::Parser
{
	simdjson::dom::parser parser;
	std::vector<FlatNode> nodes; // the root first; texts and keys are the parser's

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
	const bool is_small = held->parser.capacity() <= kept_capacity_max && held->nodes.capacity() <= kept_nodes_max;
	if (idle.size() < parsers_kept && is_small) { idle.push_back(std::move(held)); }
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
	simdjson::dom::element root;
	if (parser->parser.parse(text.data(), text.size(), true).get(root) != simdjson::SUCCESS) { return std::nullopt; }
	parser->nodes.clear();
	if (!Flattener(parser->nodes).add({}, root, 0)) { return std::nullopt; }
	return FlatJson(std::move(parser));
}

JsonView FlatJson::root() const noexcept
{
	return JsonView(parser_->nodes.front());
}

Json to_json(JsonView value)
{
	if (value.flat_ == nullptr) { return value.tree_ != nullptr ? *value.tree_ : Json(); }
	const FlatNode& node = *value.flat_;
	switch (node.kind)
	{
	case JsonKind::object:
	{
		Json tree = Json::object();
		auto& members = *tree.get_ptr<Json::object_t*>();
		members.reserve(node.size);
		value.for_each_member([&members](std::string_view key, JsonView held) { members.emplace_back(std::string(key), to_json(held)); });
		return tree;
	}
	case JsonKind::array:
	{
		Json tree = Json::array();
		auto& entries = *tree.get_ptr<Json::array_t*>();
		entries.reserve(node.size);
		value.for_each_entry([&entries](std::size_t /*number*/, JsonView entry) { entries.push_back(to_json(entry)); });
		return tree;
	}
	case JsonKind::string:
		return std::string(node.text, node.size);
	case JsonKind::number:
		// nlohmann keeps what has no sign as unsigned.
		if (const auto natural = value.natural()) { return *natural; }
		if (const auto integer = value.integer()) { return *integer; }
		return node.fraction;
	case JsonKind::boolean:
		return node.boolean;
	default:
		return nullptr;
	}
}

} // namespace bajin
