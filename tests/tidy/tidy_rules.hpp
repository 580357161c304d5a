// The rules of the source tree that a machine can hold, as a function from one file to its breaches.
//
// Called by tidy_test for every file of the tree and for small bad examples. It reads C++ with a scanner that knows comments
// and literals, not with a compiler: function lengths come from counting braces.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::tidy
{

inline constexpr std::size_t file_lines_max = 500;
inline constexpr std::size_t function_lines_max = 80;
inline constexpr std::size_t line_characters_max = 140;

// One broken rule at a line (from 1) of a file.
struct Breach
{
	std::string path;
	std::size_t line = 0;
	std::string message;
};

// A file with its path from the repository root, with forward slashes.
struct Source
{
	std::string path;
	std::string text;
};

struct Layer;

// All breaches of one file; C++ rules apply to .cpp and .hpp, the rest of the rules to any text.
[[nodiscard]] std::vector<Breach> find_breaches(const Source& source, const std::vector<Layer>& layers);

// The breach as `path:line: message`, as editors read it.
[[nodiscard]] std::string to_text(const Breach& breach);

} // namespace bajin::tidy
