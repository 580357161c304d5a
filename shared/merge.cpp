#include "shared/merge.hpp"

#include <algorithm>
#include <string_view>

namespace bajin
{

namespace
{

const Json null_value = nullptr;

const Json& value_of(const Json& record, std::string_view field)
{
	const Json* found = member(record, field);
	return found == nullptr ? null_value : *found;
}

const Json* find_photo(const Json& photos, const Json& sha256)
{
	if (!photos.is_array()) { return nullptr; }
	for (const Json& photo : photos)
	{
		if (photo.is_object() && value_of(photo, "sha256") == sha256) { return &photo; }
	}
	return nullptr;
}

// A photo stays unless one side took it away; what either side added is in. Of a photo changed on both sides that of
// the sender stands: it differs in nothing but how it is described.
Json merge_photos(const Json& base, const Json& stored, const Json& sent)
{
	Json merged = Json::array();
	const auto take = [&](const Json& from, const Json& other, bool sender)
	{
		if (!from.is_array()) { return; }
		for (const Json& photo : from)
		{
			const Json& sha256 = value_of(photo, "sha256");
			const Json* in_base = find_photo(base, sha256);
			const Json* in_other = find_photo(other, sha256);
			if (find_photo(merged, sha256) != nullptr || (in_base != nullptr && in_other == nullptr)) { continue; }
			const bool other_changed = in_base != nullptr && in_other != nullptr && !same_value(*in_base, *in_other);
			merged.push_back(!sender && (in_base == nullptr || other_changed) && in_other != nullptr ? *in_other : photo);
		}
	};
	take(stored, sent, false);
	take(sent, stored, true);
	return merged;
}

} // namespace

MergeResult merge_records(const Json& base, const Json& stored, const Json& sent)
{
	MergeResult result;
	result.merged = stored.is_object() ? stored : Json::object();

	std::vector<std::string> fields;
	for (const Json* record : {&stored, &sent, &base})
	{
		if (!record->is_object()) { continue; }
		for (const auto& [field, value] : record->items())
		{
			if (std::find(fields.begin(), fields.end(), field) == fields.end()) { fields.push_back(field); }
		}
	}
	for (const std::string& field : fields)
	{
		const Json& in_base = value_of(base, field);
		const Json& in_stored = value_of(stored, field);
		const Json& in_sent = value_of(sent, field);
		if (same_value(in_sent, in_base) || same_value(in_sent, in_stored)) { continue; }
		if (same_value(in_stored, in_base)) { result.merged[field] = in_sent; }
		else if (field == "photos") { result.merged[field] = merge_photos(in_base, in_stored, in_sent); }
		else { result.conflicts.push_back(field); }
	}
	for (auto entry = result.merged.begin(); entry != result.merged.end();)
	{
		// A field that the sender removed came in as null above; absent and null are the same.
		if (entry->is_null()) { entry = result.merged.erase(entry); }
		else { ++entry; }
	}
	return result;
}

} // namespace bajin
