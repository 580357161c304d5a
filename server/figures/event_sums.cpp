#include "server/figures/event_sums.hpp"

#include "server/figures/statistics.hpp"

#include <algorithm>

namespace bajin::figures
{

namespace
{

std::int64_t metric_of(const EventFigures& figures, Metric metric)
{
	return figures.metrics[metric];
}
std::int64_t copies_of(const EventFigures& figures, Metric /*metric*/)
{
	return figures.copies;
}
std::int64_t audience_lectures_of(const EventFigures& figures, Metric /*metric*/)
{
	return figures.audience_lectures;
}
std::int64_t attendance_of(const EventFigures& figures, Metric /*metric*/)
{
	return figures.attendance;
}

EventFigures read_figures(store::Reader& reader, const store::EventHead& head, const EventFilter& filter)
{
	if (head.body_seq == 0) { return {}; }
	return figures_of(head, store::find_body(reader.database(), head.body_seq), filter, *reader.reference());
}

} // namespace

void EventFigures::add(const EventFigures& other) noexcept
{
	for (std::size_t i = 0; i < metric_count; ++i) { metrics.values[i] += other.metrics.values[i]; }
	copies += other.copies;
	audience_lectures += other.audience_lectures;
	attendance += other.attendance;
}

std::optional<FigureName> find_figure(std::string_view name) noexcept
{
	if (name == "copies") { return FigureName{copies_of}; }
	if (name == "audience_lectures") { return FigureName{audience_lectures_of}; }
	if (name == "attendance") { return FigureName{attendance_of}; }
	const auto metric = parse_metric(name);
	return metric ? std::optional(FigureName{metric_of, *metric}) : std::nullopt;
}

EventFigures figures_of(const store::EventHead& head, std::string_view body, const EventFilter& filter, const Reference& reference)
{
	EventFigures figures;
	if (body.empty() || head.state == ReviewState::deleted) { return figures; }
	const auto document = parse_json(body);
	if (!document) { return figures; }
	const Event event = read_event(document->value, reference.areas);
	const ReviewState state = head.state == ReviewState::joint ? ReviewState::joint : ReviewState::submitted;
	const auto measured = measures(event, {}, state, head.adds, reference.vocabulary);
	if (measured.empty()) { return figures; }
	figures.metrics = measured.front().counts.received;
	for (const Measure& measure : measured)
	{
		const Metrics& metrics = measure.counts.received;
		if (measure.dimension == Dimension::material && measure.key == filter.item) { figures.copies = metrics[Metric::materials]; }
		if (measure.dimension == Dimension::audience && measure.key == filter.audience)
		{
			figures.audience_lectures = metrics[Metric::lectures];
			figures.attendance = metrics[Metric::attendance];
		}
	}
	return figures;
}

Json to_json(const EventFigures& figures, const EventFilter& filter)
{
	Json json = metrics_json(figures.metrics);
	if (!filter.item.empty()) { json["copies"] = figures.copies; }
	if (!filter.audience.empty())
	{
		json["audience_lectures"] = figures.audience_lectures;
		json["attendance"] = figures.attendance;
	}
	return json;
}

EventSums sum_events(store::Reader& reader, const EventFilter& filter, SteadyTime until)
{
	EventSums sums;
	EventFilter rest = filter;
	rest.limit = 500;
	do {
		const EventPage page = list_event_page(reader, rest, {.until = until});
		for (const store::EventHead& head : page.events)
		{
			++sums.listed;
			sums.sums.add(read_figures(reader, head, filter));
		}
		rest.after = page.next;
	} while (rest.after && std::chrono::steady_clock::now() < until);
	sums.next = rest.after;
	return sums;
}

std::optional<SortedPage>
sort_events(store::Reader& reader, const EventFilter& filter, const FigureName& by, std::size_t offset, SteadyTime until)
{
	struct Valued
	{
		std::int64_t value;
		store::EventHead head;
	};
	std::vector<Valued> found;
	bool is_whole = true;
	for_each_listed(
		reader, filter,
		[&](const store::EventHead& head)
		{
			found.push_back({by.value(read_figures(reader, head, filter)), head});
			is_whole = found.size() <= sorted_events_max && std::chrono::steady_clock::now() < until;
			return is_whole;
		});
	if (!is_whole) { return std::nullopt; }
	std::ranges::stable_sort(found, std::ranges::greater(), &Valued::value);
	SortedPage page;
	const std::size_t end = std::min(found.size(), offset + static_cast<std::size_t>(filter.limit));
	for (std::size_t i = offset; i < end; ++i) { page.events.push_back(std::move(found[i].head)); }
	page.has_more = end < found.size();
	return page;
}

} // namespace bajin::figures
