// A look at a value of JSON, whichever way it was read: as a tree (Json), or as simdjson holds it (FlatJson), which saves the tree.
//
// What has to be read of a record is written once, for both. A view is three words, given by value, and valid as long as what it
// looks at. A view of nothing is false; so is what member() gives for a member that is absent or null.
#pragma once

#include "shared/json.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bajin
{

class JsonView
{
public:
	JsonView() = default;
	JsonView(const Json& tree) noexcept : tree_(&tree) {} // NOLINT(google-explicit-constructor): a view of it

	[[nodiscard]] explicit operator bool() const noexcept { return tree_ != nullptr || (flat_[0] | flat_[1]) != 0; }

	[[nodiscard]] bool is_null() const noexcept;
	[[nodiscard]] bool is_string() const noexcept;
	[[nodiscard]] bool is_boolean() const noexcept;
	[[nodiscard]] bool is_number() const noexcept;
	[[nodiscard]] bool is_array() const noexcept;
	[[nodiscard]] bool is_object() const noexcept;

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
		visit_entries([](void* to, std::size_t number, JsonView entry) { (*static_cast<Visit*>(to))(number, entry); }, &visit);
	}

	template <class Visit> // (std::string_view key, JsonView value), null ones too
	void for_each_member(Visit visit) const
	{
		visit_members([](void* to, std::string_view key, JsonView value) { (*static_cast<Visit*>(to))(key, value); }, &visit);
	}

private:
	friend class FlatJson;
	friend Json to_json(JsonView value);
	struct Element; // what simdjson calls one

	[[nodiscard]] static JsonView of(const Element& element) noexcept;
	[[nodiscard]] Element element() const noexcept;
	void visit_entries(void (*visit)(void*, std::size_t, JsonView), void* to) const;
	void visit_members(void (*visit)(void*, std::string_view, JsonView), void* to) const;

	const Json* tree_ = nullptr;          // null: flat, or nothing
	std::array<std::uint64_t, 2> flat_{}; // an Element; zeros: nothing
};

// A document without flaws as simdjson has read it. What is not plainly well (bad syntax, half a surrogate pair, duplicate keys, deep
// nesting, huge numbers) is left to parse_json, the exact way.
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
