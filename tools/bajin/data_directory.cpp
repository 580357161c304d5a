#include "tools/bajin/data_directory.hpp"

#include "server/store/private_files.hpp"
#include "server/store/upgrade_words.hpp"
#include "tools/bajin/command.hpp"

#include <iostream>

namespace bajin::tool
{

namespace fs = std::filesystem;

fs::path database_file(const fs::path& data)
{
	return data / "bajin.db";
}

fs::path require_database(const fs::path& data)
{
	std::error_code ignored;
	if (!fs::is_directory(data, ignored))
	{
		throw Refusal("there is no directory " + data.string() + "; make one with: bajin init --data " + data.string());
	}
	fs::path file = database_file(data);
	if (!fs::exists(file, ignored))
	{
		throw Refusal("there is no database in " + data.string() + "; make one with: bajin init --data " + data.string());
	}
	return file;
}

store::Writer open_writer(const fs::path& data)
{
	return store::Writer(require_database(data), store::tell_upgrade([](const std::string& line) { std::cerr << line << std::endl; }));
}

void make_directory(const fs::path& data)
{
	std::error_code error;
	try
	{
		store::make_owned_directories(data);
	}
	catch (const fs::filesystem_error& failure)
	{
		error = failure.code();
	}
	if (error || !fs::is_directory(data, error))
	{
		throw Refusal("cannot make the directory " + data.string() + (error ? ": " + error.message() : ": a file of that name is there"));
	}
}

const Area& require_area(const AreaTree& areas, const std::string& code)
{
	const Area* area = areas.find(code);
	if (area == nullptr) { throw Refusal("there is no area with the code \"" + code + "\" in the official list"); }
	return *area;
}

store::Team require_team(store::Database& database, const std::string& id)
{
	const auto parsed = parse_uuid(id);
	if (!parsed) { throw Refusal("\"" + id + "\" is no team id; bajin team list shows them"); }
	auto team = store::find_team(database, *parsed);
	if (!team) { throw Refusal("there is no team " + to_string(*parsed) + "; bajin team list shows those there are"); }
	return *team;
}

} // namespace bajin::tool
