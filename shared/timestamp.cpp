#include "shared/timestamp.hpp"

#include <array>
#include <cstddef>

namespace bajin
{

namespace
{

// Reads a text from left to right; once something does not fit, everything after it fails too.
class Scanner
{
public:
	explicit Scanner(std::string_view text) noexcept : rest_(text) {}

	[[nodiscard]] bool at(char first, char second) const noexcept
	{
		return !rest_.empty() && (rest_.front() == first || rest_.front() == second);
	}
	[[nodiscard]] bool is_done() const noexcept { return ok_ && rest_.empty(); }
	[[nodiscard]] bool ok() const noexcept { return ok_; }

	void expect(char first, char second) noexcept
	{
		ok_ = ok_ && at(first, second);
		if (ok_) { rest_.remove_prefix(1); }
	}

	int number(std::size_t digits, int max) noexcept
	{
		int value = 0;
		for (std::size_t i = 0; i < digits; ++i)
		{
			if (!ok_ || !is_digit())
			{
				ok_ = false;
				return 0;
			}
			value = value * 10 + take();
		}
		ok_ = ok_ && value <= max;
		return value;
	}

	// One digit or more after the point, as milliseconds.
	int fraction() noexcept
	{
		ok_ = ok_ && is_digit();
		int value = 0;
		int scale = 100;
		while (ok_ && is_digit())
		{
			value += take() * scale;
			scale /= 10;
		}
		return value;
	}

private:
	[[nodiscard]] bool is_digit() const noexcept { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

	int take() noexcept
	{
		const int digit = rest_.front() - '0';
		rest_.remove_prefix(1);
		return digit;
	}

	std::string_view rest_;
	bool ok_ = true;
};

void put_number(char* out, std::int64_t value, std::size_t width) noexcept
{
	for (std::size_t i = width; i > 0; --i)
	{
		out[i - 1] = static_cast<char>('0' + value % 10);
		value /= 10;
	}
}

} // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) noexcept
{
	using namespace std::chrono;
	Scanner scanner(text);
	const int year_number = scanner.number(4, 9999);
	scanner.expect('-', '-');
	const int month_number = scanner.number(2, 12);
	scanner.expect('-', '-');
	const int day_number = scanner.number(2, 31);
	scanner.expect('T', 't');
	const int hour = scanner.number(2, 23);
	scanner.expect(':', ':');
	const int minute = scanner.number(2, 59);
	scanner.expect(':', ':');
	const int second = scanner.number(2, 60); // a leap second is taken as the second after it
	int fraction = 0;
	if (scanner.at('.', '.'))
	{
		scanner.expect('.', '.');
		fraction = scanner.fraction();
	}
	int offset_minutes = 0;
	if (scanner.at('Z', 'z')) { scanner.expect('Z', 'z'); }
	else
	{
		const int sign = scanner.at('-', '-') ? -1 : 1;
		scanner.expect('+', '-');
		const int offset_hours = scanner.number(2, 23);
		scanner.expect(':', ':');
		offset_minutes = sign * (offset_hours * 60 + scanner.number(2, 59));
	}
	const year_month_day date{
		std::chrono::year{year_number}, month{static_cast<unsigned>(month_number)}, day{static_cast<unsigned>(day_number)}};
	if (!scanner.is_done() || !date.ok() || year_number < 1900) { return std::nullopt; }
	return Timestamp{sys_days{date}} + hours{hour} + minutes{minute - offset_minutes} + seconds{second} + milliseconds{fraction};
}

std::string to_string(Timestamp at)
{
	using namespace std::chrono;
	const sys_days day_start = floor<days>(at);
	const year_month_day date{day_start};
	const hh_mm_ss<milliseconds> time{at - day_start};
	std::string text = "0000-00-00T00:00:00.000Z";
	put_number(text.data(), static_cast<int>(date.year()), 4);
	put_number(text.data() + 5, static_cast<unsigned>(date.month()), 2);
	put_number(text.data() + 8, static_cast<unsigned>(date.day()), 2);
	put_number(text.data() + 11, time.hours().count(), 2);
	put_number(text.data() + 14, time.minutes().count(), 2);
	put_number(text.data() + 17, time.seconds().count(), 2);
	put_number(text.data() + 20, time.subseconds().count(), 3);
	return text;
}

Timestamp now() noexcept
{
	return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace bajin
