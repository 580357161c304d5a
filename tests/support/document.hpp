// The exchanges written down in shared/PROTOCOL.md: which request, from which phone, and what it is answered.
//
// Read for the test that replays them. A document is Markdown; only fenced blocks and comments of these forms count:
// "```json request NAME PHONE", "```http request NAME [PHONE]", "```json answer NAME [STATUS]", "<!-- replay: ... -->".
#pragma once

#include "shared/json.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::test
{

struct DocumentStep
{
	enum class Kind
	{
		sync,   // JSON for POST /api/v1/sync
		http,   // "METHOD path", an empty line, a body
		answer, // JSON
		action, // what happens at the server meanwhile: `text`
	};
	Kind kind = Kind::action;
	std::size_t line = 0;
	std::string name;
	std::string phone;
	int status = 200;
	std::string text;
};

[[nodiscard]] std::vector<DocumentStep> read_document_steps(std::string_view markdown);

// What stands for what: "<kind>" is checked by its form alone, "<kind name>" is bound where it first appears in an answer
// and must be the same ever after. Kinds: time, cursor, receipt, version, id, etag, token, number.
class Placeholders
{
public:
	void set(const std::string& name, Json value) { values_[name] = std::move(value); }

	// The request with its placeholders replaced. One that is not bound yet stays, and the server will refuse it.
	[[nodiscard]] Json fill(const Json& documented) const;
	[[nodiscard]] std::string fill_text(std::string text) const;

	// Where `actual` is not what is documented, one line each, empty when nowhere. A member "…" of an object allows
	// members that are not written down.
	[[nodiscard]] std::string compare(const Json& documented, const Json& actual, const std::string& where = {});

private:
	[[nodiscard]] std::string compare_placeholder(const std::string& name, const Json& actual, const std::string& where);
	[[nodiscard]] std::string compare_objects(const Json& documented, const Json& actual, const std::string& where);

	std::map<std::string, Json> values_;
};

} // namespace bajin::test
