// The few calls of the HTTP interface that tools and end-to-end tests make, as functions on a BlockingClient.
//
// An answer that is no success becomes an Error with the problem's own code (or `http_STATUS` when it has none).
#pragma once

#include "shared/json.hpp"
#include "shared/result.hpp"
#include "shared/uuid.hpp"
#include "tools/client/http_client.hpp"

#include <string>
#include <string_view>

namespace bajin::client
{

struct Enrolment
{
	std::string token;
	Uuid team;
	std::string area; // code
	std::string device_id;
};

struct EnrolRequest
{
	std::string code;
	std::string device;     // the phone's name
	std::string request_id; // the same for every try of one enrolment
};

[[nodiscard]] HttpRequest describe_enrol(const EnrolRequest& enrolment);
[[nodiscard]] HttpRequest describe_sync(std::string_view token, const Json& request);

// The body of a success; an Error for everything else.
[[nodiscard]] Result<Json> read_success(const HttpAnswer& answer);
[[nodiscard]] Result<Enrolment> read_enrolment(const HttpAnswer& answer);

[[nodiscard]] Result<Enrolment> enrol(BlockingClient& client, const EnrolRequest& enrolment);
[[nodiscard]] Result<Json> sync(BlockingClient& client, std::string_view token, const Json& request);
[[nodiscard]] Result<Json> get(BlockingClient& client, std::string_view target);

} // namespace bajin::client
