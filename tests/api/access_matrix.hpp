// The matrix of who may do what, and the two counties in which it is tried.
//
// Used by access_test; a new route gets its row in access_matrix.cpp.
#pragma once

#include "server/store/notice_store.hpp"
#include "tests/support/test_server.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bajin::test
{

using api::Method;
using store::Role;

// What a route answers to whom: statuses for a caller who shows nothing, a phone of the county, and the accounts: the
// administrator, the prefecture's coordinator, the county's, that of the county beside it, the county's viewer, its auditor.
struct AccessRow
{
	Method method;
	const char* pattern;
	Json body;
	std::vector<int> expected; // nobody, phone, admin, prefecture, own, other, viewer, auditor
	std::string query = {};
};

inline constexpr int hidden = 404;  // answered like what does not exist
inline constexpr int refused = 403; // signed in, and may not
inline constexpr int unknown = 401; // to sign in first

// Two counties, each with a team, a phone and an event; the callers of the matrix.
class AccessPlace
{
public:
	AccessPlace()
	{
		team = server.add_team("鲁山", "410423");
		other_team = server.add_team("郏县", "410425");
		phone = server.add_device(team);
		other_phone = server.add_device(other_team);
		Json record = make_record(event);
		record["host"] = {{"contact", "王主任"}, {"phone", "13912345678"}};
		receipt = server.sync(phone, make_push({make_put(make_id(901), 0, record)}))["results"][0]["receipt"];
		Json elsewhere = make_record(other_event);
		elsewhere["area"] = "410425100200";
		elsewhere["area"] = first_village("410425");
		other_receipt = server.sync(other_phone, make_push({make_put(make_id(902), 0, elsewhere)}))["results"][0]["receipt"];
		Json wrong = make_record(make_id(903));
		wrong["title"] = "";
		static_cast<void>(server.sync(phone, make_push({make_put(kept, 0, wrong)})));
		notice = add_notice();
		add_venue();
		tokens = {
			"",
			phone.token,
			server.add_account("chief", Role::admin, "410400"),
			server.add_account("prefecture", Role::coordinator, "410400"),
			server.add_account("own", Role::coordinator, "410423"),
			server.add_account("other", Role::coordinator, "410425"),
			server.add_account("viewer", Role::viewer, "410423"),
			server.add_account("auditor", Role::auditor, "410423")};
		const api::Response sealed =
			server.call_as(tokens[2], Method::post, "/api/v1/reports", {{"area", "410423"}, {"from", "2025-01"}, {"to", "2025-12"}});
		report = Json::parse(sealed.body)["id"];
	}

	std::string add_notice()
	{
		store::Notice made;
		made.id = *parse_uuid(make_id(800));
		made.text = "请上报";
		made.team = team;
		made.made_at = now();
		store::Writer& writer = server.writer();
		writer.run_alone([&] { store::insert_notice(writer.database(), writer.epoch(), made); });
		return to_string(made.id);
	}

	void add_twin() { static_cast<void>(server.sync(phone, make_push({make_put(make_id(904), 0, make_record(twin))}))); }

	void add_venue()
	{
		store::Writer& writer = server.writer();
		const AreaId area = server.reference()->areas.find("410423")->id;
		writer.run_alone(
			[&]
			{
				store::insert_venue(writer.database(), {venue, "school", area, "一中", {}, {}});
				writer.reload_reference();
			});
	}

	std::string first_village(std::string_view county)
	{
		const AreaTree& areas = server.reference()->areas;
		for (const Area& area : areas.all())
		{
			if (area.level == AreaLevel::village && areas.contains(areas.find(county)->id, area.id)) { return area.code; }
		}
		return {};
	}

	[[nodiscard]] std::string path_of(const AccessRow& row) const
	{
		std::string path = row.pattern;
		const auto put = [&path](const std::string& name, const std::string& value)
		{
			if (const auto at = path.find(name); at != std::string::npos) { path.replace(at, name.size(), value); }
		};
		if (path.starts_with("/api/v1/events")) { put("{id}", event); }
		if (path.starts_with("/api/v1/teams")) { put("{id}", to_string(team)); }
		if (path.starts_with("/api/v1/devices")) { put("{id}", to_string(phone.id)); }
		if (path.starts_with("/api/v1/notices")) { put("{id}", notice); }
		if (path.starts_with("/api/v1/users")) { put("{id}", make_id(999)); }
		put("{other}", twin);
		if (path.starts_with("/api/v1/venues")) { put("{id}", venue); }
		if (path.starts_with("/api/v1/reports")) { put("{id}", report); }
		if (path.starts_with("/api/v1/progress")) { put("{id}", make_id(999)); }
		if (path.starts_with("/api/v1/samples")) { put("{id}", make_id(999)); }
		put("{event}", event);
		put("{list}", "venue_types");
		if (path.starts_with("/api/v1/vocabulary")) { put("{code}", "temple"); }
		put("{receipt}", receipt);
		put("{change_id}", kept);
		put("{code}", "0000-0000");
		return path + row.query;
	}

	TestServer server;
	Uuid team;
	Uuid other_team;
	TestDevice phone;
	TestDevice other_phone;
	std::string event = make_id(1);
	std::string other_event = make_id(2);
	std::string twin = make_id(3); // looks like `event`
	std::string kept = make_id(900);
	std::string notice;
	std::string report;
	std::string venue = make_id(700);
	std::string receipt;
	std::string other_receipt;
	std::vector<std::string> tokens;
};

// Every route, in the groups of access_matrix.cpp.
[[nodiscard]] std::vector<AccessRow> matrix(const AccessPlace& place);

} // namespace bajin::test
