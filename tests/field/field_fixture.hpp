// A small list of areas, and answers as a server would give them, for the tests of simulated phones.
#pragma once

#include "shared/area_list.hpp"
#include "shared/event.hpp"
#include "shared/json.hpp"
#include "tools/field/phone.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace bajin::field::testing
{

inline const Timestamp noon{std::chrono::milliseconds(1'741'406'400'000)}; // 2025-03-08

inline ReferencePointer small_reference()
{
	auto reference = std::make_shared<Reference>();
	const std::string_view list = "code,name,level,parent\n"
								  "410400,平顶山市,prefecture,\n"
								  "410423,鲁山县,county,410400\n"
								  "410423102,张良镇,township,410423\n"
								  "410423102201,张西村,village,410423102\n"
								  "410423102001,东关社区,community,410423102\n";
	reference->areas = AreaTree::build(parse_area_csv(list).value()).value();
	return reference;
}

inline PhoneOptions phone_options(std::uint64_t seed = 1)
{
	PhoneOptions options;
	options.seed = seed;
	options.reference = small_reference();
	options.area = options.reference->areas.find("410423")->id;
	return options;
}

inline Json element(std::string_view id, std::int64_t version, const Json& event)
{
	Json json = Json::object();
	json["id"] = id;
	json["version"] = version;
	json["deleted"] = event.is_null();
	json["receipt"] = "R-" + std::to_string(version);
	json["review"] = Json::object();
	json["review"]["state"] = "submitted";
	json["review"]["revision"] = 0;
	json["event"] = event;
	return json;
}

inline Json result(const Json& change, std::string_view outcome, std::int64_t version, Json current = nullptr)
{
	Json json = Json::object();
	json["change_id"] = change["change_id"];
	json["id"] = change["id"];
	json["outcome"] = outcome;
	json["version"] = version;
	json["receipt"] = outcome == "conflict" || outcome == "rejected" ? Json() : Json("R-" + std::to_string(version));
	json["problems"] = Json::array();
	json["current"] = std::move(current);
	return json;
}

inline Json answer(std::string_view cursor, Json results = Json::array(), Json changes = Json::array())
{
	Json json = Json::object();
	json["results"] = std::move(results);
	json["changes"] = std::move(changes);
	json["cursor"] = cursor;
	json["more"] = false;
	json["reset"] = false;
	return json;
}

// Accepts every change of the request in that version.
inline Json accept_all(const Json& request, std::int64_t version, std::string_view cursor = "c")
{
	Json results = Json::array();
	for (const Json& change : request["changes"]) { results.push_back(result(change, "accepted", version)); }
	return answer(cursor, std::move(results));
}

inline Json list_of(Json value)
{
	Json list = Json::array();
	list.push_back(std::move(value));
	return list;
}

} // namespace bajin::field::testing
