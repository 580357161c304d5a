#include "tools/field/phone_state.hpp"

#include "shared/area_list.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace bajin::field
{

namespace
{

std::int64_t version_of(const Json& element)
{
	const Json* version = member(element, "version");
	return version != nullptr && version->is_number_integer() ? version->get<std::int64_t>() : 0;
}

} // namespace

void save_phone_state(const PhoneState& phone_state)
{
	if (phone_state.state_file.empty() || !phone_state.phone) { return; }
	Json json = Json::object();
	json["code"] = phone_state.code;
	json["token"] = phone_state.enrolment->token;
	json["team"] = to_string(phone_state.enrolment->team);
	json["area"] = phone_state.enrolment->area;
	json["device_id"] = phone_state.enrolment->device_id;
	json["finished"] = phone_state.finished;
	json["phone"] = phone_state.phone->save();

	std::filesystem::path fresh = phone_state.state_file;
	fresh += ".new";
	{
		std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
		std::filesystem::permissions(fresh, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
		file << to_text(json);
		file.flush();
		if (!file) { throw std::runtime_error("cannot write " + fresh.string()); }
	}
	std::filesystem::rename(fresh, phone_state.state_file);
}

void load_phone_state(PhoneState& phone_state, PhoneOptions options)
{
	if (phone_state.state_file.empty() || !std::filesystem::exists(phone_state.state_file)) { return; }
	std::ifstream file(phone_state.state_file, std::ios::binary);
	std::ostringstream text;
	text << file.rdbuf();
	const Result<JsonDocument> document = parse_json(text.str());
	if (!file || document.has_error()) { throw std::runtime_error("cannot read the phone in " + phone_state.state_file.string()); }
	const Json& json = document->value;
	const std::optional<Uuid> team = parse_uuid(text_of(json, "team"));
	const Area* area = options.reference->areas.find(text_of(json, "area"));
	if (!team || area == nullptr || member(json, "phone") == nullptr)
	{
		throw std::runtime_error("cannot read the phone in " + phone_state.state_file.string());
	}
	phone_state.enrolment = client::Enrolment{text_of(json, "token"), *team, area->code, text_of(json, "device_id")};
	options.team = *team;
	options.area = area->id;
	phone_state.phone = Phone::load(std::move(options), json["phone"]);
}

Result<Phone> make_phone(const client::Enrolment& enrolment, PhoneOptions options)
{
	const Area* area = options.reference->areas.find(enrolment.area);
	if (area == nullptr) { return Error{"unknown_code", "the team's area " + enrolment.area + " is not in the server's list", ""}; }
	options.team = enrolment.team;
	options.area = area->id;
	return Phone(std::move(options));
}

Result<ReferencePointer> read_areas(const Json& answer)
{
	const Json* list = answer.is_array() ? &answer : member(answer, "areas");
	if (list == nullptr || !list->is_array()) { return Error{"bad_answer", "the server's list of areas cannot be read", ""}; }
	std::vector<AreaListRow> rows;
	for (const Json& area : *list)
	{
		if (!text_of(area, "valid_to").empty()) { continue; }
		const auto level = parse_area_level(text_of(area, "level"));
		if (!level) { return Error{"bad_answer", "the server's list of areas has a level that is not known", ""}; }
		AreaListRow row;
		row.area.code = text_of(area, "code");
		row.area.name = text_of(area, "name");
		row.area.level = *level;
		row.parent = text_of(area, "parent");
		rows.push_back(std::move(row));
	}
	Result<std::vector<Area>> areas = number_areas(std::move(rows));
	if (areas.has_error()) { return areas.error(); }
	Result<AreaTree> tree = AreaTree::build(std::move(*areas));
	if (tree.has_error()) { return tree.error(); }
	auto reference = std::make_shared<Reference>();
	reference->areas = std::move(*tree);
	return ReferencePointer(std::move(reference));
}

void add_page(ServerCopies& copies, const Json& changes)
{
	for (const Json& element : changes)
	{
		const std::optional<Uuid> id = parse_uuid(text_of(element, "id"));
		if (!id) { continue; }
		ServerCopy& copy = copies[*id];
		++copy.times;
		copy.version = version_of(element);
		const Json* event = member(element, "event");
		copy.deleted = event == nullptr;
		copy.content = event == nullptr ? Json() : *event;
	}
}

std::vector<std::string> find_missing(const Phone& phone, const ServerCopies& copies)
{
	std::vector<std::string> missing;
	for (const auto& [id, copy] : phone.copies())
	{
		if (copy.pushed_version == 0) { continue; }
		const auto found = copies.find(id);
		const std::string name = "event " + to_string(id) + ", acknowledged in version " + std::to_string(copy.pushed_version);
		if (found == copies.end()) { missing.push_back(name + ", is not on the server"); }
		else if (found->second.times != 1) { missing.push_back(name + ", is there " + std::to_string(found->second.times) + " times"); }
		else if (found->second.version < copy.pushed_version)
		{
			missing.push_back(name + ", is there only in version " + std::to_string(found->second.version));
		}
		else if (
			found->second.version == copy.pushed_version && !copy.pushed_content.is_null() &&
			!same_value(found->second.content, copy.pushed_content))
		{
			missing.push_back(name + ", has another content there");
		}
	}
	return missing;
}

} // namespace bajin::field
