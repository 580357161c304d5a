#include "server/net/static_files.hpp"

#include "server/api/http/etag.hpp"
#include "server/api/http/problem.hpp"
#include "server/net/gzip.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace bajin::net
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t packed_file_bytes_min = 1024;

constexpr std::string_view for_ever = "public, max-age=31536000, immutable";
constexpr std::string_view ask_again = "no-cache";

constexpr const char* page_policy =
	"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self'; worker-src 'self'; "
	"manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
constexpr const char* page_permissions = "geolocation=(self), camera=(self), microphone=()";

// Names in a folder `assets` (the phone app's, the console's) carry a hash of the content: what is under such a name never changes.
bool is_hashed(std::string_view name)
{
	return name.starts_with("assets/") || name.find("/assets/") != std::string_view::npos;
}

struct ContentType
{
	std::string_view extension;
	std::string_view name;
	bool compresses;
};
constexpr std::array content_types{
	ContentType{".html", "text/html; charset=utf-8", true},
	ContentType{".js", "text/javascript; charset=utf-8", true},
	ContentType{".css", "text/css; charset=utf-8", true},
	ContentType{".txt", "text/plain; charset=utf-8", true},
	ContentType{".json", "application/json", true},
	ContentType{".map", "application/json", true},
	ContentType{".webmanifest", "application/manifest+json", true},
	ContentType{".svg", "image/svg+xml", true},
	ContentType{".wasm", "application/wasm", true},
	ContentType{".png", "image/png", false},
	ContentType{".ico", "image/x-icon", false},
	ContentType{".woff2", "font/woff2", false},
};
constexpr ContentType any_bytes{"", "application/octet-stream", false};

const ContentType& content_type_of(std::string_view name)
{
	const auto found = std::ranges::find_if(content_types, [&](const ContentType& type) { return name.ends_with(type.extension); });
	return found == content_types.end() ? any_bytes : *found;
}

std::string etag_of(std::string_view content)
{
	std::array<unsigned char, 16> digest{};
	crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(content.data()), content.size(), nullptr, 0);
	std::array<char, 2 * digest.size() + 1> text{};
	sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
	return text.data();
}

std::string read_file(const fs::path& file, std::size_t bytes)
{
	std::string content(bytes, '\0');
	std::ifstream stream(file, std::ios::binary);
	stream.read(content.data(), static_cast<std::streamsize>(bytes));
	if (stream.gcount() != static_cast<std::streamsize>(bytes))
	{
		throw std::runtime_error("the page " + file.string() + " cannot be read");
	}
	return content;
}

// Whether a link's end is below the root; a link without an end is not.
bool stays_inside(const fs::path& link, const fs::path& root)
{
	std::error_code error;
	const fs::path end = fs::canonical(link, error);
	return !error && std::mismatch(root.begin(), root.end(), end.begin(), end.end()).first == root.end();
}

bool is_page_path(std::string_view path)
{
	return path.starts_with('/') && !path.starts_with("/api/") && path != "/metrics";
}

void append_encoded(std::string& out, std::string_view text, std::string_view kept)
{
	constexpr std::string_view digits = "0123456789ABCDEF";
	for (const char character : text)
	{
		const auto byte = static_cast<unsigned char>(character);
		const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
		if (is_plain || kept.find(character) != std::string_view::npos) { out += character; }
		else { out += {'%', digits[byte >> 4U], digits[byte & 0xFU]}; }
	}
}

// Relative links of a page in a folder only work below the name with the slash.
std::string location_with_slash(const api::Request& request)
{
	std::string location;
	append_encoded(location, request.path, "/-._~");
	location += '/';
	char separator = '?';
	for (const auto& [name, value] : request.query)
	{
		location += separator;
		append_encoded(location, name, "-._~");
		location += '=';
		append_encoded(location, value, "-._~");
		separator = '&';
	}
	return location;
}

// A 304 too carries what a page may load: caches take over its headers.
void add_page_headers(api::Response& response, std::string_view cache_control)
{
	response.headers.emplace_back("Cache-Control", cache_control);
	response.headers.emplace_back("Content-Security-Policy", page_policy);
	response.headers.emplace_back("Permissions-Policy", page_permissions);
}

} // namespace

StaticFiles::StaticFiles(const fs::path& root, std::size_t limit)
{
	try
	{
		std::error_code error;
		const fs::path folder = fs::canonical(root, error);
		if (error || !fs::is_regular_file(folder / "index.html", error))
		{
			throw std::runtime_error("there are no pages in " + root.string() + ": it has no index.html");
		}
		read_folder(folder, limit);
	}
	catch (const fs::filesystem_error& error)
	{
		throw std::runtime_error("the pages cannot be read: " + error.path1().string() + ": " + error.code().message());
	}
	take_in_compressed();
}

void StaticFiles::read_folder(const fs::path& root, std::size_t limit)
{
	for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry)
	{
		if (entry->path().filename().native().starts_with('.'))
		{
			entry.disable_recursion_pending();
			continue;
		}
		std::error_code error;
		if (!entry->is_regular_file(error) || (entry->is_symlink() && !stays_inside(entry->path(), root))) { continue; }
		const auto bytes = static_cast<std::size_t>(entry->file_size());
		if (bytes > limit - bytes_)
		{
			throw std::runtime_error(
				"the pages in " + root.string() + " are larger than " + std::to_string(limit) +
				" bytes; is it the folder of the built pages?");
		}
		bytes_ += bytes;
		const std::string name = entry->path().lexically_relative(root).generic_string();
		File& file = files_[name];
		file.content_type = content_type_of(name).name;
		file.cache_control = is_hashed(name) ? for_ever : ask_again;
		file.plain.body = read_file(entry->path(), bytes);
		file.plain.etag = etag_of(file.plain.body);
	}
}

// "app.js.br" and "app.js.gz" become forms of "app.js". What was built without a gzip form gets one here, so that no answer
// is compressed anew and each form keeps an etag of its own.
void StaticFiles::take_in_compressed()
{
	std::vector<std::string> taken;
	for (auto& [name, file] : files_)
	{
		for (const auto& [suffix, form] : {std::pair{".br", &File::brotli}, std::pair{".gz", &File::gzip}})
		{
			if (const auto sibling = files_.find(name + suffix); sibling != files_.end())
			{
				file.*form = std::move(sibling->second.plain);
				taken.push_back(sibling->first);
			}
		}
	}
	for (const std::string& name : taken) { files_.erase(name); }
	for (auto& [name, file] : files_)
	{
		if (file.gzip.etag.empty() && content_type_of(name).compresses && file.plain.body.size() >= packed_file_bytes_min)
		{
			file.gzip.body = compress_gzip(file.plain.body);
			file.gzip.etag = etag_of(file.gzip.body);
			bytes_ += file.gzip.body.size();
		}
	}
}

std::optional<api::Response> StaticFiles::answer(api::Request& request) const
{
	if (!is_page_path(request.path)) { return std::nullopt; }
	std::string name = request.path.substr(1);
	if (name.empty() || name.ends_with('/')) { name += "index.html"; }
	auto found = files_.find(name);
	const bool lacks_slash = found == files_.end() && files_.contains(name + "/index.html");
	if (found == files_.end() && !lacks_slash) { return std::nullopt; }
	request.route = page_route;
	if (request.method != api::Method::get && request.method != api::Method::head)
	{
		api::Refusal refusal = api::refuse("method_not_allowed");
		refusal.allow = "GET, HEAD";
		return api::problem(refusal, request.wants_english);
	}
	if (lacks_slash)
	{
		api::Response response;
		response.status = 308;
		response.content_type = "text/plain; charset=utf-8";
		response.headers.emplace_back("Location", location_with_slash(request));
		add_page_headers(response, ask_again);
		return response;
	}
	return answer_with(found->second, request);
}

api::Response StaticFiles::answer_with(const File& file, const api::Request& request)
{
	const Form* form = &file.plain;
	std::string_view coding;
	if (!file.brotli.etag.empty() && accepts_coding(request.accept_encoding, "br"))
	{
		form = &file.brotli;
		coding = "br";
	}
	else if (!file.gzip.etag.empty() && accepts_coding(request.accept_encoding, "gzip"))
	{
		form = &file.gzip;
		coding = "gzip";
	}
	api::Response response;
	response.headers.emplace_back("ETag", '"' + form->etag + '"');
	add_page_headers(response, file.cache_control);
	if (api::holds_etag(request.if_none_match, form->etag))
	{
		response.status = 304;
		response.headers.emplace_back("Vary", "Accept-Encoding"); // answers with a body have it anyway
		return response;
	}
	response.content_type = file.content_type;
	if (!coding.empty()) { response.headers.emplace_back("Content-Encoding", coding); }
	response.body = form->body;
	return response;
}

} // namespace bajin::net
