// The built web pages: a folder read into memory once, and answers made from that alone.
//
// Made by the server at its start and again on SIGHUP, asked by connections before the API; I/O thread. Immutable: a
// reload makes a new one and swaps the pointer. A request's path is only ever looked up among the names that were read,
// so that no path leads outside the folder. Pages need no credential, no lane, no database.
#pragma once

#include "server/api/http/http.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bajin::net
{

// The route that answers with pages are counted under.
inline constexpr std::string_view page_route = "page";

class StaticFiles
{
public:
	static constexpr std::size_t bytes_max = 64U * 1024 * 1024;

	// Reads every regular file below `root`, except dot-files and links that lead outside. Throws std::runtime_error with one
	// line for a person: no such folder, no index.html in it, more than `limit` bytes, a file that cannot be read.
	explicit StaticFiles(const std::filesystem::path& root, std::size_t limit = bytes_max);

	// The page, a redirection to it, 304 or 405; empty when there is no such page, or the path is the API's or /metrics.
	// Sets request.route when it answers.
	[[nodiscard]] std::optional<api::Response> answer(api::Request& request) const;

	[[nodiscard]] std::size_t files() const noexcept { return files_.size(); }
	[[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

private:
	// One form of a file: as it is, or compressed. Without an etag there is none.
	struct Form
	{
		std::string body;
		std::string etag;
	};
	struct File
	{
		std::string content_type;
		std::string_view cache_control;
		Form plain;
		Form brotli;
		Form gzip;
	};

	void read_folder(const std::filesystem::path& root, std::size_t limit);
	void take_in_compressed();
	[[nodiscard]] static api::Response answer_with(const File& file, const api::Request& request);

	std::unordered_map<std::string, File> files_; // by path below the root, "assets/index-3f2a.js"
	std::size_t bytes_ = 0;
};

} // namespace bajin::net
