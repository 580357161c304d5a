#include "server/net/target.hpp"

#include "shared/text_encoding.hpp"

#include <boost/url/pct_string_view.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace bajin::net
{

namespace
{

std::optional<std::string> decode(std::string_view text, bool plus_is_space)
{
	const auto encoded = boost::urls::make_pct_string_view(text);
	if (!encoded) { return std::nullopt; }
	boost::urls::encoding_opts options;
	options.space_as_plus = plus_is_space;
	std::string decoded = encoded->decode(options);
	if (decoded.find('\0') != std::string::npos || !is_utf8(decoded)) { return std::nullopt; }
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
