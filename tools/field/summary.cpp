#include "tools/field/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace bajin::field
{

namespace
{

struct CountField
{
	const char* name;
	std::int64_t PhoneCounts::* field;
};

constexpr std::array<CountField, 14> count_fields = {{
	{"recorded", &PhoneCounts::recorded},
	{"edited", &PhoneCounts::edited},
	{"deleted", &PhoneCounts::deleted},
	{"requests", &PhoneCounts::requests},
	{"sent", &PhoneCounts::changes_sent},
	{"repeated", &PhoneCounts::changes_repeated},
	{"accepted", &PhoneCounts::accepted},
	{"unchanged", &PhoneCounts::unchanged},
	{"merged", &PhoneCounts::merged},
	{"conflicts", &PhoneCounts::conflicts},
	{"rejected", &PhoneCounts::rejected},
	{"heals", &PhoneCounts::heals},
	{"resets", &PhoneCounts::resets},
	{"crashes", &PhoneCounts::crashes},
}};

std::string line(const char* format, auto... values)
{
	std::array<char, 256> buffer{};
	std::snprintf(buffer.data(), buffer.size(), format, values...);
	return std::string(buffer.data()) + "\n";
}

long long wide(std::int64_t value)
{
	return value;
}

} // namespace

void add_counts(Summary& summary, const Phone& phone)
{
	for (const CountField& field : count_fields) { summary.counts.*field.field += phone.counts().*field.field; }
	for (const auto& [id, copy] : phone.copies())
	{
		if (copy.pushed_version > 0) { summary.acknowledged.insert(id); }
	}
}

double percentile(std::vector<double> values, double share)
{
	if (values.empty()) { return 0; }
	const auto position = std::lround(share * static_cast<double>(values.size() - 1));
	std::nth_element(values.begin(), values.begin() + position, values.end());
	return values[static_cast<std::size_t>(position)];
}

Json to_json(const Summary& summary)
{
	Json json = Json::object();
	json["ok"] = summary.is_good();
	json["phones"] = summary.phones;
	json["phones_finished"] = summary.phones_finished;
	json["acknowledged"] = summary.acknowledged.size();
	for (const CountField& field : count_fields) { json[field.name] = summary.counts.*field.field; }
	json["lost_requests"] = summary.lost_requests;
	json["failed_requests"] = summary.failed_requests;
	json["bytes_out"] = summary.bytes_out;
	json["bytes_in"] = summary.bytes_in;
	json["latency_p50_ms"] = percentile(summary.latencies_ms, 0.5);
	json["latency_p99_ms"] = percentile(summary.latencies_ms, 0.99);
	json["seconds"] = summary.seconds;
	json["failures"] = summary.failures;
	json["missing"] = summary.missing;
	json["verified"] = summary.verified;
	return json;
}

std::string to_text(const Summary& summary)
{
	const PhoneCounts& counts = summary.counts;
	std::string text;
	text += line("phones        %lld, finished %lld, in %.1f s", wide(summary.phones), wide(summary.phones_finished), summary.seconds);
	text += line("recorded      %lld events, %lld edits, %lld deletes", wide(counts.recorded), wide(counts.edited), wide(counts.deleted));
	text += line("sent          %lld changes, of these %lld repeated", wide(counts.changes_sent), wide(counts.changes_repeated));
	text += line(
		"acknowledged  %lld events (changes: %lld accepted, %lld unchanged, %lld merged)",
		wide(static_cast<std::int64_t>(summary.acknowledged.size())), wide(counts.accepted), wide(counts.unchanged), wide(counts.merged));
	text += line("not applied   %lld conflicts, %lld rejected", wide(counts.conflicts), wide(counts.rejected));
	text += line(
		"troubles      %lld requests lost on purpose, %lld failed, %lld crashes, %lld resets, %lld heals", wide(summary.lost_requests),
		wide(summary.failed_requests), wide(counts.crashes), wide(counts.resets), wide(counts.heals));
	text += line(
		"latency       p50 %.1f ms, p99 %.1f ms over %lld requests", percentile(summary.latencies_ms, 0.5),
		percentile(summary.latencies_ms, 0.99), wide(counts.requests));
	text += line(
		"bytes         %llu out, %llu in", static_cast<unsigned long long>(summary.bytes_out),
		static_cast<unsigned long long>(summary.bytes_in));
	if (summary.is_good()) { text += "verified      every acknowledged event is on the server, once\n"; }
	return text;
}

std::string verdict(const Summary& summary)
{
	if (!summary.missing.empty())
	{
		return std::to_string(summary.missing.size()) + " acknowledged events are missing; the first: " + summary.missing.front();
	}
	if (!summary.failures.empty())
	{
		return summary.failures.front() +
			   (summary.failures.size() > 1 ? " (and " + std::to_string(summary.failures.size() - 1) + " more)" : std::string());
	}
	return summary.verified ? "" : "could not check what the server holds";
}

} // namespace bajin::field
