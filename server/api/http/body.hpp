// Reads the JSON object in the body of a request, member by member; the first that is wrong is told with its pointer.
//
// Used by the endpoints of plain resources on the I/O thread. A member that nobody asked for is refused (`unknown_field`):
// a mistyped name, or an attempt to set what is not the caller's to set. (Sync keeps unknown fields of records instead.)
#pragma once

#include "shared/calendar.hpp"
#include "shared/json.hpp"
#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::api
{

// A field of a body that says what cannot be.
[[nodiscard]] inline Error wrong_field(const std::string& name, const std::string& why)
{
	return {"invalid_field", name + ": " + why, "/" + name};
}

inline constexpr std::size_t reason_characters_max = 500; // why somebody did something, wherever it is asked

class Body
{
public:
	// Error `invalid_json`. An empty body is an empty object.
	[[nodiscard]] static Result<Body> parse(std::string_view text);

	// An entry of a list in a body. Error `invalid_json` when it is no object.
	[[nodiscard]] static Result<Body> of(Json value);

	// In characters, without what cannot be seen at its ends: a text of which nothing can be seen is empty. A required text
	// that is missing or empty is wrong.
	[[nodiscard]] std::string required_text(const std::string& name, std::size_t characters_max);
	[[nodiscard]] std::optional<std::string> text(const std::string& name, std::size_t characters_max);
	// The member `reason`: why somebody does this. Empty when it is not given, unless it has to be.
	[[nodiscard]] std::string reason();
	[[nodiscard]] std::string required_reason();
	// As it was typed, blanks and all: passwords.
	[[nodiscard]] std::string required_secret(const std::string& name, std::size_t bytes_max);
	[[nodiscard]] std::optional<std::int64_t> number(const std::string& name); // whole, 0 or more
	[[nodiscard]] bool flag(const std::string& name);
	[[nodiscard]] std::optional<Uuid> id(const std::string& name);
	[[nodiscard]] std::optional<Date> date(const std::string& name);
	[[nodiscard]] std::optional<Timestamp> time(const std::string& name);
	[[nodiscard]] std::vector<std::string> texts(const std::string& name, std::size_t entries_max);

	// The member as it is; nullptr when absent or null.
	[[nodiscard]] const Json* value(const std::string& name);

	// Whether it is there at all, null included.
	[[nodiscard]] bool has(const std::string& name);

	void refuse(const std::string& name, const std::string& why);

	// The first thing that was wrong, unknown members included; to be asked last.
	[[nodiscard]] std::optional<Error> error() const;

private:
	Json object_ = Json::object();
	std::set<std::string> asked_;
	std::optional<Error> error_;
};

} // namespace bajin::api
