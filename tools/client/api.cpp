#include "tools/client/api.hpp"

#include <optional>
#include <utility>

namespace bajin::client
{

namespace
{

std::string text_of(const Json& object, std::string_view key)
{
	const Json* value = member(object, key);
	return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

} // namespace

HttpRequest describe_enrol(const EnrolRequest& enrolment)
{
	Json body = Json::object();
	body["code"] = enrolment.code;
	body["device"] = enrolment.device;
	body["request_id"] = enrolment.request_id;
	HttpRequest request;
	request.method = "POST";
	request.target = "/api/v1/enrol";
	request.body = to_text(body);
	return request;
}

HttpRequest describe_sync(std::string_view token, const Json& body)
{
	HttpRequest request;
	request.method = "POST";
	request.target = "/api/v1/sync";
	request.headers.emplace_back("Authorization", "Bearer " + std::string(token));
	request.body = to_text(body);
	request.gzip = true;
	return request;
}

Result<Json> read_success(const HttpAnswer& answer)
{
	Result<JsonDocument> document = parse_json(answer.body);
	if (answer.status >= 200 && answer.status < 300)
	{
		if (document.has_error()) { return Error{"bad_answer", "the answer is no JSON", ""}; }
		return Result<Json>(boost::system::in_place_value, std::move(document->value));
	}
	Error error{"http_" + std::to_string(answer.status), "HTTP status " + std::to_string(answer.status), ""};
	if (document.has_value())
	{
		if (std::string code = text_of(document->value, "code"); !code.empty()) { error.code = std::move(code); }
		if (std::string detail = text_of(document->value, "detail"); !detail.empty()) { error.detail = std::move(detail); }
		else if (std::string title = text_of(document->value, "title"); !title.empty()) { error.detail = std::move(title); }
	}
	return error;
}

Result<Enrolment> read_enrolment(const HttpAnswer& answer)
{
	const Result<Json> body = read_success(answer);
	if (body.has_error()) { return body.error(); }
	const std::optional<Uuid> team = parse_uuid(text_of(*body, "team"));
	Enrolment enrolment{text_of(*body, "token"), team.value_or(Uuid{}), text_of(*body, "area"), text_of(*body, "device_id")};
	if (enrolment.token.empty() || !team) { return Error{"bad_answer", "the answer to enrol has no token or team", ""}; }
	return enrolment;
}

Result<Enrolment> enrol(BlockingClient& client, const EnrolRequest& enrolment)
{
	const Result<HttpAnswer> answer = client.send(describe_enrol(enrolment));
	if (answer.has_error()) { return answer.error(); }
	return read_enrolment(*answer);
}

Result<Json> sync(BlockingClient& client, std::string_view token, const Json& request)
{
	const Result<HttpAnswer> answer = client.send(describe_sync(token, request));
	if (answer.has_error()) { return answer.error(); }
	return read_success(*answer);
}

Result<Json> get(BlockingClient& client, std::string_view target)
{
	HttpRequest request;
	request.target = target;
	request.gzip = true;
	const Result<HttpAnswer> answer = client.send(std::move(request));
	if (answer.has_error()) { return answer.error(); }
	return read_success(*answer);
}

} // namespace bajin::client
