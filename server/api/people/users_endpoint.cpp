#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/people/accounts.hpp"
#include "server/people/audit.hpp"
#include "server/people/password.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <optional>
#include <tuple>
#include <utility>

namespace bajin::api
{

namespace
{

Json user_json(const store::Account& account, const AreaTree& areas)
{
	return {
		{"id", to_string(account.id)},
		{"username", account.username},
		{"name", text_or_null(account.person.name)},
		{"unit", text_or_null(account.person.unit)},
		{"telephone", text_or_null(account.person.telephone)},
		{"role", store::to_string(account.role)},
		{"area", areas.at(account.area).code},
		{"created_at", to_string(account.created_at)},
		{"disabled_at", text_or_null(account.disabled_at)},
		{"expires_at", text_or_null(account.expires_at)},
		{"from", text_or_null(account.first_day)},
		{"to", text_or_null(account.last_day)},
		{"must_change", account.must_change},
	};
}

// What a request says of an account; empty members were not sent.
struct UserRequest
{
	std::string username;
	std::optional<std::string> password;
	std::optional<store::Role> role;
	std::optional<AreaId> area;
	std::optional<bool> disabled;
	bool has_expiry = false;
	std::optional<Timestamp> expires_at;
	bool has_days = false;
	std::optional<Date> first_day;
	std::optional<Date> last_day;
	std::optional<bool> must_change;
	std::optional<std::string> name;
	std::optional<std::string> unit;
	std::optional<std::string> telephone;
};

// The members that making and changing an account share.
void read_rights(Body& body, const Reference& reference, UserRequest& wanted)
{
	if (const auto role = body.text("role", 20))
	{
		wanted.role = store::parse_role(*role);
		if (!wanted.role) { body.refuse("role", "admin, coordinator, viewer or auditor is needed"); }
	}
	if (const auto code = body.text("area", 12))
	{
		const Area* area = reference.areas.find(*code);
		if (area == nullptr) { body.refuse("area", "there is no such area"); }
		else { wanted.area = area->id; }
	}
	if (body.value("password") != nullptr) { wanted.password = body.required_secret("password", people::password_bytes_max); }
	wanted.name = body.text("name", event_limits::name_characters_max);
	wanted.unit = body.text("unit", event_limits::title_characters_max);
	wanted.telephone = body.text("telephone", event_limits::name_characters_max);
	if (body.has("must_change")) { wanted.must_change = body.flag("must_change"); }
	wanted.has_expiry = body.has("expires_at");
	wanted.expires_at = body.time("expires_at");
	wanted.has_days = body.has("from") || body.has("to");
	wanted.first_day = body.date("from");
	wanted.last_day = body.date("to");
}

// An auditor looks at certain days, for a time.
std::optional<Error> check_bounds(const store::Account& account)
{
	if (account.role == store::Role::auditor && (!account.expires_at || !account.first_day || !account.last_day))
	{
		return Error{"invalid_field", "an auditor needs from, to and expires_at", "/expires_at"};
	}
	if (account.first_day && account.last_day && *account.last_day < *account.first_day)
	{
		return Error{"invalid_field", "to: lies before from", "/to"};
	}
	return std::nullopt;
}

Reply answer_user(const store::Account& account, const AreaTree& areas, int status)
{
	return json_answer(user_json(account, areas), status);
}

Reply make_user(store::Writer& writer, const people::Actor& actor, const people::NewAccount& wanted)
{
	const auto account = people::create_account(writer, wanted, now());
	if (!account) { return account.error(); }
	const AreaTree& areas = writer.reference()->areas;
	people::AuditEntry audit_entry{"make_user", std::nullopt, account->area, to_string(account->id)};
	audit_entry.details = {
		{"username", account->username}, {"role", store::to_string(account->role)}, {"must_change", account->must_change}};
	people::audit(writer.database(), actor, audit_entry, now());
	return answer_user(*account, areas, 201);
}

store::Account with(store::Account account, const UserRequest& wanted, const std::optional<std::string>& hash)
{
	account.role = wanted.role.value_or(account.role);
	account.area = wanted.area.value_or(account.area);
	account.person.name = wanted.name.value_or(account.person.name);
	account.person.unit = wanted.unit.value_or(account.person.unit);
	account.person.telephone = wanted.telephone.value_or(account.person.telephone);
	account.password_hash = hash.value_or(account.password_hash);
	// A new password is good as it is unless it is said to be a first one.
	account.must_change = wanted.must_change.value_or(account.must_change && !hash);
	if (wanted.has_expiry) { account.expires_at = wanted.expires_at; }
	if (wanted.has_days)
	{
		account.first_day = wanted.first_day;
		account.last_day = wanted.last_day;
	}
	if (wanted.disabled)
	{
		account.disabled_at = !*wanted.disabled ? std::nullopt : account.disabled_at ? account.disabled_at : std::optional(now());
	}
	return account;
}

// Nothing but whom the account stands for differs.
bool is_called_otherwise(const store::Account& before, const store::Account& after)
{
	const auto rights = [](const store::Account& account)
	{
		return std::tie(
			account.role, account.area, account.password_hash, account.disabled_at, account.expires_at, account.first_day, account.last_day,
			account.must_change);
	};
	return before.person != after.person && rights(before) == rights(after);
}

struct UserChange
{
	Uuid id;
	UserRequest wanted;
	std::optional<std::string> hash;
	people::Actor actor;
};

Reply change_user(store::Writer& writer, const UserChange& change)
{
	const auto before = store::find_account(writer.database(), change.id);
	if (!before) { return refuse("not_found"); }
	const store::Account after = with(*before, change.wanted, change.hash);
	if (auto error = check_bounds(after)) { return *error; }
	// Who may now do something else, or should not be signed in at all, signs in anew; who is only called otherwise goes on.
	if (auto changed = people::change_account(writer, {after, !is_called_otherwise(*before, after)}, now()); !changed)
	{
		return changed.error();
	}
	people::AuditEntry audit_entry{"change_user", std::nullopt, after.area, to_string(after.id)};
	audit_entry.details = {
		{"username", after.username}, {"role", store::to_string(after.role)}, {"disabled", after.disabled_at.has_value()}};
	audit_entry.details["password"] = change.hash.has_value();
	audit_entry.details["must_change"] = after.must_change;
	audit_entry.details["person"] = before->person != after.person;
	people::audit(writer.database(), change.actor, audit_entry, now());
	return answer_user(after, writer.reference()->areas, 200);
}

} // namespace

Reply handle_users(Context& /*context*/, Request& /*request*/)
{
	return read_work(
		[](store::Reader& reader) -> Reply
		{
			Json list = Json::array();
			for (const store::Account& account : store::list_accounts(reader.database()))
			{
				list.push_back(user_json(account, reader.reference()->areas));
			}
			return json_answer(Json{{"users", std::move(list)}});
		});
}

Reply handle_make_user(Context& context, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	const ReferencePointer reference = context.reference.load();
	UserRequest wanted;
	wanted.username = body->required_text("username", people::username_characters_max);
	read_rights(*body, *reference, wanted);
	for (const auto& [name, given] :
		 {std::pair{"role", wanted.role.has_value()}, {"area", wanted.area.has_value()}, {"password", wanted.password.has_value()}})
	{
		if (!given) { body->refuse(name, "is missing"); }
	}
	if (auto error = body->error()) { return *error; }
	store::Account described;
	described.role = *wanted.role;
	described = with(std::move(described), wanted, std::nullopt);
	if (auto error = check_bounds(described)) { return *error; }
	if (auto checked = people::check_password(*wanted.password, wanted.username); !checked) { return checked.error(); }
	return read_work(
		[wanted = std::move(wanted)](store::Reader& /*reader*/, const people::Principal& principal) -> Reply
		{
			people::NewAccount account{wanted.username, people::hash_password(*wanted.password), *wanted.role, *wanted.area};
			account.expires_at = wanted.expires_at;
			account.first_day = wanted.first_day;
			account.last_day = wanted.last_day;
			account.must_change = wanted.must_change.value_or(false);
			account.person = {wanted.name.value_or(""), wanted.unit.value_or(""), wanted.telephone.value_or("")};
			return write_work([account = std::move(account), actor = people::actor_of(principal)](store::Writer& writer)
							  { return make_user(writer, actor, account); });
		},
		Lane::password);
}

Reply handle_change_user(Context& context, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	UserChange change;
	read_rights(*body, *context.reference.load(), change.wanted);
	if (body->has("disabled")) { change.wanted.disabled = body->flag("disabled"); }
	if (auto error = body->error()) { return *error; }
	change.id = *id;
	return read_work(
		[change = std::move(change)](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			change.actor = people::actor_of(principal);
			if (change.wanted.password)
			{
				const auto account = store::find_account(reader.database(), change.id);
				const auto checked = people::check_password(*change.wanted.password, account ? account->username : std::string());
				if (!checked) { return checked.error(); }
				change.hash = people::hash_password(*change.wanted.password);
			}
			return write_work([change = std::move(change)](store::Writer& writer) { return change_user(writer, change); });
		},
		Lane::password);
}

} // namespace bajin::api
