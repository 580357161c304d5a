#include "server/api/requests/telephone.hpp"

namespace bajin::api
{

void hide_telephone(std::string& body)
{
	if (body.find("\"phone\"") == std::string::npos) { return; }
	auto document = parse_json(body);
	if (!document || !has_telephone(document->value)) { return; }
	hide_telephone(document->value);
	body = to_text(document->value);
}

void hide_telephone(Json& record)
{
	if (has_telephone(record)) { record["host"].erase("phone"); }
}

bool has_telephone(const Json& record)
{
	const Json* host = member(record, "host");
	return host != nullptr && member(*host, "phone") != nullptr;
}

} // namespace bajin::api
