#include "server/people/principal.hpp"

#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <algorithm>

namespace bajin::people
{

namespace
{

Principal start(const Credentials& credentials)
{
	Principal principal;
	principal.is_local = credentials.is_local;
	principal.address = credentials.address;
	principal.token = credentials.token;
	return principal;
}

Result<Principal> as_device(Principal principal, std::shared_ptr<const store::Device> device)
{
	if (device == nullptr) { return Error{"unauthenticated", "", ""}; }
	if (device->lost_at) { return Error{"device_lost", "", ""}; }
	if (device->revoked_at) { return Error{"unauthenticated", "", ""}; }
	principal.kind = Principal::Kind::device;
	principal.device = std::move(device);
	for (const auto& membership : principal.device->teams)
	{
		if (membership.present) { principal.teams.push_back(membership.team); }
	}
	return principal;
}

// As of the request, which is a use of it too.
OwnSession session_of(const store::SignIn& sign_in, const Credentials& credentials)
{
	const SessionLimits limits = credentials.sessions != nullptr ? credentials.sessions->limits : SessionLimits();
	OwnSession session;
	session.id = sign_in.id;
	session.used_at = sign_in.used_at;
	if (credentials.sessions != nullptr)
	{
		session.used_at = std::max(session.used_at, credentials.sessions->uses.find(sign_in.token).value_or(sign_in.used_at));
	}
	session.idle_ends_at = session.used_at + limits.idle;
	session.expires_at = sign_in.expires_at;
	session.is_proven = !credentials.is_cookie || credentials.at - sign_in.proven_at < proof_lasts;
	return session;
}

Result<Principal> as_account(Principal principal, store::Database& database, const Credentials& credentials)
{
	auto found = store::find_sign_in(database, principal.token);
	if (!found) { return Error{"unauthenticated", "", ""}; }
	const store::Account& account = found->account;
	if (account.disabled_at || (account.expires_at && credentials.at >= *account.expires_at)) { return Error{"account_disabled", "", ""}; }
	OwnSession session = session_of(found->sign_in, credentials);
	if (credentials.at >= session.expires_at) { return Error{"session_over", "", ""}; }
	if (credentials.at >= session.idle_ends_at) { return Error{"session_idle", "", ""}; }
	const Timestamp used_at = credentials.at - credentials.idle;
	if (credentials.is_use && used_at > session.used_at)
	{
		session.idle_ends_at += used_at - session.used_at;
		session.used_at = used_at;
		if (credentials.sessions != nullptr) { credentials.sessions->uses.note(principal.token, used_at); }
	}
	principal.kind = Principal::Kind::account;
	principal.account = std::move(found->account);
	principal.session = session;
	return principal;
}

// Until the first account exists, whoever sits at the server's own machine may look at everything.
Principal without_credentials(Principal principal, store::Database& database)
{
	if (principal.is_local && !store::has_accounts(database)) { principal.kind = Principal::Kind::local; }
	return principal;
}

} // namespace

std::string Principal::name() const
{
	switch (kind)
	{
	case Kind::device:
		return device->name;
	case Kind::account:
		return account.username;
	case Kind::local:
		return "local";
	default:
		return {};
	}
}

std::optional<Uuid> Principal::id() const
{
	switch (kind)
	{
	case Kind::device:
		return device->id;
	case Kind::account:
		return account.id;
	default:
		return std::nullopt;
	}
}

Result<Principal> find_principal(store::Writer& writer, const Credentials& credentials)
{
	Principal principal = start(credentials);
	switch (credentials.kind)
	{
	case Credentials::Kind::device:
		return as_device(std::move(principal), writer.find_device_by_token(credentials.token));
	case Credentials::Kind::account:
		return as_account(std::move(principal), writer.database(), credentials);
	default:
		return without_credentials(std::move(principal), writer.database());
	}
}

Result<Principal> find_principal(store::Reader& reader, const Credentials& credentials)
{
	Principal principal = start(credentials);
	switch (credentials.kind)
	{
	case Credentials::Kind::device:
	{
		auto found = store::find_device_by_token(reader.database(), credentials.token);
		return as_device(std::move(principal), found ? std::make_shared<const store::Device>(std::move(*found)) : nullptr);
	}
	case Credentials::Kind::account:
		return as_account(std::move(principal), reader.database(), credentials);
	default:
		return without_credentials(std::move(principal), reader.database());
	}
}

} // namespace bajin::people
