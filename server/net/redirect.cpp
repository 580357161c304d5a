#include "server/net/redirect.hpp"

#include "server/net/address.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bajin::net
{

namespace
{

constexpr std::size_t host_bytes_max = 253;
constexpr std::size_t label_bytes_max = 63;

// By hand: isalnum depends on the locale, and an address must not.
bool is_letter_or_digit(char character) noexcept
{
	return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9');
}

bool is_label(std::string_view label)
{
	return !label.empty() && label.size() <= label_bytes_max && label.front() != '-' && label.back() != '-' &&
		   std::all_of(label.begin(), label.end(), [](char character) { return is_letter_or_digit(character) || character == '-'; });
}

bool is_host_name(std::string_view name)
{
	if (name.empty() || name.size() > host_bytes_max) { return false; }
	for (;;)
	{
		const auto dot = name.find('.');
		if (!is_label(name.substr(0, dot))) { return false; }
		if (dot == std::string_view::npos) { return true; }
		name.remove_prefix(dot + 1);
	}
}

bool is_port(std::string_view text)
{
	return text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char character) { return character >= '0' && character <= '9'; });
}

// Path and query of a target in origin or absolute form; empty when there is no path from the root.
std::string_view path_and_query(std::string_view target)
{
	for (const std::string_view scheme : {"http://", "https://"})
	{
		if (target.starts_with(scheme))
		{
			const auto path_at = target.find('/', scheme.size());
			target = path_at == std::string_view::npos ? std::string_view("/") : target.substr(path_at);
			break;
		}
	}
	target = target.substr(0, target.find('#'));
	return target.starts_with('/') ? target : std::string_view();
}

// Whatever a URL may not hold as it is becomes a percent escape; escapes that are there stay.
void append_escaped(std::string& out, std::string_view path)
{
	constexpr std::string_view allowed = "-._~:/?[]@!$&'()*+,;=%";
	for (const char character : path)
	{
		if (is_letter_or_digit(character) || allowed.find(character) != std::string_view::npos) { out.push_back(character); }
		else { out += fmt::format("%{:02X}", static_cast<unsigned char>(character)); }
	}
}

} // namespace

std::optional<std::string_view> host_without_port(std::string_view host)
{
	if (host.starts_with('['))
	{
		const auto end = host.find(']');
		if (end == std::string_view::npos) { return std::nullopt; }
		const std::string_view inside = host.substr(1, end - 1);
		const std::string_view rest = host.substr(end + 1);
		const bool is_v6 = inside.find(':') != std::string_view::npos && parse_address(inside).has_value();
		const bool rest_is_port = rest.empty() || (rest.starts_with(':') && is_port(rest.substr(1)));
		return is_v6 && rest_is_port ? std::optional(host.substr(0, end + 1)) : std::nullopt;
	}
	const auto colon = host.find(':');
	const std::string_view name = host.substr(0, colon);
	if (!is_host_name(name) || (colon != std::string_view::npos && !is_port(host.substr(colon + 1)))) { return std::nullopt; }
	return name;
}

std::optional<std::string> redirect_location(const RedirectTo& to, std::string_view target, std::string_view host)
{
	const std::string_view path = path_and_query(target);
	if (path.empty()) { return std::nullopt; }
	std::string location = to.public_url;
	if (location.empty())
	{
		const auto name = host_without_port(host);
		if (!name) { return std::nullopt; }
		location = fmt::format("https://{}", *name);
		if (to.port != 443) { location += fmt::format(":{}", to.port); }
	}
	append_escaped(location, path);
	return location;
}

} // namespace bajin::net
