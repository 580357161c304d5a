#include "server/files/zip_entries.hpp"

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bajin::files
{

namespace
{

constexpr std::size_t end_record_bytes = 22;
constexpr std::size_t central_bytes = 46;
constexpr std::size_t local_bytes = 30;
constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint32_t central_mark = 0x02014b50;
constexpr std::uint32_t local_mark = 0x04034b50;
constexpr std::uint32_t entry_bytes_max = 256 * 1024 * 1024;

// Little-endian numbers at positions that the caller has seen to lie inside.
class Numbers
{
public:
	explicit Numbers(std::string_view file) : file_(file) {}

	[[nodiscard]] std::uint32_t of_two(std::size_t at) const { return byte(at) | byte(at + 1) << 8; }
	[[nodiscard]] std::uint32_t of_four(std::size_t at) const { return of_two(at) | of_two(at + 2) << 16; }

private:
	[[nodiscard]] std::uint32_t byte(std::size_t at) const { return static_cast<unsigned char>(file_[at]); }

	std::string_view file_;
};

std::optional<std::string> inflate_entry(std::string_view packed, std::size_t bytes)
{
	std::string plain(bytes, '\0');
	z_stream stream{};
	if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) { return std::nullopt; }
	stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data())); // zlib does not write there
	stream.avail_in = static_cast<uInt>(packed.size());
	stream.next_out = reinterpret_cast<Bytef*>(plain.data());
	stream.avail_out = static_cast<uInt>(plain.size());
	const int result = inflate(&stream, Z_FINISH);
	inflateEnd(&stream);
	return result == Z_STREAM_END && stream.avail_out == 0 ? std::optional(std::move(plain)) : std::nullopt;
}

std::optional<std::string> read_entry(std::string_view file, std::size_t central)
{
	const Numbers numbers(file);
	const std::uint32_t method = numbers.of_two(central + 10);
	const std::size_t packed_bytes = numbers.of_four(central + 20);
	const std::uint32_t bytes = numbers.of_four(central + 24);
	const std::size_t local = numbers.of_four(central + 42);
	if (bytes > entry_bytes_max || local + local_bytes > file.size() || numbers.of_four(local) != local_mark) { return std::nullopt; }
	const std::size_t begin = local + local_bytes + numbers.of_two(local + 26) + numbers.of_two(local + 28);
	if (begin > file.size() || packed_bytes > file.size() - begin || (method != 0 && method != Z_DEFLATED)) { return std::nullopt; }
	const std::string_view packed = file.substr(begin, packed_bytes);
	auto plain = method == 0 ? std::optional(std::string(packed)) : inflate_entry(packed, bytes);
	if (!plain || plain->size() != bytes ||
		crc32(0, reinterpret_cast<const Bytef*>(plain->data()), static_cast<uInt>(plain->size())) != numbers.of_four(central + 16))
	{
		return std::nullopt;
	}
	return plain;
}

} // namespace

std::optional<ZipEntries> read_zip(std::string_view file)
{
	const Numbers numbers(file);
	if (file.size() < end_record_bytes || numbers.of_four(file.size() - end_record_bytes) != end_mark) { return std::nullopt; }
	const std::size_t end = file.size() - end_record_bytes;
	const std::uint32_t count = numbers.of_two(end + 10);
	std::size_t at = numbers.of_four(end + 16);
	ZipEntries entries;
	for (std::uint32_t i = 0; i < count; ++i)
	{
		if (at > end || end - at < central_bytes || numbers.of_four(at) != central_mark) { return std::nullopt; }
		const std::size_t name_bytes = numbers.of_two(at + 28);
		const std::size_t next = at + central_bytes + name_bytes + numbers.of_two(at + 30) + numbers.of_two(at + 32);
		auto content = next <= end ? read_entry(file, at) : std::nullopt;
		if (!content) { return std::nullopt; }
		entries.emplace(file.substr(at + central_bytes, name_bytes), std::move(*content));
		at = next;
	}
	return entries;
}

bool is_closed_xml(std::string_view document)
{
	std::vector<std::string_view> open;
	bool has_root = false;
	for (std::size_t at = document.find('<'); at != std::string_view::npos; at = document.find('<', at))
	{
		const std::size_t end = document.find('>', at);
		if (end == std::string_view::npos) { return false; }
		const std::string_view tag = document.substr(at + 1, end - at - 1);
		const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/", 1));
		at = end;
		if (tag.starts_with('?')) { continue; }
		if (tag.starts_with('/'))
		{
			if (open.empty() || open.back() != tag.substr(1)) { return false; }
			open.pop_back();
			continue;
		}
		if (open.empty() && has_root) { return false; }
		has_root = true;
		if (!tag.ends_with('/')) { open.push_back(name); }
	}
	return has_root && open.empty();
}

} // namespace bajin::files
