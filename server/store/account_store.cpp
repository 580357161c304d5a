#include "server/store/account_store.hpp"

#include "server/store/sqlite.hpp"

#include <algorithm>
#include <array>

namespace bajin::store
{

namespace
{

constexpr std::array<std::string_view, 4> role_names = {"admin", "coordinator", "viewer", "auditor"};

#define BAJIN_ACCOUNT_COLUMNS                                                                                                              \
	"account.id, account.username, account.role, account.area, account.password_hash, account.created_at, account.disabled_at, "           \
	"account.expires_at, account.first_day, account.last_day, account.must_change"

constexpr const char* select_any_account = "SELECT 1 FROM account LIMIT 1";
constexpr const char* select_account = "SELECT " BAJIN_ACCOUNT_COLUMNS " FROM account WHERE id = ?";
constexpr const char* select_account_by_name = "SELECT " BAJIN_ACCOUNT_COLUMNS " FROM account WHERE username_key = ?";
constexpr const char* select_accounts = "SELECT " BAJIN_ACCOUNT_COLUMNS " FROM account ORDER BY username_key LIMIT 100000";
constexpr const char* insert_account_row =
	"INSERT INTO account (id, username, username_key, role, area, password_hash, created_at, disabled_at, expires_at, first_day, last_day, "
	"must_change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* update_account_row =
	"UPDATE account SET role = ?, area = ?, password_hash = ?, disabled_at = ?, expires_at = ?, first_day = ?, last_day = ?, "
	"must_change = ? WHERE id = ?";
constexpr const char* insert_sign_in_row =
	"INSERT INTO sign_in (token_hash, id, account, created_at, expires_at, used_at, proven_at, address, user_agent) "
	"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* select_account_by_token =
	"SELECT " BAJIN_ACCOUNT_COLUMNS " FROM sign_in JOIN account ON account.id = sign_in.account "
	"WHERE sign_in.token_hash = ? AND sign_in.expires_at > ?";
constexpr const char* delete_sign_in = "DELETE FROM sign_in WHERE token_hash = ?";
constexpr const char* delete_sign_ins = "DELETE FROM sign_in WHERE account = ? AND token_hash IS NOT ?";
constexpr const char* delete_every_sign_in = "DELETE FROM sign_in";
constexpr const char* delete_expired_sign_ins = "DELETE FROM sign_in WHERE expires_at <= ?";

std::span<const std::uint8_t> blob_of(const TokenHash& token)
{
	return token;
}

std::optional<Account> read_account(const Query& query)
{
	Account account;
	account.id = query.uuid(0);
	account.username = query.text(1);
	account.role = static_cast<Role>(query.integer(2));
	account.area = static_cast<AreaId>(query.integer(3));
	account.password_hash = query.text(4);
	account.created_at = query.timestamp(5);
	account.disabled_at = query.optional_timestamp(6);
	account.expires_at = query.optional_timestamp(7);
	account.first_day = query.optional_date(8);
	account.last_day = query.optional_date(9);
	account.must_change = query.integer(10) != 0;
	return account;
}

} // namespace

std::string_view to_string(Role role) noexcept
{
	return role_names[static_cast<std::size_t>(role)];
}

std::optional<Role> parse_role(std::string_view text) noexcept
{
	const auto found = std::ranges::find(role_names, text);
	if (found == role_names.end()) { return std::nullopt; }
	return static_cast<Role>(found - role_names.begin());
}

std::string username_key(std::string_view username)
{
	std::string key(username);
	std::ranges::transform(key, key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
	return key;
}

bool has_accounts(Database& database)
{
	Query query(database, select_any_account);
	return query.step();
}

std::optional<Account> find_account(Database& database, const Uuid& id)
{
	Query query(database, select_account);
	query.bind(id);
	return query.step() ? read_account(query) : std::nullopt;
}

std::optional<Account> find_account_by_name(Database& database, std::string_view username)
{
	const std::string key = username_key(username);
	Query query(database, select_account_by_name);
	query.bind(key);
	return query.step() ? read_account(query) : std::nullopt;
}

std::vector<Account> list_accounts(Database& database)
{
	std::vector<Account> accounts;
	Query query(database, select_accounts);
	while (query.step()) { accounts.push_back(*read_account(query)); }
	return accounts;
}

void insert_account(Database& database, const Account& account)
{
	Query(database, insert_account_row)
		.bind_all(
			account.id, account.username, username_key(account.username), static_cast<int>(account.role), account.area,
			account.password_hash, account.created_at, account.disabled_at, account.expires_at, account.first_day, account.last_day,
			static_cast<int>(account.must_change))
		.run();
}

void update_account(Database& database, const Account& account)
{
	Query(database, update_account_row)
		.bind_all(
			static_cast<int>(account.role), account.area, account.password_hash, account.disabled_at, account.expires_at, account.first_day,
			account.last_day, static_cast<int>(account.must_change), account.id)
		.run();
}

void insert_sign_in(Database& database, const SignIn& sign_in)
{
	Query(database, insert_sign_in_row)
		.bind_all(
			blob_of(sign_in.token), sign_in.id, sign_in.account, sign_in.created_at, sign_in.expires_at, sign_in.used_at,
			sign_in.proven_at, sign_in.address, sign_in.user_agent)
		.run();
}

std::optional<Account> find_account_by_token(Database& database, const TokenHash& token, Timestamp now)
{
	Query query(database, select_account_by_token);
	query.bind_all(blob_of(token), now);
	return query.step() ? read_account(query) : std::nullopt;
}

void remove_sign_in(Database& database, const TokenHash& token)
{
	Query(database, delete_sign_in).bind_all(blob_of(token)).run();
}

std::int64_t remove_sign_ins(Database& database, const Uuid& account, const std::optional<TokenHash>& kept)
{
	const auto kept_blob = kept ? std::optional(blob_of(*kept)) : std::nullopt;
	Query(database, delete_sign_ins).bind_all(account, kept_blob).run();
	return database.connection().changed_rows();
}

void remove_every_sign_in(Database& database)
{
	Query(database, delete_every_sign_in).run();
}

void remove_expired_sign_ins(Database& database, Timestamp now)
{
	Query(database, delete_expired_sign_ins).bind_all(now).run();
}

} // namespace bajin::store
