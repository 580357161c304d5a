// The entries of a ZIP file in memory, and whether an XML document was written to its end.
//
// Used to look over a workbook before it goes out: the library that writes it does not notice when a disk fills. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bajin::files
{

using ZipEntries = std::map<std::string, std::string, std::less<>>; // content by name

// Stored and deflated entries, checked against their sums; empty when anything is damaged or missing, or beyond 4 GiB.
[[nodiscard]] std::optional<ZipEntries> read_zip(std::string_view file);

// Every element that was opened was closed, one within the other. Nothing else of XML is checked.
[[nodiscard]] bool is_closed_xml(std::string_view document);

} // namespace bajin::files
