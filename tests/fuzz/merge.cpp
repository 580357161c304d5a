// Three records, one a line: a merge without conflicts is the same from both sides, and merging nothing changes nothing.
#include "shared/merge.hpp"

#include "tests/fuzz/fuzz.hpp"

#include <array>

using namespace bajin;

int fuzz(std::string_view input)
{
	std::array<Json, 3> records;
	for (Json& record : records)
	{
		const auto end = std::min(input.find('\n'), input.size());
		auto document = parse_json(input.substr(0, end));
		if (!document || !document->value.is_object()) { return 0; }
		record = std::move(document->value);
		input.remove_prefix(std::min(end + 1, input.size()));
	}
	const auto& [base, stored, sent] = records;
	const MergeResult merge = merge_records(base, stored, sent);
	const MergeResult other = merge_records(base, sent, stored);
	check(merge.conflicts.empty() == other.conflicts.empty());
	if (merge.conflicts.empty()) { check(same_value(merge.merged, other.merged)); }
	check(same_value(merge_records(base, base, sent).merged, sent));
	return 0;
}
