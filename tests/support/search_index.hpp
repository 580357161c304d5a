// Keeps the index of searches of a test's database as the follower keeps that of a server.
#pragma once

#include "server/events/search_scan.hpp"

namespace bajin::test
{

// Until there is nothing more; gives how often something was saved. Ends the reader's snapshot.
inline int follow_search(
	store::Writer& writer, store::Reader& reader, events::SearchScan& scan, const std::function<bool()>& go_on = [] { return true; })
{
	reader.end_snapshot();
	int saved = 0;
	for (bool more = true; more;)
	{
		reader.begin_snapshot();
		const auto step = scan.next(reader, go_on);
		reader.end_snapshot();
		more = step.more || step.to_save.has_value();
		if (!step.to_save) { continue; }
		writer.run_alone([&] { events::save_findings(writer, *step.to_save); });
		++saved;
	}
	return saved;
}

} // namespace bajin::test
