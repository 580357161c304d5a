// What the fuzz targets share. Each is one function from bytes; libFuzzer calls it again and again in one process.
#pragma once

#include "shared/event.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// Of the target; returns 0.
int fuzz(std::string_view input);

// Ends the process with a report when it does not hold.
inline int check(bool holds)
{
	if (!holds) { __builtin_trap(); }
	return 0;
}

// The official areas and the vocabulary of schema/.
[[nodiscard]] const bajin::Reference& schema_reference();
