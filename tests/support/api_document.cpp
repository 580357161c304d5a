#include "tests/support/api_document.hpp"

#include "generated/openapi.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/yaml.hpp"

#include <algorithm>

namespace bajin::test
{

namespace
{

std::string in_lower_case(std::string_view text)
{
	std::string lower(text);
	std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) { return static_cast<char>(letter | ' '); });
	return lower;
}

// Without "; charset=utf-8".
std::string media_type(const api::Response& response)
{
	return response.content_type.substr(0, response.content_type.find(';'));
}

bool is_json(std::string_view type)
{
	return type == "application/json" || type == "application/problem+json";
}

} // namespace

std::string_view method_text(api::Method method)
{
	switch (method)
	{
	case api::Method::get:
	case api::Method::head:
		return "GET";
	case api::Method::post:
		return "POST";
	case api::Method::put:
		return "PUT";
	case api::Method::patch:
		return "PATCH";
	case api::Method::remove:
		return "DELETE";
	default:
		return "?";
	}
}

const ApiDocument& ApiDocument::of_server()
{
	static const ApiDocument document(read_yaml(embedded::openapi));
	return document;
}

const Json* ApiDocument::find_operation(const api::Request& request) const
{
	const Json* const path = member(json().at("paths"), request.route);
	return path == nullptr ? nullptr : member(*path, in_lower_case(method_text(request.method)));
}

std::string ApiDocument::undocumented(const api::Request& request, const api::Response& response) const
{
	const std::string type = media_type(response);
	const Json* schema = nullptr;
	if (const Json* const operation = find_operation(request); operation == nullptr)
	{
		if (response.status != 404 && response.status != 405)
		{
			return "there is no such operation, and the answer is neither 404 nor 405\n";
		}
		schema = &json().at("components").at("schemas").at("Problem");
	}
	else
	{
		const Json* const documented = member(operation->at("responses"), std::to_string(response.status));
		if (documented == nullptr) { return "this status is not among the responses of the operation\n"; }
		const Json* const content = member(resolve(*documented), "content");
		const bool has_body = !response.body.empty() || response.file != nullptr;
		if (content == nullptr) { return has_body ? "the response has no content, the answer has\n" : ""; }
		const Json* const media = member(*content, type);
		if (media == nullptr) { return "the response has no content of type " + type + '\n'; }
		schema = &media->at("schema");
	}
	if (!is_json(type)) { return {}; }
	const Json value = Json::parse(response.body, nullptr, false);
	if (value.is_discarded()) { return "the answer is no JSON\n"; }
	std::string lines;
	for (const std::string& fault : schemas_.faults(*schema, value)) { lines += fault + '\n'; }
	return lines;
}

std::string ApiDocument::undocumented_stream(const api::Request& request) const
{
	const Json* const operation = find_operation(request);
	const bool is_stream = operation != nullptr && operation->at("responses").at("200").at("content").contains("text/event-stream");
	return is_stream ? "" : "the operation answers with no stream\n";
}

void expect_documented(const api::Request& request, const api::Reply& reply)
{
	constexpr std::size_t shown_bytes_max = 2000;
	const auto* const response = std::get_if<api::Response>(&reply);
	const ApiDocument& document = ApiDocument::of_server();
	const std::string lines = response == nullptr ? document.undocumented_stream(request) : document.undocumented(request, *response);
	if (lines.empty()) { return; }
	FAIL_CHECK(
		"schema/openapi.yaml does not describe the answer "
		<< (response == nullptr ? 200 : response->status) << " to " << method_text(request.method) << ' ' << request.path << " ("
		<< request.route << "):\n"
		<< lines << (response == nullptr ? std::string() : response->body.substr(0, shown_bytes_max)));
}

} // namespace bajin::test
