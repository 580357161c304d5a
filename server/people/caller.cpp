#include "server/people/caller.hpp"

#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

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

Result<Caller> as_device(Caller caller, const store::Device* device)
{
	if (device == nullptr) { return Error{"unauthenticated", "", ""}; }
	if (device->lost_at) { return Error{"device_lost", "", ""}; }
	if (device->revoked_at) { return Error{"unauthenticated", "", ""}; }
	caller.kind = Caller::Kind::device;
	caller.device = device;
	for (const auto& membership : device->teams)
	{
		if (membership.present) { caller.teams.push_back(membership.team); }
	}
	return caller;
}

Result<Caller> as_account(Caller caller, store::Database& database, Timestamp now)
{
	auto account = store::find_account_by_token(database, caller.token, now);
	if (!account) { return Error{"unauthenticated", "", ""}; }
	if (account->disabled_at || (account->expires_at && now >= *account->expires_at)) { return Error{"account_disabled", "", ""}; }
	caller.kind = Caller::Kind::account;
	caller.account = std::move(*account);
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
		return as_account(std::move(caller), writer.database(), credentials.at);
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
		if (found) { caller.held_device = std::make_shared<const store::Device>(std::move(*found)); }
		const store::Device* device = caller.held_device.get();
		return as_device(std::move(caller), device);
	}
	case Credentials::Kind::account:
		return as_account(std::move(caller), reader.database(), credentials.at);
	default:
		return without_credentials(std::move(caller), reader.database());
	}
}

} // namespace bajin::people
