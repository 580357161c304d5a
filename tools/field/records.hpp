// Believable event records for simulated phones and for the benchmark: Chinese texts, all eight kinds of venue, lists
// and numbers as lecturer teams send them; about 650 bytes of JSON each.
//
// Pure and deterministic: the same seed gives the same records on every machine. Values are plain, one maker a thread.
#pragma once

#include "shared/area.hpp"
#include "shared/calendar.hpp"
#include "shared/json.hpp"
#include "shared/uuid.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace bajin::field
{

// SplitMix64: eight bytes of state that can be saved with a phone and gone on from.
class Random
{
public:
	explicit Random(std::uint64_t state) noexcept : state_(state) {}

	[[nodiscard]] std::uint64_t next() noexcept;
	[[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) noexcept; // both included
	[[nodiscard]] bool chance(double probability) noexcept;
	[[nodiscard]] Uuid uuid_v7(std::int64_t unix_ms) noexcept;
	[[nodiscard]] Uuid uuid_v4() noexcept;
	[[nodiscard]] std::uint64_t state() const noexcept { return state_; }

	template <class Range>
	[[nodiscard]] const auto& pick(const Range& range) noexcept
	{
		return range[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(range.size()) - 1))];
	}

private:
	std::uint64_t state_;
};

// Where the records of one team are set: the townships, villages and communities below `home`.
class RecordMaker
{
public:
	RecordMaker(const AreaTree& areas, AreaId home);

	// A valid record with this id on this day, at a place that suits its venue type.
	[[nodiscard]] Json make(Random& random, const Uuid& id, Date occurred_on) const;

	// Changes one to three fields of a valid record; what comes out is valid again.
	static void edit(Random& random, Json& record);

private:
	struct Place
	{
		std::string_view code;
		std::string_view name;
	};
	[[nodiscard]] const Place& choose_place(Random& random, std::string_view venue_type) const;

	std::vector<Place> anywhere_; // counties and townships: where schools, agencies and squares are
	std::vector<Place> villages_;
	std::vector<Place> communities_;
};

} // namespace bajin::field
