// verify_report: a sealed file against the history of this database; see sealed_report.hpp.
#include "server/reports/sealed/sealed_content.hpp"
#include "server/reports/sealed/sealed_sections.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace bajin::reports
{

namespace
{

using Lines = std::vector<std::string>;

std::string describe(const store::SealedEvent& event)
{
	return "version " + std::to_string(event.version) + ", " + std::string(to_string(event.state));
}

void compare_event(const store::SealedEvent& sealed, const store::SealedEvent& found, Lines& lines)
{
	const std::string name = "event " + to_string(sealed.id) + ": ";
	if (sealed.version != found.version || sealed.state != found.state || !(sealed.adds == found.adds))
	{
		lines.push_back(name + "sealed as " + describe(sealed) + "; by the history it was " + describe(found));
	}
	else if (sealed.record != found.record)
	{
		lines.push_back(name + "its record in version " + std::to_string(sealed.version) + " is not the one that was sealed");
	}
}

// Both in the order of ids.
void compare_events(const std::vector<store::SealedEvent>& sealed, const std::vector<store::SealedEvent>& found, Lines& lines)
{
	auto left = sealed.begin();
	auto right = found.begin();
	while (left != sealed.end() || right != found.end())
	{
		if (right == found.end() || (left != sealed.end() && left->id < right->id))
		{
			lines.push_back("event " + to_string(left->id) + ": sealed as " + describe(*left) + ", and not in the history of that moment");
			++left;
		}
		else if (left == sealed.end() || right->id < left->id)
		{
			lines.push_back("event " + to_string(right->id) + ": in the history of that moment, and not in the sealed list");
			++right;
		}
		else { compare_event(*left++, *right++, lines); }
	}
}

std::map<std::string, std::int64_t> read_figures(const Json& document)
{
	std::map<std::string, std::int64_t> figures;
	const Json* json = member(document, "figures");
	if (json != nullptr && json->is_object())
	{
		for (const auto& [name, value] : json->items())
		{
			figures.emplace(name, value.is_number_integer() ? value.get<std::int64_t>() : -1);
		}
	}
	return figures;
}

void compare_figures(const Json& sealed, const Json& found, Lines& lines)
{
	auto left = read_figures(sealed);
	const auto right = read_figures(found);
	for (const auto& [name, value] : right) { left.try_emplace(name, 0); }
	for (const auto& [name, value] : left)
	{
		const auto recomputed = right.find(name);
		const std::int64_t other = recomputed == right.end() ? 0 : recomputed->second;
		if (value != other)
		{
			lines.push_back("figure " + name + ": sealed " + std::to_string(value) + ", recomputed " + std::to_string(other));
		}
	}
	for (const char* part : {"places", "text"})
	{
		const Json* here = member(sealed, part);
		if (here == nullptr || *here != found[part]) { lines.push_back(std::string(part) + ": not what the records of that moment give"); }
	}
}

// What the file says of itself.
Lines check_file(const SealedFile& file, std::vector<store::SealedEvent>& events)
{
	Lines lines;
	const std::string found = to_hex(sha256(canonical_text(file.document)));
	if (found != file.sha256)
	{
		lines.push_back("the document was altered after sealing: its fingerprint is " + found + ", sealed was " + file.sha256);
	}
	for (const Json& json : file.events)
	{
		if (const auto event = parse_sealed_event(json)) { events.push_back(*event); }
		else { lines.emplace_back("the list of events holds what is no event: " + json.dump().substr(0, 100)); }
	}
	const Json* named = member(file.document, "events");
	const Json* fingerprint = named == nullptr ? nullptr : member(*named, "sha256");
	if (fingerprint == nullptr || *fingerprint != events_fingerprint(events))
	{
		lines.emplace_back("the list of events was altered after sealing: it is not the one of which the document holds the fingerprint");
	}
	return lines;
}

void compare_stored(store::Database& database, const SealedFile& file, Lines& lines)
{
	const Json* text = member(file.document, "id");
	const auto id = text != nullptr && text->is_string() ? parse_uuid(text->get<std::string>()) : std::nullopt;
	const auto head = id ? store::find_report(database, *id) : std::nullopt;
	if (head && to_hex(head->sha256) != file.sha256)
	{
		lines.push_back("this database sealed the version with the fingerprint " + to_hex(head->sha256));
	}
}

} // namespace

std::vector<std::string> verify_report(store::Reader& reader, const SealedFile& file, const ReadProgress& progress)
{
	std::vector<store::SealedEvent> sealed;
	Lines lines = check_file(file, sealed);
	compare_stored(reader.database(), file, lines);
	const auto context = context_of(reader, file.document);
	const auto span = span_of(file.document, reader.reference()->areas);
	const Json* seq = member(file.document, "seq");
	const Json* text = member(file.document, "template");
	if (!context || !span || seq == nullptr || !seq->is_number_integer() || text == nullptr || !text->is_string())
	{
		const Error why = !context ? context.error() : !span ? span.error() : invalid_file("seq or template cannot be read");
		lines.push_back(why.detail);
		return lines;
	}
	try
	{
		const SealedContent content =
			collect_content(reader, *context, {span->area, span->days, seq->get<std::int64_t>()}, span->basis, progress);
		Json recomputed = file.document;
		put_content(recomputed, content);
		compare_events(sealed, content.events, lines);
		compare_figures(file.document, recomputed, lines);
		std::ranges::move(check_sections(file.document), std::back_inserter(lines));
		if (lines.empty() && to_hex(sha256(canonical_text(recomputed))) != file.sha256)
		{
			lines.emplace_back("the recomputed document has another fingerprint");
		}
	}
	catch (const store::StoreError& error)
	{
		lines.emplace_back(error.what());
	}
	return lines;
}

} // namespace bajin::reports
