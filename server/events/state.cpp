#include "server/events/state.hpp"

#include "server/events/receipt.hpp"

namespace bajin::events
{

std::int64_t record_seq(const store::EventHead& head) noexcept
{
	return head.state == ReviewState::deleted ? head.seq : head.body_seq;
}

protocol::EventState load_state(store::Database& database, std::span<const store::Epoch> epochs, const store::EventHead& head)
{
	protocol::EventState state = store::load_event_state(database, head);
	state.receipt = make_receipt(epochs, record_seq(head));
	return state;
}

bool is_edited_since_restore(const store::Epoch& epoch, const store::EventHead& head) noexcept
{
	return head.version >= epoch.first_version;
}

} // namespace bajin::events
