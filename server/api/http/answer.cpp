#include "server/api/http/answer.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>

namespace bajin::api
{

namespace
{

bool is_refused_in_names(char character)
{
	return static_cast<unsigned char>(character) <= ' ' || character == '\x7f' ||
		   std::string_view("\\/:*?\"<>|").find(character) != std::string_view::npos;
}

std::string people_name(const FileName& name)
{
	std::string joined;
	for (const std::string& word : name.words) { joined += (joined.empty() ? "" : "-") + word; }
	std::ranges::replace_if(joined, is_refused_in_names, '-');
	return joined;
}

} // namespace

Response json_answer(const Json& json, int status)
{
	Response response;
	response.status = status;
	response.body = to_text(json);
	return response;
}

Response no_content()
{
	Response response;
	response.status = 204;
	return response;
}

Response attachment(std::string_view content_type, const FileName& name, std::string_view ending)
{
	Response response;
	response.content_type = content_type;
	// RFC 8187, section 3.2: every byte that is not unreserved is percent-encoded UTF-8.
	const std::string encoded = boost::urls::encode(people_name(name) + std::string(ending), boost::urls::unreserved_chars);
	std::string value = "attachment; filename=\"" + name.ascii;
	value.append(ending).append("\"; filename*=UTF-8''").append(encoded);
	response.headers.emplace_back("Content-Disposition", std::move(value));
	return response;
}

} // namespace bajin::api
