// A sentence for the person who gave something that cannot be taken, in both languages.
#pragma once

#include <string>

namespace bajin
{

struct Message
{
	std::string zh;
	std::string en;

	[[nodiscard]] const std::string& in(bool english) const noexcept { return english ? en : zh; }

	bool operator==(const Message&) const = default;
};

} // namespace bajin
