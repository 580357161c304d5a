#include "server/api/telephone.hpp"

namespace bajin::api
{

void hide_telephone(std::string& body)
{
	if (body.find("\"phone\"") == std::string::npos)
	{
		return;
	}
	auto document = parse_json(body);
	if (!document || member(document->value, "host") == nullptr || !document->value["host"].is_object())
	{
		return;
	}
	document->value["host"].erase("phone");
	body = to_text(document->value);
}

bool has_telephone(const Json& record)
{
	const Json* host = member(record, "host");
	return host != nullptr && member(*host, "phone") != nullptr;
}

} // namespace bajin::api
