#include "server/api/http/answer.hpp"
#include "server/api/http/audited.hpp"
#include "server/api/http/authorize.hpp"
#include "server/api/http/body.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/api/people/session_cookie.hpp"
#include "server/people/accounts.hpp"
#include "server/people/password.hpp"
#include "server/people/token.hpp"
#include "server/store/reader.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

using people::AuditEntry;

// What a password is tried with, on its way from the I/O thread over the password lane to the write lane.
struct Attempt
{
	std::string username;
	std::string password;
	people::SignInOrigin origin;
	std::string network;
	bool is_secure = false;
	Timestamp at;                           // when it was made, by which sign-ins end
	bool cookie_only = false;               // a page: it needs no token that a script could read
	std::optional<store::TokenHash> former; // of such a page: the sign-in that it had until now
	people::SessionLimits limits{};
};

// Whoever guesses a name's password from one network does not keep its owner out of another.
std::string guess_key(const Attempt& attempt)
{
	return store::username_key(attempt.username) + '\n' + attempt.network;
}

Json account_json(const store::Account& account, const AreaTree& areas)
{
	return {
		{"user", to_string(account.id)},       {"username", account.username},
		{"role", to_string(account.role)},     {"rights", people::rights_of(account.role)},
		{"area", areas.at(account.area).code}, {"area_name", areas.at(account.area).name},
		{"must_change", account.must_change},
	};
}

// In seconds, which a page can count without knowing what time it is here.
void add_ends(Json& json, const people::SessionLimits& limits, std::chrono::milliseconds idle_ends_in, std::chrono::milliseconds ends_in)
{
	json["idle_seconds"] = limits.idle.count();
	json["idle_ends_in"] = std::chrono::ceil<std::chrono::seconds>(idle_ends_in).count();
	json["ends_in"] = std::chrono::ceil<std::chrono::seconds>(ends_in).count();
}

Response answer_signed_in(const store::Account& account, const people::SignedIn& made, const AreaTree& areas, const Attempt& attempt)
{
	Json json = account_json(account, areas);
	if (!attempt.cookie_only) { json["token"] = made.token; }
	json["csrf"] = made.csrf;
	json["expires"] = to_string(made.expires_at);
	add_ends(json, attempt.limits, attempt.limits.idle, attempt.limits.longest);
	Response response = json_answer(json);
	response.headers.emplace_back("Set-Cookie", session_cookie_text(made.token, attempt.limits.longest, attempt.is_secure));
	return response;
}

std::chrono::seconds wait_for(const Context& context, const Attempt& attempt)
{
	const auto now = std::chrono::steady_clock::now();
	return std::max(context.sign_ins_by_name.wait_of(guess_key(attempt), now), context.sign_ins_by_address.wait_of(attempt.network, now));
}

// The same answer and the same time for an unknown name as for a wrong password.
Reply refuse_attempt(Context& context, const Attempt& attempt, const std::optional<store::Account>& account)
{
	const auto at = std::chrono::steady_clock::now();
	context.sign_ins_by_name.note_failure(guess_key(attempt), at);
	context.sign_ins_by_address.note_failure(attempt.network, at);
	// Not what was typed as an unknown name: now and then that is a password, and the trail is for good.
	people::Actor actor{account ? account->username : std::string("?"), account ? std::optional(account->id) : std::nullopt};
	actor.address = attempt.origin.address;
	return after_audit(refuse("wrong_password"), std::move(actor), AuditEntry{"sign_in_refused"});
}

Reply finish_sign_in(store::Writer& writer, const store::Account& checked, const Attempt& attempt)
{
	const auto account = store::find_account(writer.database(), checked.id);
	// Changed between the two lanes: what was checked no longer holds.
	if (!account || account->disabled_at || account->password_hash != checked.password_hash) { return refuse("wrong_password"); }
	if (attempt.former) { store::remove_sign_in(writer.database(), *attempt.former); }
	const auto made = people::sign_in(writer, *account, attempt.origin, attempt.at, attempt.limits);
	people::audit(writer.database(), {account->username, account->id, attempt.origin.address}, AuditEntry{"sign_in"}, now());
	return answer_signed_in(*account, made, writer.reference()->areas, attempt);
}

Reply check_attempt(store::Reader& reader, Context& context, Attempt attempt)
{
	// Asked again here: many attempts may have waited for this lane together.
	if (const auto wait = wait_for(context, attempt); wait.count() > 0) { return refuse_for("too_many_attempts", wait); }
	auto account = store::find_account_by_name(reader.database(), attempt.username);
	const bool may_sign_in = account && !account->disabled_at && (!account->expires_at || attempt.at < *account->expires_at);
	if (!account) { people::waste_time_of_password(attempt.password); }
	if (!account || !people::is_password(account->password_hash, attempt.password) || !may_sign_in)
	{
		return refuse_attempt(context, attempt, account);
	}
	context.sign_ins_by_name.note_success(guess_key(attempt));
	return write_work(
		[account = std::move(*account), attempt = std::move(attempt)](store::Writer& writer) -> Reply
		{ return finish_sign_in(writer, account, attempt); });
}

Result<Attempt> read_attempt(const Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	Attempt attempt;
	attempt.username = body->required_text("username", people::username_characters_max);
	attempt.password = body->required_secret("password", people::password_bytes_max);
	attempt.cookie_only = body->flag("cookie_only");
	const std::string_view former = session_token(request);
	if (attempt.cookie_only && !former.empty()) { attempt.former = people::hash_token(former); }
	attempt.origin = {request.peer_address, request.user_agent};
	attempt.network = request.peer_network;
	attempt.is_secure = request.is_secure;
	if (auto error = body->error()) { return std::move(*error); }
	return attempt;
}

Reply make_first_account(store::Writer& writer, const Attempt& attempt, const std::string& hash)
{
	if (store::has_accounts(writer.database())) { return refuse("invalid_code"); }
	const AreaTree& areas = writer.reference()->areas;
	const auto account = people::create_account(writer, {attempt.username, hash, store::Role::admin, areas.root().id}, now());
	if (!account) { return account.error(); }
	people::audit(writer.database(), {account->username, account->id, attempt.origin.address}, AuditEntry{"make_first_account"}, now());
	const auto made = people::sign_in(writer, *account, attempt.origin, attempt.at, attempt.limits);
	return answer_signed_in(*account, made, areas, attempt);
}

// Hashes on the password lane, then goes on with `next(store::Writer&, hash)` on the write lane.
template <class Next>
Reply hash_then(std::string password, Next next)
{
	return read_work(
		[password = std::move(password), next = std::move(next)](store::Reader& /*reader*/) mutable -> Reply
		{
			return write_work(
				[hash = people::hash_password(password), next = std::move(next)](store::Writer& writer) -> Reply
				{ return next(writer, hash); });
		},
		Lane::password);
}

struct PasswordChange
{
	std::string old_password;
	std::string new_password;
	Timestamp at;
};

Reply change_password(store::Writer& writer, const people::Principal& principal, const std::string& hash, Timestamp at)
{
	store::Account account = principal.account;
	account.password_hash = hash;
	account.must_change = false;
	const auto changed = people::change_account(writer, {account, true, principal.token}, now());
	BAJIN_ASSERT(changed.has_value()); // neither role nor right to sign in has changed
	store::prove_sign_in(writer.database(), principal.token, at);
	people::audit(
		writer.database(), people::actor_of(principal), AuditEntry{"change_password", std::nullopt, 0, to_string(account.id)}, now());
	return no_content();
}

// Whoever is signed in types the password; wrong ones are slowed down as at the sign-in. Empty: it is right.
std::optional<Refusal> refuse_own_password(Context& context, const people::Principal& principal, const std::string& password)
{
	const std::string key = store::username_key(principal.account.username);
	const auto at = std::chrono::steady_clock::now();
	if (const auto wait = context.sign_ins_by_name.wait_of(key, at); wait.count() > 0) { return refuse_for("too_many_attempts", wait); }
	if (people::is_password(principal.account.password_hash, password))
	{
		context.sign_ins_by_name.note_success(key);
		return std::nullopt;
	}
	context.sign_ins_by_name.note_failure(key, at);
	return refuse("wrong_password");
}

Reply confirm_password(store::Writer& writer, const people::Principal& principal, Timestamp at)
{
	const auto account = store::find_account(writer.database(), principal.account.id);
	// Changed between the two lanes: what was checked no longer holds.
	if (!account || account->password_hash != principal.account.password_hash) { return refuse("wrong_password"); }
	store::prove_sign_in(writer.database(), principal.token, at);
	people::audit(writer.database(), people::actor_of(principal), AuditEntry{"confirm_password"}, now());
	return no_content();
}

Reply check_password_change(Context& context, const people::Principal& principal, const PasswordChange& change)
{
	if (auto refused = refuse_own_password(context, principal, change.old_password)) { return std::move(*refused); }
	if (auto checked = people::check_password(change.new_password, principal.account.username); !checked) { return checked.error(); }
	if (principal.account.must_change && change.new_password == change.old_password) { return refuse("password_unchanged"); }
	return write_work(
		[principal, at = change.at, hash = people::hash_password(change.new_password)](store::Writer& writer) -> Reply
		{ return change_password(writer, principal, hash, at); });
}

} // namespace

Reply handle_setup(Context& context, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	const std::string code = body->required_text("code", 100);
	Attempt attempt;
	attempt.username = body->required_text("username", people::username_characters_max);
	attempt.password = body->required_secret("password", people::password_bytes_max);
	attempt.origin = {request.peer_address, request.user_agent};
	attempt.network = request.peer_network;
	attempt.is_secure = request.is_secure;
	attempt.at = context.clock.now();
	attempt.limits = context.sessions.limits;
	if (auto error = body->error()) { return *error; }
	const auto at = std::chrono::steady_clock::now();
	if (const auto wait = context.sign_ins_by_address.wait_of(attempt.network, at); wait.count() > 0)
	{
		return refuse_for("too_many_attempts", wait);
	}
	if (context.setup_code.empty() || code != context.setup_code)
	{
		context.sign_ins_by_address.note_failure(attempt.network, at);
		return refuse("invalid_code");
	}
	if (auto checked = people::check_password(attempt.password, attempt.username); !checked) { return checked.error(); }
	std::string password = attempt.password;
	return hash_then(
		std::move(password), [attempt = std::move(attempt)](store::Writer& writer, const std::string& hash)
		{ return make_first_account(writer, attempt, hash); });
}

Reply handle_sign_in(Context& context, Request& request)
{
	auto attempt = read_attempt(request);
	if (!attempt) { return attempt.error(); }
	attempt->at = context.clock.now();
	attempt->limits = context.sessions.limits;
	if (const auto wait = wait_for(context, *attempt); wait.count() > 0) { return refuse_for("too_many_attempts", wait); }
	// Whoever has guessed wrong lately stands in another queue than the owners.
	const auto at = std::chrono::steady_clock::now();
	const bool has_failed =
		context.sign_ins_by_name.has_failed(guess_key(*attempt), at) || context.sign_ins_by_address.has_failed(attempt->network, at);
	return read_work(
		[&context, attempt = std::move(*attempt)](store::Reader& reader) mutable
		{ return check_attempt(reader, context, std::move(attempt)); }, has_failed ? Lane::guess : Lane::password);
}

Reply handle_session(Context& context, Request& request)
{
	const std::string token(session_token(request));
	return read_work(
		[limits = context.sessions.limits, at = context.clock.now(), csrf = token.empty() ? Json(nullptr) : Json(people::csrf_of(token))](
			store::Reader& reader, const people::Principal& principal) -> Reply
		{
			Json json = account_json(principal.account, reader.reference()->areas);
			json["csrf"] = csrf;
			json["expires"] = to_string(principal.session.expires_at);
			add_ends(json, limits, principal.session.idle_ends_at - at, principal.session.expires_at - at);
			return json_answer(json);
		});
}

Reply handle_sign_out(Context& /*context*/, Request& request)
{
	const bool everywhere = request.query_value("everywhere") == "true" || request.query_value("everywhere") == "1";
	return write_work(
		[everywhere, is_secure = request.is_secure](store::Writer& writer, const people::Principal& principal) -> Reply
		{
			if (everywhere) { store::remove_sign_ins(writer.database(), principal.account.id, std::nullopt); }
			else { store::remove_sign_in(writer.database(), principal.token); }
			writer.note_access_changed(principal.account.id);
			people::audit(
				writer.database(), people::actor_of(principal), AuditEntry{everywhere ? "sign_out_everywhere" : "sign_out"}, now());
			Response response;
			response.status = 204;
			response.headers.emplace_back("Set-Cookie", session_cookie_text("", std::chrono::seconds(0), is_secure));
			return response;
		});
}

Reply handle_change_password(Context& context, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	PasswordChange change;
	change.old_password = body->required_secret("old", people::password_bytes_max);
	change.new_password = body->required_secret("new", people::password_bytes_max);
	change.at = context.clock.now();
	if (auto error = body->error()) { return *error; }
	return read_work(
		[&context, change = std::move(change)](store::Reader& /*reader*/, const people::Principal& principal)
		{ return check_password_change(context, principal, change); }, Lane::password);
}

Reply handle_confirm_password(Context& context, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	std::string password = body->required_secret("password", people::password_bytes_max);
	if (auto error = body->error()) { return *error; }
	return read_work(
		[&context, at = context.clock.now(),
		 password = std::move(password)](store::Reader& /*reader*/, const people::Principal& principal) -> Reply
		{
			if (auto refused = refuse_own_password(context, principal, password))
			{
				return after_audit(std::move(*refused), people::actor_of(principal), AuditEntry{"confirm_password_refused"});
			}
			return write_work([principal, at](store::Writer& writer) { return confirm_password(writer, principal, at); });
		},
		Lane::password);
}

} // namespace bajin::api
