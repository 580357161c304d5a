// Whether a JSON value is what a JSON Schema says, for the schemas of schema/openapi.yaml.
//
// Knows the keywords that the document uses and refuses any other, so that nothing stands there unchecked. Stricter than JSON Schema
// in one thing: objects are closed. Every member must be named by one of the schemas that were applied to the object (its own
// `properties`, those of a `$ref`, of `allOf`, of the branch that fits), unless one of them lets others in by `additionalProperties`.
// So an answer with a member that nobody wrote down has a fault; whoever reads an answer must pass over what he does not know.
#pragma once

#include "shared/json.hpp"

#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace bajin::test
{

class JsonSchemas
{
public:
	// All schemas below `document`: members named `schema`, and those of /components/schemas. Throws std::runtime_error, naming
	// the place, where one has a keyword that is not known here, or refers to what is not there.
	explicit JsonSchemas(Json document);
	JsonSchemas(const JsonSchemas&) = delete;
	JsonSchemas& operator=(const JsonSchemas&) = delete;

	[[nodiscard]] const Json& document() const noexcept { return document_; }

	// What a `$ref` such as "#/components/schemas/Event" means; the object itself when it has none.
	[[nodiscard]] const Json& resolve(const Json& object) const;

	// One line each: where in the value, and what is wrong. Empty: the value is what the schema says.
	[[nodiscard]] std::vector<std::string> faults(const Json& schema, const Json& value) const;

private:
	// Which members of one object the schemas applied to it have named.
	struct Named
	{
		std::set<std::string, std::less<>> members;
		bool any = false;
	};
	using Faults = std::vector<std::string>;

	void look_for_schemas(const Json& part, const std::string& where);
	void admit(const Json& schema, const std::string& where);
	void admit_members(const Json& schema, const std::string& where);

	void check(const Json& schema, const Json& value, const std::string& where, Faults& faults) const;
	void apply(const Json& schema, const Json& value, const std::string& where, Named& named, Faults& faults) const;
	void apply_branches(const Json& schema, const Json& value, const std::string& where, Named& named, Faults& faults) const;
	void check_object(const Json& schema, const Json& value, const std::string& where, Named& named, Faults& faults) const;
	void check_array(const Json& schema, const Json& value, const std::string& where, Faults& faults) const;
	void check_text(const Json& schema, const std::string& text, const std::string& where, Faults& faults) const;

	Json document_;
	std::map<std::string, const Json*, std::less<>> referred_;
	std::map<std::string, std::regex, std::less<>> patterns_;
};

} // namespace bajin::test
