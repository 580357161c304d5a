#include "server/people/caller.hpp"

#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <algorithm>

namespace bajin::people
{

namespace
{

Caller start(const Credentials& credentials)
{
	Caller caller;
	caller.is_local = credentials.is_local;
	caller.address = credentials.address;
	caller.token = credentials.token;
	return caller;
}

Result<Caller> as_device(Caller caller, std::shared_ptr<const store::Device> device)
{
	if (device == nullptr) { return Error{"unauthenticated", "", ""}; }
	if (device->lost_at) { return Error{"device_lost", "", ""}; }
	if (device->revoked_at) { return Error{"unauthenticated", "", ""}; }
	caller.kind = Caller::Kind::device;
	caller.device = std::move(device);
	for (const auto& membership : caller.device->teams)
	{
		if (membership.present) { caller.teams.push_back(membership.team); }
	}
	return caller;
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

Result<Caller> as_account(Caller caller, store::Database& database, const Credentials& credentials)
{
	auto found = store::find_sign_in(database, caller.token);
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
		if (credentials.sessions != nullptr) { credentials.sessions->uses.note(caller.token, used_at); }
	}
	caller.kind = Caller::Kind::account;
	caller.account = std::move(found->account);
	caller.session = session;
	return caller;
}

// Until the first account exists, whoever sits at the server's own machine may look at everything.
Caller without_credentials(Caller caller, store::Database& database)
{
	if (caller.is_local && !store::has_accounts(database)) { caller.kind = Caller::Kind::local; }
	return caller;
}

} // namespace

std::string Caller::name() const
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

std::optional<Uuid> Caller::id() const
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

Result<Caller> find_caller(store::Writer& writer, const Credentials& credentials)
{
	Caller caller = start(credentials);
	switch (credentials.kind)
	{
	case Credentials::Kind::device:
		return as_device(std::move(caller), writer.find_device_by_token(credentials.token));
	case Credentials::Kind::account:
		return as_account(std::move(caller), writer.database(), credentials);
	default:
		return without_credentials(std::move(caller), writer.database());
	}
}

Result<Caller> find_caller(store::Reader& reader, const Credentials& credentials)
{
	Caller caller = start(credentials);
	switch (credentials.kind)
	{
	case Credentials::Kind::device:
	{
		auto found = store::find_device_by_token(reader.database(), credentials.token);
		return as_device(std::move(caller), found ? std::make_shared<const store::Device>(std::move(*found)) : nullptr);
	}
	case Credentials::Kind::account:
		return as_account(std::move(caller), reader.database(), credentials);
	default:
		return without_credentials(std::move(caller), reader.database());
	}
}

} // namespace bajin::people
