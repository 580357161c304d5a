// The layers of the source as docs/layers.txt lists them, and whether CMakeLists.txt builds and links them so.
//
// Used by the tidy test. Pure: from texts to breaches.
#pragma once

#include "tests/tidy/tidy_rules.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bajin::tidy
{

struct Layer
{
	std::string folder;
	std::string library;
	std::vector<std::string> builds_on; // folders, as the line names them
	std::vector<std::string> may_use;   // those, and what they may use
};

struct Layers
{
	std::vector<Layer> list;
	std::vector<Breach> breaches; // lines of the list that cannot be read, or name what does not stand above them
};

[[nodiscard]] Layers parse_layers(const Source& text);

// The layer of a file: the longest folder that it lies in; nullptr outside all of them.
[[nodiscard]] const Layer* find_layer(const std::vector<Layer>& layers, std::string_view path);

// Sources of a library that lie in another folder, and libraries that link other ones of ours than their line names.
[[nodiscard]] std::vector<Breach> check_libraries(const Source& cmake, const std::vector<Layer>& layers);

} // namespace bajin::tidy
