#include "server/reports/sample.hpp"

#include "server/reports/canonical.hpp"

#include <algorithm>
#include <array>
#include <queue>
#include <string>

namespace bajin::reports
{

namespace
{

constexpr std::array<std::string_view, 4> verdicts = {"genuine", "partly_genuine", "not_genuine", "unverifiable"};

struct Ticket
{
	store::Sha256 hash{};
	store::SampleEvent event;

	bool operator<(const Ticket& other) const noexcept { return hash < other.hash; }
};

} // namespace

DrawnSample draw_sample(store::Reader& reader, figures::EventFilter filter, std::string_view seed, std::size_t size)
{
	DrawnSample drawn;
	std::priority_queue<Ticket> lowest; // the highest of them on top
	filter.after.reset();
	std::string text(seed);
	text += '\n';
	const std::size_t seed_bytes = text.size();
	const auto draw = [&](const store::EventHead& head)
	{
		++drawn.population;
		text.replace(seed_bytes, std::string::npos, to_string(head.id));
		lowest.push({sha256(text), {head.id, head.version}});
		if (lowest.size() > size) { lowest.pop(); }
		return true;
	};
	figures::for_each_listed(reader, filter, draw);
	drawn.events.resize(lowest.size());
	for (std::size_t i = drawn.events.size(); i > 0; --i)
	{
		drawn.events[i - 1] = lowest.top().event;
		lowest.pop();
	}
	return drawn;
}

std::string_view code_of(store::FindingVerdict verdict) noexcept
{
	return verdicts[static_cast<std::size_t>(verdict)];
}

std::optional<store::FindingVerdict> parse_verdict(std::string_view text) noexcept
{
	const auto found = std::ranges::find(verdicts, text);
	return found == verdicts.end() ? std::nullopt : std::optional(static_cast<store::FindingVerdict>(found - verdicts.begin()));
}

} // namespace bajin::reports
