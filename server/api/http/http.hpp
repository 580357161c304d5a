// A request and its answer as plain structs, so that endpoints are plain functions that a test can call.
//
// Made by net/connection on the I/O thread; bodies are complete (bounded and already decompressed). An answer is a text in
// memory, or a finished file when it would be too large for that. No Asio, no Beast.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bajin::files
{
class FinishedFile;
} // namespace bajin::files

namespace bajin::api
{

enum class Method : unsigned char
{
	get,
	head,
	post,
	put,
	patch,
	remove, // DELETE
	other,
};

struct Request
{
	Method method = Method::get;
	std::string path;                               // percent-decoded, without the query
	std::multimap<std::string, std::string> query;  // percent-decoded
	std::map<std::string, std::string> path_values; // "{id}" of the route's pattern -> text
	std::string body;                               // decompressed
	std::string authorization;
	std::string accept_encoding; // several headers joined by commas
	std::string if_match;
	std::string if_none_match;
	std::string cookie;           // as sent; several headers joined by "; "
	std::string csrf_token;       // X-CSRF-Token
	std::chrono::seconds idle{0}; // X-Idle-Seconds: how long ago the person at the page last did something
	std::string fetch_site;       // Sec-Fetch-Site: where a browser says the request comes from
	std::string origin;           // Origin: the site whose page sends it
	std::string host;             // Host, as sent; of several the last
	std::string user_agent;
	std::string peer_address; // of the client, as text: the peer's, or the one that a trusted proxy told
	std::string peer_network; // of that address: itself, or its /64 of IPv6
	bool peer_is_loopback = false;
	bool wants_english = false;          // by Accept-Language; else Chinese
	bool is_secure = false;              // came over TLS, to us or to a trusted proxy
	std::string_view route = "none";     // set by the router: the pattern that matched, text that lives as long as the program
	bool has_forwarding_headers = false; // Forwarded, X-Forwarded-*, X-Real-IP, Via

	// The value of a query parameter, empty when absent. A repeated parameter gives its first value.
	[[nodiscard]] std::string_view query_value(std::string_view name) const noexcept;
	[[nodiscard]] bool has_query(std::string_view name) const noexcept;
};

struct Response
{
	int status = 200;
	std::string content_type = "application/json; charset=utf-8";
	std::vector<std::pair<std::string, std::string>> headers; // further ones: ETag, Retry-After, ...
	std::string body;
	std::shared_ptr<const files::FinishedFile> file = nullptr; // in place of the body; goes out as it is, never compressed
};

} // namespace bajin::api
