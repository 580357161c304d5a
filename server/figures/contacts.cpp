#include "server/figures/contacts.hpp"

#include <algorithm>

namespace bajin::figures
{

Contacts::Contacts(store::Reader& reader, Timestamp silent_before)
	: reference_(reader.reference()), silent_before_(silent_before), contacts_(store::list_team_contacts(reader.database()))
{
}

Contact Contacts::at(AreaId area) const
{
	return sum([area](AreaId based) { return based == area; });
}

Contact Contacts::at_or_below(AreaId area) const
{
	return sum([&](AreaId based) { return reference_->areas.contains(area, based); });
}

template <class IsIn>
Contact Contacts::sum(IsIn is_in) const
{
	Contact sum;
	bool one_never_heard = false;
	for (const store::TeamContact& contact : contacts_)
	{
		if (!is_in(contact.area)) { continue; }
		++sum.teams;
		sum.on_phones += contact.pending_events;
		if (!contact.last_heard_at || *contact.last_heard_at < silent_before_) { ++sum.silent_teams; }
		if (!contact.last_heard_at) { one_never_heard = true; }
		else { sum.data_as_of = std::min(sum.data_as_of.value_or(*contact.last_heard_at), *contact.last_heard_at); }
	}
	if (one_never_heard) { sum.data_as_of.reset(); }
	return sum;
}

} // namespace bajin::figures
