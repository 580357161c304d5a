// A look at a value of JSON, whichever way it was read: as a tree (Json), or flat (FlatJson), which saves making and freeing the tree.
//
// What has to be read of a record is written once, for both. A view is two pointers, given by value, and valid as long as what it
// looks at. A view of nothing is false; so is what member() gives for a member that is absent or null.
#pragma once

#include "shared/json.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bajin
{

enum class JsonKind : std::uint8_t
{
	nothing,
	null,
	boolean,
	number,
	string,
	array,
	object,
};

// A value of a FlatJson: what it holds stands behind it, in the order of the text.
struct FlatNode
{
	enum class Number : std::uint8_t
	{
		integer,  // without fraction or exponent, at most 2^63 - 1
		natural,  // the same, beyond
		fraction, // any other
	};

	std::string_view key; // of a member
	union
	{
		const char* text;
		std::int64_t integer;
		std::uint64_t natural;
		double fraction;
		bool boolean;
	};
	std::uint32_t size = 0; // of a string in bytes, of a list or an object in what it holds
	std::uint32_t next = 1; // nodes from here to the value after this one
	JsonKind kind = JsonKind::null;
	Number number = Number::integer;

	FlatNode() noexcept : integer(0) {}
};

class JsonView
{
public:
	JsonView() = default;
	JsonView(const Json& tree) noexcept : tree_(&tree) {} // NOLINT(google-explicit-constructor): a view of it
	explicit JsonView(const FlatNode& flat) noexcept : flat_(&flat) {}

	[[nodiscard]] explicit operator bool() const noexcept { return tree_ != nullptr || flat_ != nullptr; }

	[[nodiscard]] JsonKind kind() const noexcept
	{
		if (flat_ != nullptr) { return flat_->kind; }
		return tree_ != nullptr ? kind_of(*tree_) : JsonKind::nothing;
	}
	[[nodiscard]] bool is_null() const noexcept { return kind() == JsonKind::null; }
	[[nodiscard]] bool is_string() const noexcept { return kind() == JsonKind::string; }
	[[nodiscard]] bool is_boolean() const noexcept { return kind() == JsonKind::boolean; }
	[[nodiscard]] bool is_number() const noexcept { return kind() == JsonKind::number; }
	[[nodiscard]] bool is_array() const noexcept { return kind() == JsonKind::array; }
	[[nodiscard]] bool is_object() const noexcept { return kind() == JsonKind::object; }

	[[nodiscard]] std::string_view text() const noexcept;                // of a string, else ""
	[[nodiscard]] bool boolean() const noexcept;                         // of a boolean, else false
	[[nodiscard]] std::optional<std::int64_t> integer() const noexcept;  // of a number without fraction or exponent that fits
	[[nodiscard]] std::optional<std::uint64_t> natural() const noexcept; // the same, not below zero
	[[nodiscard]] double number() const noexcept;                        // of a number, else 0
	[[nodiscard]] std::size_t size() const noexcept;                     // of a list or an object, else 0

	// The member unless it is absent or null, or this is no object.
	[[nodiscard]] JsonView member(std::string_view key) const noexcept;

	template <class Visit> // (std::size_t number, JsonView entry)
	void for_each_entry(Visit visit) const
	{
		if (!is_array()) { return; }
		std::size_t number = 0;
		if (flat_ != nullptr)
		{
			const FlatNode* entry = flat_ + 1;
			for (; number < flat_->size; entry += entry->next) { visit(number++, JsonView(*entry)); }
			return;
		}
		for (const Json& entry : *tree_->get_ptr<const Json::array_t*>()) { visit(number++, JsonView(entry)); }
	}

	template <class Visit> // (std::string_view key, JsonView value), null ones too
	void for_each_member(Visit visit) const
	{
		if (!is_object()) { return; }
		if (flat_ != nullptr)
		{
			const FlatNode* value = flat_ + 1;
			for (std::uint32_t left = flat_->size; left > 0; --left, value += value->next) { visit(value->key, JsonView(*value)); }
			return;
		}
		for (const auto& [key, value] : *tree_->get_ptr<const Json::object_t*>()) { visit(std::string_view(key), JsonView(value)); }
	}

private:
	friend Json to_json(JsonView value);

	[[nodiscard]] static JsonKind kind_of(const Json& tree) noexcept;

	const Json* tree_ = nullptr;
	const FlatNode* flat_ = nullptr; // at most one of the two is set
};

// A document without flaws as simdjson has read it, its values in one row. What is not plainly well (bad syntax, half a surrogate
// pair, duplicate keys, deep nesting, huge numbers) or has very many values is left to parse_json, the exact way.
class FlatJson
{
public:
	// Empty when the text has to be read by the exact way, for whatever reason.
	[[nodiscard]] static std::optional<FlatJson> read(std::string_view text);

	FlatJson(FlatJson&&) noexcept;
	FlatJson& operator=(FlatJson&&) noexcept;
	~FlatJson();

	[[nodiscard]] JsonView root() const noexcept;

private:
	struct Parser;
	struct GiveBack
	{
		void operator()(Parser* parser) const noexcept;
	};

	explicit FlatJson(std::unique_ptr<Parser, GiveBack> parser) noexcept;

	std::unique_ptr<Parser, GiveBack> parser_;
};

[[nodiscard]] Json to_json(JsonView value);

// What json.hpp says of them for a tree.
[[nodiscard]] std::uint64_t content_digest(JsonView value) noexcept;
[[nodiscard]] std::string to_text(JsonView value);

} // namespace bajin
