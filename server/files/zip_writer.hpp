// A ZIP file written entry by entry into a temporary file: of an entry only what is being compressed is in memory.
//
// Used by the exports on their lane. Names are ASCII. Entries of 4 GiB and more are refused: office programs do not read
// them; the file itself may be larger.
#pragma once

#include "server/files/temporary_file.hpp"
#include "shared/timestamp.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace bajin::files
{

class ZipWriter
{
public:
	// `made_at` stands beside every entry, as a clock in Asia/Shanghai. `level` is zlib's, 1 (fast) to 9. Throws ExportError,
	// as all of it does; after that the writer is of no more use.
	ZipWriter(TemporaryFile& file, Timestamp made_at, int level);
	~ZipWriter();
	ZipWriter(const ZipWriter&) = delete;
	ZipWriter& operator=(const ZipWriter&) = delete;

	void begin(const std::string& name);
	void write(std::string_view bytes);
	void end();

	// A whole entry.
	void add(const std::string& name, std::string_view content);
	void add(const std::string& name, const FinishedFile& content);

	// Writes the list of entries: without it there is no ZIP file.
	void finish();

private:
	struct Output;
	void check(int result, const char* what) const;

	std::unique_ptr<Output> output_;
	Timestamp made_at_;
	int level_;
	std::uint64_t entries_ = 0;
	void* zip_ = nullptr;
};

} // namespace bajin::files
