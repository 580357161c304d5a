// The usual answers of endpoints: JSON, nothing, a file to be saved.
#pragma once

#include "server/api/http/http.hpp"
#include "shared/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bajin::api
{

[[nodiscard]] Response json_answer(const Json& json, int status = 200);

[[nodiscard]] Response no_content();

// What a file is called, without its ending.
struct FileName
{
	std::string ascii;              // for programs: "bajin-statistics-410423-2015-01-2015-12"
	std::vector<std::string> words; // for people, joined by "-": "统计报表", "鲁山县", "2015年"; what file systems refuse becomes "-"
};

// Without its body. `ending` with its dot. Browsers take the people's name, other programs may take the other (RFC 6266, section 4.3).
[[nodiscard]] Response attachment(std::string_view content_type, const FileName& name, std::string_view ending);

inline constexpr std::string_view csv_type = "text/csv; charset=utf-8";
inline constexpr std::string_view text_type = "text/plain; charset=utf-8";

} // namespace bajin::api
