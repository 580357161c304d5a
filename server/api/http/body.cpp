#include "server/api/http/body.hpp"

#include "shared/event.hpp"
#include "shared/plain_text.hpp"

#include <utility>

namespace bajin::api
{

Result<Body> Body::parse(std::string_view text)
{
	if (text.empty()) { return Body(); }
	auto document = parse_json(text);
	if (!document) { return document.error(); }
	if (!document->flaws.empty())
	{
		const JsonFlaw& flaw = document->flaws.front();
		return Error{"invalid_json", flaw.code + " at " + flaw.pointer, flaw.pointer};
	}
	return of(std::move(document->value));
}

Result<Body> Body::of(Json value)
{
	if (!value.is_object()) { return Error{"invalid_json", "an object is needed", ""}; }
	Body body;
	body.object_ = std::move(value);
	return body;
}

std::string Body::required_text(const std::string& name, std::size_t characters_max)
{
	auto found = text(name, characters_max);
	if (!found || found->empty())
	{
		refuse(name, "is missing");
		return {};
	}
	return std::move(*found);
}

std::optional<std::string> Body::text(const std::string& name, std::size_t characters_max)
{
	const Json* found = value(name);
	if (found == nullptr) { return std::nullopt; }
	if (!found->is_string())
	{
		refuse(name, "a text is needed");
		return std::nullopt;
	}
	const std::string_view text = trimmed(found->get_ref<const std::string&>());
	if (count_characters(text) > characters_max)
	{
		refuse(name, "is longer than " + std::to_string(characters_max) + " characters");
		return std::nullopt;
	}
	return std::string(text);
}

std::string Body::reason()
{
	return text("reason", reason_characters_max).value_or("");
}

std::string Body::required_reason()
{
	return required_text("reason", reason_characters_max);
}

std::string Body::required_secret(const std::string& name, std::size_t bytes_max)
{
	const Json* found = value(name);
	if (found == nullptr || !found->is_string() || found->get_ref<const std::string&>().empty()) { refuse(name, "is missing"); }
	else if (found->get_ref<const std::string&>().size() > bytes_max)
	{
		refuse(name, "is longer than " + std::to_string(bytes_max) + " bytes");
	}
	else { return found->get<std::string>(); }
	return {};
}

std::optional<std::int64_t> Body::number(const std::string& name)
{
	const Json* found = value(name);
	if (found == nullptr) { return std::nullopt; }
	if (!found->is_number_integer() || (found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX) ||
		found->get<std::int64_t>() < 0)
	{
		refuse(name, "a whole number, 0 or more, is needed");
		return std::nullopt;
	}
	return found->get<std::int64_t>();
}

bool Body::flag(const std::string& name)
{
	const Json* found = value(name);
	if (found != nullptr && !found->is_boolean()) { refuse(name, "true or false is needed"); }
	return found != nullptr && found->is_boolean() && found->get<bool>();
}

std::optional<Uuid> Body::id(const std::string& name)
{
	const Json* found = value(name);
	if (found == nullptr) { return std::nullopt; }
	const auto id = found->is_string() ? parse_uuid(found->get_ref<const std::string&>()) : std::nullopt;
	if (!id) { refuse(name, "an id (UUID) is needed"); }
	return id;
}

std::optional<Date> Body::date(const std::string& name)
{
	const Json* found = value(name);
	if (found == nullptr) { return std::nullopt; }
	const auto date = found->is_string() ? parse_date(found->get_ref<const std::string&>()) : std::nullopt;
	if (!date) { refuse(name, "a day as YYYY-MM-DD is needed"); }
	return date;
}

std::optional<Timestamp> Body::time(const std::string& name)
{
	const Json* found = value(name);
	if (found == nullptr) { return std::nullopt; }
	const auto time = found->is_string() ? parse_timestamp(found->get_ref<const std::string&>()) : std::nullopt;
	if (!time) { refuse(name, "a time as 2025-03-08T08:00:00Z is needed"); }
	return time;
}

std::vector<std::string> Body::texts(const std::string& name, std::size_t entries_max)
{
	constexpr std::size_t characters_max = 200;
	std::vector<std::string> texts;
	const Json* found = value(name);
	if (found == nullptr) { return texts; }
	if (!found->is_array() || found->size() > entries_max)
	{
		refuse(name, "a list of at most " + std::to_string(entries_max) + " texts is needed");
		return texts;
	}
	for (const Json& entry : *found)
	{
		if (!entry.is_string() || count_characters(entry.get_ref<const std::string&>()) > characters_max)
		{
			refuse(name, "a list of texts of at most 200 characters is needed");
			return texts;
		}
		texts.emplace_back(trimmed(entry.get_ref<const std::string&>()));
	}
	return texts;
}

const Json* Body::value(const std::string& name)
{
	asked_.insert(name);
	return member(object_, name);
}

bool Body::has(const std::string& name)
{
	asked_.insert(name);
	return object_.contains(name);
}

void Body::refuse(const std::string& name, const std::string& why)
{
	if (!error_) { error_ = Error{"invalid_field", name + ": " + why, "/" + name}; }
}

std::optional<Error> Body::error() const
{
	if (error_) { return error_; }
	for (const auto& [name, value] : object_.items())
	{
		if (!asked_.contains(name)) { return Error{"unknown_field", name, "/" + name}; }
	}
	return std::nullopt;
}

} // namespace bajin::api
