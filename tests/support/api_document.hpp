// What schema/openapi.yaml says of the server's answers, and whether an answer keeps to it.
//
// Asked by TestServer of every answer that a test receives: no test has to.
#pragma once

#include "server/api/http/http.hpp"
#include "server/api/http/reply.hpp"
#include "tests/support/json_schema.hpp"

#include <string>
#include <string_view>

namespace bajin::test
{

class ApiDocument
{
public:
	explicit ApiDocument(Json document) : schemas_(std::move(document)) {}

	// The document that is compiled into the server.
	[[nodiscard]] static const ApiDocument& of_server();

	[[nodiscard]] const Json& json() const noexcept { return schemas_.document(); }
	[[nodiscard]] const Json& resolve(const Json& object) const { return schemas_.resolve(object); } // what its `$ref` means

	// What is in the answer and not in the document, one line each; empty: nothing. `request` has its route. A status must be
	// written down for the operation, a type of content for the status, and JSON must be what its schema says; a path or a method
	// that is not served is answered by a problem.
	[[nodiscard]] std::string undocumented(const api::Request& request, const api::Response& response) const;

	// The same of a stream of events.
	[[nodiscard]] std::string undocumented_stream(const api::Request& request) const;

private:
	[[nodiscard]] const Json* find_operation(const api::Request& request) const; // null: there is none

	JsonSchemas schemas_;
};

// Fails the running test when schema/openapi.yaml has no such answer.
void expect_documented(const api::Request& request, const api::Reply& reply);

// "GET", as HEAD too is answered.
[[nodiscard]] std::string_view method_text(api::Method method);

} // namespace bajin::test
