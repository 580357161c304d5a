#include "server/people/password.hpp"

#include "server/people/random.hpp"
#include "shared/event.hpp"
#include "shared/plain_text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>
#include <zxcvbn.h>

namespace bajin::people
{

namespace
{

constexpr auto operations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto memory_bytes = crypto_pwhash_MEMLIMIT_INTERACTIVE;

// How many guesses it takes, as a power of two.
double bits_of(std::string_view password, std::string_view username)
{
	const std::string text(password);
	const std::string name(username);
	std::array<const char*, 6> words = {"bajin", "pufa", "sifa", "八进", "普法", nullptr};
	std::array<const char*, 7> words_and_name{};
	std::copy(words.begin(), words.end(), words_and_name.begin() + 1);
	words_and_name[0] = name.c_str();
	return ZxcvbnMatch(text.c_str(), name.empty() ? words.data() : words_and_name.data(), nullptr);
}

} // namespace

Result<void> check_password(std::string_view typed, std::string_view username)
{
	const std::string password = composed(typed);
	if (is_blank(password)) { return Error{"weak_password", "something that can be seen is needed", "/password"}; }
	if (count_characters(password) < password_characters_min)
	{
		return Error{"weak_password", "at least 8 characters are needed", "/password"};
	}
	if (password.size() > password_bytes_max) { return Error{"weak_password", "at most 200 bytes are taken", "/password"}; }
	if (account_key_of(password) == account_key_of(username))
	{
		return Error{"weak_password", "it must differ from the name", "/password"};
	}
	if (bits_of(password, username) < password_bits_min)
	{
		return Error{"weak_password", "it is among the first that are guessed: take several words, or a sentence", "/password"};
	}
	return {};
}

std::string hash_password(const std::string& typed)
{
	const std::string password = composed(typed);
	std::array<char, crypto_pwhash_STRBYTES> hash{};
	if (sodium_init() < 0 || crypto_pwhash_str(hash.data(), password.data(), password.size(), operations, memory_bytes) != 0)
	{
		throw std::bad_alloc();
	}
	return hash.data();
}

bool is_password(const std::string& hash, const std::string& password)
{
	const auto fits = [&hash](const std::string& text)
	{ return text.size() <= password_bytes_max && crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0; };
	// Earlier ones were kept as the keyboard wrote them.
	const std::string plain = composed(password);
	return fits(plain) || (plain != password && fits(password));
}

void waste_time_of_password(const std::string& password)
{
	static const std::string hash_of_nobody = hash_password("nobody's password");
	static_cast<void>(is_password(hash_of_nobody, password));
}

std::string make_password()
{
	constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789ABCDEFGHJKMNPQRSTUVWXYZ";
	constexpr std::size_t length = 16;
	std::string password;
	while (password.size() < length)
	{
		std::array<std::uint8_t, 32> bytes{};
		fill_random(bytes);
		for (const std::uint8_t byte : bytes)
		{
			// Bytes beyond a multiple of the letters would favour the first of them.
			if (byte < 256 / letters.size() * letters.size() && password.size() < length) { password += letters[byte % letters.size()]; }
		}
	}
	return password;
}

} // namespace bajin::people
