// Healing after a restore: a phone sends again what the server had acknowledged and has lost.
//
// Before the restore the history of an event was one line, so a copy in version V is an ancestor of every higher version
// of that time. What is stored descends from V when its own version of that time, one healed since, or the base declared
// by an edit since is V or higher.
#include "server/sync/heal.hpp"

#include "server/events/state.hpp"

namespace bajin::sync
{

namespace
{

using events::RecordWrite;
using events::StoredEvent;

bool descends_from(const store::Epoch& epoch, const store::EventHead& head, std::int64_t version)
{
	if (!events::is_edited_since_restore(epoch, head)) { return head.version >= version; }
	return version >= epoch.first_version ? head.version >= version : head.ancestor >= version;
}

} // namespace

std::optional<protocol::ChangeResult> apply_heal(events::ChangeContext& context)
{
	const store::Epoch& epoch = context.writer.epoch();
	const std::int64_t version = context.prepared.change.base;
	const bool is_remove = context.prepared.change.op == protocol::Operation::remove;
	if (context.head && descends_from(epoch, *context.head, version)) { return context.unchanged_with_current(); }
	if (version <= 0 || version >= epoch.first_version) { return std::nullopt; }

	if (!context.head)
	{
		const RecordWrite write{nullptr, version, version, nullptr};
		return is_remove ? events::write_tombstone(context, write) : events::write_put(context, write);
	}
	const StoredEvent before = events::load_stored(context.writer, *context.head);
	if (!events::is_edited_since_restore(epoch, before.head))
	{
		const RecordWrite write{&before, version, version, nullptr};
		return is_remove ? events::write_tombstone(context, write) : events::write_put(context, write);
	}
	const bool is_tombstone = before.head.state == ReviewState::deleted;
	if (is_remove && is_tombstone) { return context.unchanged(); }
	if (is_remove || is_tombstone) { return context.conflict(); }
	return events::merge_put(context, before);
}

} // namespace bajin::sync
