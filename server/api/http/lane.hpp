// Which thread does a piece of work: one writes, the others read.
//
// Long reads (reports and sealing), searches, downloads of many records, which take minutes, and the hashing of passwords have
// lanes of their own, so that they never hold up a phone nor one another. A download reads one snapshot from its beginning to its
// end, so that its numbers agree with each other; while it lasts, the log of the database grows by what phones send meanwhile and
// is not shortened. What a lane that reads is given stands in net/read_lanes.hpp.
#pragma once

#include <array>
#include <cstddef>

namespace bajin::api
{

enum class Lane : unsigned char
{
	write,
	page, // lists, figures
	export_,
	download,
	password,
	guess,  // the same, for those who have guessed wrong lately
	search, // through records one by one
	intake, // who shows a credential for the first time, and large bodies
};
// As metrics and `ready` name them.
inline constexpr std::array lane_names{"write", "read", "export", "download", "passwords", "guesses", "search", "intake"};
inline constexpr std::size_t lane_count = lane_names.size();

[[nodiscard]] constexpr std::size_t index_of(Lane lane) noexcept
{
	return static_cast<std::size_t>(lane);
}

} // namespace bajin::api
