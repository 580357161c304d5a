// How the teams of an area were last heard of, so that no activity is told from a silence.
//
// Used by the figures on a read lane. Reads every team once; asking costs a walk over them.
#pragma once

#include "server/store/device_store.hpp"
#include "server/store/reader.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace bajin::figures
{

struct Contact
{
	std::int64_t teams = 0;
	std::int64_t silent_teams = 0;
	std::int64_t on_phones = 0;          // events that the phones last said they still hold
	std::optional<Timestamp> data_as_of; // when the least recently heard team last synced; empty: one never did
};

class Contacts
{
public:
	// A team not heard of since `silent_before`, or never, is silent.
	Contacts(store::Reader& reader, Timestamp silent_before);

	[[nodiscard]] Contact at(AreaId area) const; // of the teams based at the area itself, no deeper
	[[nodiscard]] Contact at_or_below(AreaId area) const;

private:
	template <class IsIn>
	[[nodiscard]] Contact sum(IsIn is_in) const;

	ReferencePointer reference_;
	Timestamp silent_before_;
	std::vector<store::TeamContact> contacts_;
};

} // namespace bajin::figures
