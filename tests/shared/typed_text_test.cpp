// What people type, read alike here and on the pages: the cases in tests/fixtures/typed are those of server/web too.
#include "shared/command_line.hpp"
#include "shared/json.hpp"
#include "shared/plain_text.hpp"
#include "shared/typed_code.hpp"
#include "shared/whole_number.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <fstream>

using namespace bajin;

namespace
{

Json typed_cases(const std::string& name)
{
	std::ifstream file(test::source_directory() + "/tests/fixtures/typed/" + name + ".json");
	REQUIRE(file);
	return Json::parse(file);
}

} // namespace

TEST_CASE("whole number: the cases that the pages are held to")
{
	const Json cases = typed_cases("whole_numbers");
	CHECK(cases.size() > 100);
	for (const Json& given : cases)
	{
		const auto text = given["text"].get<std::string>();
		INFO(text);
		const WholeNumber read = read_whole_number(text);
		CHECK(read.wrong == given.value("wrong", ""));
		const bool has_value = given.contains("value") && !given["value"].is_null();
		CHECK(read.value == (has_value ? std::optional(given["value"].get<std::int64_t>()) : std::nullopt));
	}
}

TEST_CASE("whole number: what is no text is none")
{
	CHECK(read_whole_number("12\xFF").wrong == "not_a_number");
	CHECK(read_whole_number(std::string(1'000'000, '1')).wrong == "not_a_number");
}

TEST_CASE("plain text: the cases that the pages are held to")
{
	for (const Json& given : typed_cases("texts"))
	{
		const auto text = given["text"].get<std::string>();
		INFO(given.dump());
		CHECK(is_blank(text) == given["blank"].get<bool>());
		CHECK(trimmed(text) == given["trimmed"].get<std::string>());
		CHECK(folded(text) == given["folded"].get<std::string>());
		CHECK(folded(folded(text)) == folded(text));
	}
}

TEST_CASE("plain text: what is no text stays as it is")
{
	CHECK(!is_blank("\xFF"));
	CHECK(trimmed(" \xC0\xFF ") == " \xC0\xFF ");
	CHECK(folded("\xD5\xC5") == "\xD5\xC5");
	CHECK(composed("\xFF\xFE") == "\xFF\xFE");
}

TEST_CASE("plain text: names of accounts and passwords are what is meant, however the keyboard writes it")
{
	for (const char* name :
		 {"lushan", "Lushan", " lushan ", "ＬＵＳＨＡＮ", "lu\u200Bshan", "\uFEFFlushan", "ｌｕｓｈａｎ\u3000", "LUſHAN"})
	{
		CHECK(account_key_of(name) == "lushan");
	}
	CHECK(account_name_of("　Ｌｕ　Ｓｈａｎ ") == "Lu Shan");
	CHECK(account_key_of("张晓红") == "张晓红");
	CHECK(account_key_of("\u3164").empty());
	CHECK(composed("cafe\u0301") == "caf\u00E9");
	CHECK(composed("ＡＢ １２") == "ＡＢ １２");
}

TEST_CASE("typed code: the cases that the pages are held to")
{
	for (const Json& given : typed_cases("codes"))
	{
		INFO(given.dump());
		const auto letters = read_code_letters(given["typed"].get<std::string>());
		if (given["code"].is_null()) { CHECK((!letters || letters->size() != 8)); }
		else { CHECK(letters == given["code"].get<std::string>()); }
	}
	for (const char* foreign : {"7F3K-92QU", "7F3K-92Q语", "7F3K_92QX", "7F3K92QX\xFF"}) { CHECK_FALSE(read_code_letters(foreign)); }
	CHECK_FALSE(read_code_letters(std::string(100'000, '7')));
}

TEST_CASE("command line: GBK is told, also where it happens to be UTF-8")
{
	for (const char* gbk : {"\xC2\xB3\xC9\xBD", "\xD1\xA7\xD0\xA3", "\xB7\xA8\xC2\xC9", "a \xC2\xB3\xC9\xBD"})
	{
		CHECK(is_gbk(gbk));
	} // 鲁山 学校 法律
	for (const char* utf8 : {"", "data", "鲁山", "学校·东", "café", "3·15", "Łódź", "Привет", "Ａ", "ü", "x² ³"})
	{
		CHECK_FALSE(is_gbk(utf8));
	}
}
