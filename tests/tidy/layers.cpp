#include "tests/tidy/layers.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace bajin::tidy
{

namespace
{

std::vector<std::string> words_of(const std::string& text)
{
	std::istringstream stream(text);
	std::vector<std::string> words;
	for (std::string word; stream >> word;) { words.push_back(word); }
	return words;
}

const Layer* find_folder(const std::vector<Layer>& layers, const std::string& folder)
{
	const auto found = std::find_if(layers.begin(), layers.end(), [&](const Layer& layer) { return layer.folder == folder; });
	return found == layers.end() ? nullptr : &*found;
}

void add_unique(std::vector<std::string>& list, const std::string& text)
{
	if (std::find(list.begin(), list.end(), text) == list.end()) { list.push_back(text); }
}

// A library as CMakeLists.txt makes it.
struct Library
{
	std::size_t line = 0;
	std::vector<std::string> sources;
	std::set<std::string> links; // of ours
};

// Reads the commands that make libraries: bajin_layer, add_library, add_executable, target_link_libraries.
class LibraryReader
{
public:
	explicit LibraryReader(std::string_view text) : text_(text) {}

	std::map<std::string, Library> run()
	{
		std::istringstream stream{std::string(text_)};
		std::string command;
		std::size_t number = 0;
		std::size_t begin = 0;
		for (std::string line; std::getline(stream, line);)
		{
			++number;
			line.resize(std::min(line.find('#'), line.size()));
			if (command.empty() && !begins_library(line)) { continue; }
			if (command.empty()) { begin = number; }
			command += line + ' ';
			if (std::count(command.begin(), command.end(), '(') > std::count(command.begin(), command.end(), ')')) { continue; }
			take(command, begin);
			command.clear();
		}
		return std::move(libraries_);
	}

private:
	static bool begins_library(const std::string& line)
	{
		const std::string_view text = std::string_view(line).substr(std::min(line.find_first_not_of(' '), line.size()));
		return text.starts_with("bajin_layer(") || text.starts_with("add_library(") || text.starts_with("add_executable(") ||
			   text.starts_with("target_link_libraries(");
	}

	void take(const std::string& command, std::size_t line)
	{
		const std::size_t open = command.find('(');
		auto words = words_of(command.substr(open + 1, command.rfind(')') - open - 1));
		if (words.empty()) { return; }
		const bool is_layer = command.find("bajin_layer(") != std::string::npos;
		Library& library = libraries_[is_layer ? "bajin_" + words.front() : words.front()];
		if (library.line == 0) { library.line = line; }
		for (const std::string& word : words)
		{
			if (&word == &words.front()) { continue; }
			if (word.ends_with(".cpp")) { library.sources.push_back(word); }
			else if (word.starts_with("bajin_")) { library.links.insert(word); }
		}
	}

	std::string_view text_;
	std::map<std::string, Library> libraries_;
};

} // namespace

Layers parse_layers(const Source& text)
{
	Layers layers;
	std::istringstream stream(text.text);
	std::size_t number = 0;
	for (std::string line; std::getline(stream, line);)
	{
		++number;
		const auto words = words_of(line);
		if (words.empty() || words.front().starts_with('#')) { continue; }
		if (words.size() < 3 || words[2] != ":")
		{
			layers.breaches.push_back({text.path, number, "expected: folder library : folders that it builds on"});
			continue;
		}
		Layer layer{words[0], words[1], {words.begin() + 3, words.end()}, {}};
		for (const std::string& below : layer.builds_on)
		{
			const Layer* found = find_folder(layers.list, below);
			if (found == nullptr)
			{
				layers.breaches.push_back({text.path, number, below + " does not stand above"});
				continue;
			}
			add_unique(layer.may_use, below);
			for (const std::string& used : found->may_use) { add_unique(layer.may_use, used); }
		}
		layers.list.push_back(std::move(layer));
	}
	return layers;
}

const Layer* find_layer(const std::vector<Layer>& layers, std::string_view path)
{
	const Layer* found = nullptr;
	for (const Layer& layer : layers)
	{
		const bool is_inside = path.size() > layer.folder.size() && path.starts_with(layer.folder) && path[layer.folder.size()] == '/';
		if (is_inside && (found == nullptr || layer.folder.size() > found->folder.size())) { found = &layer; }
	}
	return found;
}

std::vector<Breach> check_libraries(const Source& cmake, const std::vector<Layer>& layers)
{
	std::vector<Breach> breaches;
	const auto libraries = LibraryReader(cmake.text).run();
	for (const Layer& layer : layers)
	{
		const auto found = libraries.find(layer.library);
		if (found == libraries.end())
		{
			breaches.push_back({cmake.path, 1, "there is no library " + layer.library});
			continue;
		}
		const Library& library = found->second;
		for (const std::string& source : library.sources)
		{
			const Layer* of_source = find_layer(layers, source);
			if (of_source != nullptr && of_source != &layer)
			{
				breaches.push_back({cmake.path, library.line, source + " does not belong to " + layer.library});
			}
		}
		std::set<std::string> expected;
		for (const std::string& below : layer.builds_on)
		{
			if (const Layer* of_below = find_folder(layers, below)) { expected.insert(of_below->library); }
		}
		for (const std::string& link : library.links)
		{
			if (!expected.contains(link)) { breaches.push_back({cmake.path, library.line, layer.library + " may not link " + link}); }
		}
		for (const std::string& link : expected)
		{
			if (!library.links.contains(link)) { breaches.push_back({cmake.path, library.line, layer.library + " does not link " + link}); }
		}
	}
	return breaches;
}

} // namespace bajin::tidy
