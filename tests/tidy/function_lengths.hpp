// Finds the functions of scanned C++ code by counting braces; called by the tidy rules only.
//
// A brace opens a function when the text before it has a parameter list and only namespaces and classes stand around it. That is a
// heuristic: it takes a lambda at namespace scope for a function, and a table in braces for none.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bajin::tidy
{

// Where a function with a body begins and ends, lines from 1, its head included.
struct FunctionLines
{
	std::size_t first_line = 0;
	std::size_t last_line = 0;
};

// Expects the code of scan_cpp: no comments, literals emptied.
[[nodiscard]] std::vector<FunctionLines> find_functions(const std::vector<std::string>& code);

} // namespace bajin::tidy
