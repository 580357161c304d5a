#include "shared/json.hpp"
#include "shared/json_view.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <set>
#include <utility>

namespace bajin
{

namespace
{

void append_pointer_part(std::string& pointer, std::string_view part)
{
	pointer.push_back('/');
	for (const char c : part)
	{
		if (c == '~') { pointer += "~0"; }
		else if (c == '/') { pointer += "~1"; }
		else { pointer.push_back(c); }
	}
}

// Those of the strings, or of the numbers, of a text that are flawed, by their ordinals (keys included).
class FlawedOrdinals
{
public:
	FlawedOrdinals() = default;
	explicit FlawedOrdinals(std::vector<std::size_t> ordinals) : ordinals_(std::move(ordinals)) {}

	// To be asked for each in turn.
	bool is_next_flawed() noexcept
	{
		const std::size_t ordinal = seen_++;
		if (position_ == ordinals_.size() || ordinals_[position_] != ordinal) { return false; }
		++position_;
		return true;
	}

private:
	std::vector<std::size_t> ordinals_;
	std::size_t position_ = 0;
	std::size_t seen_ = 0;
};

// Builds the document in one pass and notes its flaws. The methods are those of nlohmann's SAX interface.
// `strings`: those that held half a pair; `numbers`: those that no double can hold.
class Builder
{
public:
	Builder() : Builder({}, {}) {}
	Builder(FlawedOrdinals strings, FlawedOrdinals numbers) : strings_(std::move(strings)), numbers_(std::move(numbers))
	{
		frames_.reserve(8);
	}

	bool null()
	{
		put(nullptr);
		return true;
	}
	bool boolean(bool value)
	{
		put(value);
		return true;
	}
	bool number_integer(Json::number_integer_t value) { return put_number(value); }
	bool number_unsigned(Json::number_unsigned_t value) { return put_number(value); }
	bool number_float(Json::number_float_t value, const Json::string_t& /*digits*/) { return put_number(value); }
	bool string(Json::string_t& value)
	{
		const bool flawed = strings_.is_next_flawed();
		if (Json* slot = take_slot())
		{
			*slot = std::move(value);
			if (flawed) { report("invalid_text", current_pointer()); }
		}
		return true;
	}
	bool binary(Json::binary_t& /*value*/) { return false; } // not in JSON text

	bool start_object(std::size_t /*size*/)
	{
		open(Json::value_t::object);
		return true;
	}
	bool start_array(std::size_t /*size*/)
	{
		open(Json::value_t::array);
		return true;
	}
	bool end_object() { return close(); }
	bool end_array() { return close(); }

	bool key(Json::string_t& name)
	{
		const bool flawed = strings_.is_next_flawed();
		if (skipped_depth_ > 0) { return true; }
		Frame& frame = frames_.back();
		auto& object = *frame.value->get_ptr<Json::object_t*>();
		if (is_known_key(frame, object, name))
		{
			report("duplicate_key", frame_pointer(frames_.size() - 1, name));
			skip_next_ = true;
			return true;
		}
		object.emplace_back(std::move(name), nullptr);
		if (flawed) { report("invalid_text", current_pointer()); }
		return true;
	}

	bool parse_error(std::size_t position, const std::string& /*token*/, const nlohmann::detail::exception& /*error*/)
	{
		error_detail_ = "no valid JSON at byte " + std::to_string(position);
		return false;
	}

	[[nodiscard]] const std::string& error_detail() const noexcept { return error_detail_; }
	[[nodiscard]] JsonDocument take() { return {std::move(root_), std::move(flaws_)}; }

private:
	struct Frame
	{
		Json* value = nullptr;
		std::set<std::string> keys; // filled only for large objects
	};

	static constexpr std::size_t record_depth = 3;
	static constexpr std::size_t record_members = 24;

	// From here on keys are looked up in a set: a scan of the members would be quadratic for a hostile document.
	static constexpr std::size_t scanned_members_max = 64;

	static bool is_known_key(Frame& frame, const Json::object_t& object, const std::string& name)
	{
		if (object.size() < scanned_members_max)
		{
			return std::any_of(object.begin(), object.end(), [&](const auto& member) { return member.first == name; });
		}
		if (frame.keys.empty())
		{
			for (const auto& member : object) { frame.keys.insert(member.first); }
		}
		return !frame.keys.insert(name).second;
	}

	template <class Value>
	void put(Value value)
	{
		if (Json* slot = take_slot()) { *slot = value; }
	}

	template <class Value>
	bool put_number(Value value)
	{
		const bool flawed = numbers_.is_next_flawed();
		Json* const slot = take_slot();
		if (slot == nullptr) { return true; }
		if (flawed) { report("number_out_of_range", current_pointer()); }
		else { *slot = value; }
		return true;
	}

	// Where the next value goes; nullptr when it is to be left out.
	Json* take_slot()
	{
		if (skipped_depth_ > 0) { return nullptr; }
		if (std::exchange(skip_next_, false)) { return nullptr; }
		if (frames_.empty()) { return &root_; }
		Json& parent = *frames_.back().value;
		if (auto* array = parent.get_ptr<Json::array_t*>()) { return &array->emplace_back(); }
		return &parent.get_ptr<Json::object_t*>()->back().second;
	}

	void open(Json::value_t type)
	{
		Json* slot = take_slot();
		if (slot == nullptr)
		{
			++skipped_depth_;
			return;
		}
		if (frames_.size() == json_depth_max)
		{
			report("too_deep", current_pointer());
			skipped_depth_ = 1;
			return;
		}
		*slot = type;
		if (auto* object = slot->get_ptr<Json::object_t*>())
		{
			// The members' keys are constant, so that growing copies them; records stand at this depth of a sync request.
			object->reserve(frames_.size() == record_depth ? record_members : 8);
		}
		frames_.push_back(Frame{slot, {}});
	}

	bool close()
	{
		if (skipped_depth_ > 0) { --skipped_depth_; }
		else { frames_.pop_back(); }
		return true;
	}

	// The pointer to the container of frame `last`, then `name`.
	[[nodiscard]] std::string frame_pointer(std::size_t last, std::string_view name) const
	{
		std::string pointer;
		for (std::size_t i = 0; i < last; ++i) { append_newest_child(pointer, *frames_[i].value); }
		append_pointer_part(pointer, name);
		return pointer;
	}

	// The pointer to the newest child of every open container: the value or key just read.
	[[nodiscard]] std::string current_pointer() const
	{
		std::string pointer;
		for (const Frame& frame : frames_) { append_newest_child(pointer, *frame.value); }
		return pointer;
	}

	static void append_newest_child(std::string& pointer, const Json& container)
	{
		if (const auto* object = container.get_ptr<const Json::object_t*>()) { append_pointer_part(pointer, object->back().first); }
		else { append_pointer_part(pointer, std::to_string(container.size() - 1)); }
	}

	void report(const char* code, std::string pointer) { flaws_.push_back({std::move(pointer), code}); }

	Json root_;
	std::vector<Frame> frames_;
	std::vector<JsonFlaw> flaws_;
	FlawedOrdinals strings_;
	FlawedOrdinals numbers_;
	std::size_t skipped_depth_ = 0; // open containers that are left out
	bool skip_next_ = false;        // the value of a duplicate key
	std::string error_detail_;
};

// The code unit of a \uXXXX escape at `position`, if there is one.
std::optional<unsigned> unicode_escape_at(std::string_view text, std::size_t position) noexcept
{
	if (position + 6 > text.size() || text[position] != '\\' || text[position + 1] != 'u') { return std::nullopt; }
	unsigned unit = 0;
	for (std::size_t i = position + 2; i < position + 6; ++i)
	{
		const char c = text[i];
		const bool digit = c >= '0' && c <= '9';
		const bool lower = c >= 'a' && c <= 'f';
		const bool upper = c >= 'A' && c <= 'F';
		if (!digit && !lower && !upper) { return std::nullopt; }
		unit = unit * 16 + static_cast<unsigned>(digit ? c - '0' : (lower ? c - 'a' : c - 'A') + 10);
	}
	return unit;
}

constexpr bool is_high_surrogate(unsigned unit) noexcept
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

constexpr bool is_low_surrogate(unsigned unit) noexcept
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

struct RepairedText
{
	std::string text;
	std::vector<std::size_t> strings; // ordinals of the strings in which something was replaced
	std::vector<std::size_t> numbers; // of the numbers that were replaced
};

constexpr bool is_of_number(char c) noexcept
{
	return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// RFC 8259, section 6.
bool is_number(std::string_view text) noexcept
{
	const auto take_digits = [&text]
	{
		const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
		text.remove_prefix(digits);
		return digits > 0;
	};
	if (text.starts_with('-')) { text.remove_prefix(1); }
	if (text.starts_with('0')) { text.remove_prefix(1); }
	else if (!take_digits()) { return false; }
	if (text.starts_with('.'))
	{
		text.remove_prefix(1);
		if (!take_digits()) { return false; }
	}
	if (text.starts_with('e') || text.starts_with('E'))
	{
		text.remove_prefix(1);
		if (text.starts_with('+') || text.starts_with('-')) { text.remove_prefix(1); }
		if (!take_digits()) { return false; }
	}
	return text.empty();
}

// What nlohmann's parser takes for bad syntax, or refuses, and yet is JSON (RFC 8259, sections 6 and 8.2): half of a cut
// emoji, which JSON.stringify writes as a lone escape, and a number beyond what a double can hold. Both are replaced; the
// text keeps its length.
class Repair
{
public:
	explicit Repair(std::string_view text) : repaired_{std::string(text), {}, {}} {}

	RepairedText run() &&
	{
		std::string& text = repaired_.text;
		for (std::size_t i = 0; i < text.size();)
		{
			if (text[i] == '"') { i = skip_string(i + 1); }
			else if (text[i] == '-' || (text[i] >= '0' && text[i] <= '9')) { i = skip_number(i); }
			else { ++i; }
		}
		return std::move(repaired_);
	}

private:
	// Gives the place behind the closing quote.
	std::size_t skip_string(std::size_t i)
	{
		std::string& text = repaired_.text;
		bool flawed = false;
		while (i < text.size() && text[i] != '"')
		{
			if (text[i] != '\\')
			{
				++i;
				continue;
			}
			const auto unit = unicode_escape_at(text, i);
			if (!unit)
			{
				i += 2;
				continue;
			}
			if (is_high_surrogate(*unit) && is_low_surrogate(unicode_escape_at(text, i + 6).value_or(0)))
			{
				i += 12;
				continue;
			}
			if (is_high_surrogate(*unit) || is_low_surrogate(*unit))
			{
				text.replace(i, 6, "\\uFFFD");
				flawed = true;
			}
			i += 6;
		}
		if (flawed) { repaired_.strings.push_back(strings_seen_); }
		++strings_seen_;
		return i + 1;
	}

	std::size_t skip_number(std::size_t begin)
	{
		std::string& text = repaired_.text;
		std::size_t end = begin;
		while (end < text.size() && is_of_number(text[end])) { ++end; }
		const std::string token = text.substr(begin, end - begin);
		// strtod, as nlohmann's parser reads it; what is no number at all is left to that parser.
		if (is_number(token) && !std::isfinite(std::strtod(token.c_str(), nullptr)))
		{
			// At least "1e309": no shorter number is beyond a double.
			text.replace(begin, token.size(), "0." + std::string(token.size() - 2, '0'));
			repaired_.numbers.push_back(numbers_seen_);
		}
		++numbers_seen_;
		return end;
	}

	RepairedText repaired_;
	std::size_t strings_seen_ = 0;
	std::size_t numbers_seen_ = 0;
};

} // namespace

Result<JsonDocument> parse_json(std::string_view text)
{
	if (const auto flat = FlatJson::read(text)) { return JsonDocument{to_json(flat->root()), {}}; }
	return parse_json_exactly(text);
}

Result<JsonDocument> parse_json_exactly(std::string_view text)
{
	// nlohmann's lexer takes a NUL byte for the end of the text.
	if (const void* nul = text.empty() ? nullptr : std::memchr(text.data(), '\0', text.size()))
	{
		return Error{"invalid_json", "no valid JSON at byte " + std::to_string(static_cast<const char*>(nul) - text.data() + 1), ""};
	}
	Builder builder;
	if (Json::sax_parse(text.begin(), text.end(), &builder)) { return builder.take(); }
	RepairedText repaired = Repair(text).run();
	if (repaired.strings.empty() && repaired.numbers.empty()) { return Error{"invalid_json", builder.error_detail(), ""}; }
	Builder second(FlawedOrdinals(std::move(repaired.strings)), FlawedOrdinals(std::move(repaired.numbers)));
	if (Json::sax_parse(repaired.text.begin(), repaired.text.end(), &second)) { return second.take(); }
	return Error{"invalid_json", second.error_detail(), ""};
}

} // namespace bajin
