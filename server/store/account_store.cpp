#include "server/store/account_store.hpp"

#include "server/store/query.hpp"
#include "shared/plain_text.hpp"

#include <algorithm>
#include <array>

namespace bajin::store
{

namespace
{

constexpr std::array<std::string_view, 4> role_names = {"admin", "coordinator", "viewer", "auditor"};

#define BAJIN_ACCOUNT_COLUMNS                                                                                                              \
	"account.id, account.username, account.role, account.area, account.password_hash, account.created_at, account.disabled_at, "           \
	"account.expires_at, account.first_day, account.last_day, account.must_change, account.name, account.unit, account.telephone"

constexpr const char* select_any_account = "SELECT 1 FROM account LIMIT 1";
constexpr const char* select_account = "SELECT " BAJIN_ACCOUNT_COLUMNS " FROM account WHERE id = $1";
constexpr const char* select_account_by_name = "SELECT " BAJIN_ACCOUNT_COLUMNS " FROM account WHERE username_key = $1";
constexpr const char* select_accounts = "SELECT " BAJIN_ACCOUNT_COLUMNS " FROM account ORDER BY username_key LIMIT 100000";
constexpr const char* insert_account_row =
	"INSERT INTO account (id, username, username_key, role, area, password_hash, created_at, disabled_at, expires_at, first_day, last_day, "
	"must_change, name, unit, telephone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
constexpr const char* update_account_row =
	"UPDATE account SET role = $1, area = $2, password_hash = $3, disabled_at = $4, expires_at = $5, first_day = $6, last_day = $7, "
	"must_change = $8, name = $9, unit = $10, telephone = $11 WHERE id = $12";
constexpr const char* insert_sign_in_row =
	"INSERT INTO sign_in (token_hash, id, account, created_at, expires_at, used_at, proven_at, address, user_agent) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
#define BAJIN_SIGN_IN_COLUMNS                                                                                                              \
	"sign_in.token_hash, sign_in.id, sign_in.account, sign_in.created_at, sign_in.expires_at, sign_in.used_at, sign_in.proven_at, "        \
	"sign_in.address, sign_in.user_agent"

constexpr const char* select_sign_in = "SELECT " BAJIN_ACCOUNT_COLUMNS ", " BAJIN_SIGN_IN_COLUMNS
									   " FROM sign_in JOIN account ON account.id = sign_in.account WHERE sign_in.token_hash = $1";
constexpr const char* select_sign_ins =
	"SELECT " BAJIN_SIGN_IN_COLUMNS " FROM sign_in WHERE account = $1 ORDER BY created_at DESC, id DESC LIMIT 1000";
constexpr const char* update_use = "UPDATE sign_in SET used_at = $1 WHERE token_hash = $2 AND used_at < $3";
constexpr const char* update_proof = "UPDATE sign_in SET proven_at = $1 WHERE token_hash = $2";
constexpr const char* delete_sign_in_by_id = "DELETE FROM sign_in WHERE id = $1 AND account = $2";
constexpr const char* delete_sign_in = "DELETE FROM sign_in WHERE token_hash = $1";
constexpr const char* delete_sign_ins = "DELETE FROM sign_in WHERE account = $1 AND token_hash IS DISTINCT FROM $2";
constexpr const char* delete_every_sign_in = "DELETE FROM sign_in";
constexpr const char* delete_expired_sign_ins = "DELETE FROM sign_in WHERE expires_at <= $1";

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
	account.person = {std::string(query.text(11)), std::string(query.text(12)), std::string(query.text(13))};
	return account;
}

constexpr int account_columns = 14;

// Its columns begin at `first`.
SignIn read_sign_in(const Query& query, int first)
{
	SignIn sign_in;
	std::ranges::copy(query.blob(first).first(std::min(query.blob(first).size(), sign_in.token.size())), sign_in.token.begin());
	sign_in.id = query.uuid(first + 1);
	sign_in.account = query.uuid(first + 2);
	sign_in.created_at = query.timestamp(first + 3);
	sign_in.expires_at = query.timestamp(first + 4);
	sign_in.used_at = query.timestamp(first + 5);
	sign_in.proven_at = query.timestamp(first + 6);
	sign_in.address = query.text(first + 7);
	sign_in.user_agent = query.text(first + 8);
	return sign_in;
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
	return account_key_of(username);
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
	// Names that were given before they were compared as people read them stand under a key with ASCII letters in lower case.
	std::string early_key(username);
	std::ranges::transform(
		early_key, early_key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
	for (const std::string& key : {username_key(username), early_key})
	{
		Query query(database, select_account_by_name);
		query.bind(key);
		if (query.step()) { return read_account(query); }
	}
	return std::nullopt;
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
			static_cast<int>(account.must_change), account.person.name, account.person.unit, account.person.telephone)
		.run();
}

void update_account(Database& database, const Account& account)
{
	Query(database, update_account_row)
		.bind_all(
			static_cast<int>(account.role), account.area, account.password_hash, account.disabled_at, account.expires_at, account.first_day,
			account.last_day, static_cast<int>(account.must_change), account.person.name, account.person.unit, account.person.telephone,
			account.id)
		.run();
}

void insert_sign_in(Database& database, const SignIn& sign_in)
{
	Query(database, insert_sign_in_row)
		.bind_all(
			blob_of(sign_in.token), sign_in.id, sign_in.account, sign_in.created_at, sign_in.expires_at, sign_in.used_at, sign_in.proven_at,
			sign_in.address, sign_in.user_agent)
		.run();
}

std::optional<FoundSignIn> find_sign_in(Database& database, const TokenHash& token)
{
	Query query(database, select_sign_in);
	query.bind_all(blob_of(token));
	if (!query.step()) { return std::nullopt; }
	return FoundSignIn{read_sign_in(query, account_columns), *read_account(query)};
}

std::vector<SignIn> list_sign_ins(Database& database, const Uuid& account)
{
	std::vector<SignIn> found;
	Query query(database, select_sign_ins);
	query.bind_all(account);
	while (query.step()) { found.push_back(read_sign_in(query, 0)); }
	return found;
}

void note_sign_in_use(Database& database, const SignInUse& use)
{
	Query(database, update_use).bind_all(use.used_at, blob_of(use.token), use.used_at).run();
}

void prove_sign_in(Database& database, const TokenHash& token, Timestamp now)
{
	Query(database, update_proof).bind_all(now, blob_of(token)).run();
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

bool remove_sign_in_by_id(Database& database, const Uuid& account, const Uuid& id)
{
	Query(database, delete_sign_in_by_id).bind_all(id, account).run();
	return database.connection().changed_rows() > 0;
}

void remove_expired_sign_ins(Database& database, Timestamp until)
{
	Query(database, delete_expired_sign_ins).bind_all(until).run();
}

} // namespace bajin::store
