#include "server/net/target.hpp"

#include "shared/text_encoding.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace bajin::net
{

namespace
{

int hex_value(char digit) noexcept
{
	if (digit >= '0' && digit <= '9') { return digit - '0'; }
	if (digit >= 'a' && digit <= 'f') { return digit - 'a' + 10; }
	if (digit >= 'A' && digit <= 'F') { return digit - 'A' + 10; }
	return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space)
{
	std::string decoded;
	decoded.reserve(text.size());
	for (std::size_t at = 0; at < text.size(); ++at)
	{
		char character = text[at];
		if (character == '%')
		{
			if (at + 2 >= text.size()) { return std::nullopt; }
			const int high = hex_value(text[at + 1]);
			const int low = hex_value(text[at + 2]);
			if (high < 0 || low < 0) { return std::nullopt; }
			character = static_cast<char>(high * 16 + low);
			at += 2;
		}
		else if (character == '+' && plus_is_space) { character = ' '; }
		if (character == '\0') { return std::nullopt; }
		decoded.push_back(character);
	}
	if (!is_utf8(decoded)) { return std::nullopt; }
	return decoded;
}

bool read_query(std::string_view query, api::Request& request)
{
	while (!query.empty())
	{
		const auto end = std::min(query.find('&'), query.size());
		const std::string_view pair = query.substr(0, end);
		query.remove_prefix(std::min(end + 1, query.size()));
		if (pair.empty()) { continue; }
		const auto equals = std::min(pair.find('='), pair.size());
		auto name = decode(pair.substr(0, equals), true);
		auto value = decode(pair.substr(std::min(equals + 1, pair.size())), true);
		if (!name || !value) { return false; }
		request.query.emplace(std::move(*name), std::move(*value));
	}
	return true;
}

} // namespace

bool read_target(std::string_view target, api::Request& request)
{
	for (const std::string_view scheme : {"http://", "https://"})
	{
		if (target.starts_with(scheme))
		{
			const auto path_at = target.find_first_of("/?", scheme.size());
			target = path_at == std::string_view::npos ? std::string_view("/") : target.substr(path_at);
			break;
		}
	}
	target = target.substr(0, target.find('#'));
	if (!target.starts_with('/')) { return false; }
	const auto question = std::min(target.find('?'), target.size());
	auto path = decode(target.substr(0, question), false);
	if (!path) { return false; }
	request.path = std::move(*path);
	return read_query(target.substr(std::min(question + 1, target.size())), request);
}

} // namespace bajin::net
