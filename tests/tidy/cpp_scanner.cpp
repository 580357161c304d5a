#include "tests/tidy/cpp_scanner.hpp"

#include <cctype>

namespace bajin::tidy
{

namespace
{

bool is_word(char c)
{
	return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Scanner
{
public:
	explicit Scanner(std::string_view text) : text_(text)
	{
		result_.code.emplace_back();
		result_.begins_in_literal.push_back(false);
	}

	ScannedCpp run()
	{
		while (position_ < text_.size())
		{
			if (starts("//")) { skip_line_comment(); }
			else if (starts("/*")) { skip_block_comment(); }
			else if (text_[position_] == '"' && raw_prefix()) { read_raw_string(); }
			else if (text_[position_] == '"') { read_string(); }
			else if (text_[position_] == '\'' && !digit_separator()) { skip_character(); }
			else { take(true); }
		}
		return std::move(result_);
	}

private:
	bool starts(std::string_view wanted) const { return text_.substr(position_).starts_with(wanted); }

	// Goes one character on; as code it is kept, newlines always start a line.
	void take(bool as_code, bool in_literal = false)
	{
		const char c = text_[position_++];
		if (c == '\n')
		{
			result_.code.emplace_back();
			result_.begins_in_literal.push_back(in_literal);
		}
		else if (as_code) { result_.code.back() += c; }
	}

	void skip_line_comment()
	{
		while (position_ < text_.size() && text_[position_] != '\n') { take(false); }
	}

	void skip_block_comment()
	{
		const auto end = text_.find("*/", position_ + 2);
		const auto stop = end == std::string_view::npos ? text_.size() : end + 2;
		while (position_ < stop) { take(false, true); }
	}

	// R"…, with or without an encoding prefix such as u8R"…
	bool raw_prefix() const { return position_ > 0 && text_[position_ - 1] == 'R'; }

	bool digit_separator() const
	{
		return position_ > 0 && position_ + 1 < text_.size() && std::isxdigit(static_cast<unsigned char>(text_[position_ - 1])) != 0 &&
			   is_word(text_[position_ + 1]) && in_number();
	}

	bool in_number() const
	{
		auto first = position_;
		while (first > 0 && (is_word(text_[first - 1]) || text_[first - 1] == '\'')) { --first; }
		return std::isdigit(static_cast<unsigned char>(text_[first])) != 0;
	}

	void read_raw_string()
	{
		const auto open = text_.find('(', position_);
		if (open == std::string_view::npos)
		{
			take(true);
			return;
		}
		const std::string closing = ")" + std::string(text_.substr(position_ + 1, open - position_ - 1)) + "\"";
		const auto end = text_.find(closing, open);
		const auto stop = end == std::string_view::npos ? text_.size() : end;
		result_.literals.push_back({result_.code.size(), std::string(text_.substr(open + 1, stop - open - 1))});
		result_.code.back() += "\"\"";
		const auto after = end == std::string_view::npos ? stop : stop + closing.size();
		while (position_ < after) { take(false, true); }
	}

	void read_string()
	{
		Literal literal{result_.code.size(), {}};
		++position_;
		while (position_ < text_.size() && text_[position_] != '"' && text_[position_] != '\n')
		{
			if (text_[position_] == '\\' && position_ + 1 < text_.size()) { literal.text += text_[position_++]; }
			literal.text += text_[position_++];
		}
		if (position_ < text_.size() && text_[position_] == '"') { ++position_; }
		result_.literals.push_back(std::move(literal));
		result_.code.back() += "\"\"";
	}

	void skip_character()
	{
		++position_;
		while (position_ < text_.size() && text_[position_] != '\'' && text_[position_] != '\n')
		{
			position_ += text_[position_] == '\\' ? 2 : 1;
		}
		if (position_ < text_.size() && text_[position_] == '\'') { ++position_; }
		result_.code.back() += "''";
	}

	std::string_view text_;
	std::size_t position_ = 0;
	ScannedCpp result_;
};

} // namespace

ScannedCpp scan_cpp(std::string_view text)
{
	return Scanner(text).run();
}

} // namespace bajin::tidy
