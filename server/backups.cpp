#include "server/backups.hpp"

#include "server/figures/recount.hpp"
#include "server/store/backup.hpp"
#include "server/store/private_files.hpp"
#include "server/store/reader.hpp"
#include "shared/thread_name.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <pthread.h>
#include <sched.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace bajin
{

namespace
{

namespace fs = std::filesystem;

constexpr std::chrono::minutes tries_again_after{10};
constexpr std::chrono::milliseconds command_looked_at_every{100};

// Why there is no backup, with a code for ready.
class BackupError : public std::runtime_error
{
public:
	BackupError(std::string code, const std::string& what) : std::runtime_error(what), code_(std::move(code)) {}
	[[nodiscard]] const std::string& code() const noexcept { return code_; }

private:
	std::string code_; // `storage_full`, `damaged`, `command_failed`, `stopping`
};

// With this process's environment and the name of the file; its own group, so that all of it can be ended.
pid_t spawn_shell(const std::string& command, const std::string& file)
{
	const std::string named = "BAJIN_BACKUP=" + file;
	std::vector<char*> environment;
	for (char** entry = environ; *entry != nullptr; ++entry)
	{
		if (!std::string_view(*entry).starts_with("BAJIN_BACKUP=")) { environment.push_back(*entry); }
	}
	environment.push_back(const_cast<char*>(named.c_str()));
	environment.push_back(nullptr);
	std::string shell = "/bin/sh";
	std::string option = "-c";
	std::string text = command;
	std::array<char*, 4> arguments = {shell.data(), option.data(), text.data(), nullptr};
	posix_spawnattr_t attributes;
	posix_spawnattr_init(&attributes);
	sigset_t none;
	sigemptyset(&none);
	sigset_t defaults;
	sigemptyset(&defaults);
	for (const int signal : {SIGPIPE, SIGTERM, SIGINT, SIGHUP}) { sigaddset(&defaults, signal); }
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	pid_t process = -1;
	const int error = posix_spawn(&process, shell.c_str(), nullptr, &attributes, arguments.data(), environment.data());
	posix_spawnattr_destroy(&attributes);
	if (error != 0) { throw BackupError("command_failed", "the command cannot be started: " + std::generic_category().message(error)); }
	return process;
}

} // namespace

Backups::Backups(BackupOptions options, fs::path database, api::Context& context)
	: options_(std::move(options)), database_(std::move(database)), context_(context)
{
	if (options_.directory.empty()) { return; }
	const auto backups = list_backups(options_.directory);
	context_.condition.backs_up(options_.every, backups.empty() ? std::nullopt : std::optional(backups.front().at));
}

Backups::~Backups()
{
	stop();
}

void Backups::start()
{
	if (!options_.directory.empty())
	{
		thread_ = std::thread([this] { run_thread(); });
	}
}

void Backups::stop()
{
	{
		const std::lock_guard lock(mutex_);
		is_stopping_ = true;
	}
	changed_.notify_all();
	if (thread_.joinable()) { thread_.join(); }
}

void Backups::run_thread()
{
	name_thread("bajin-backup");
	const sched_param parameters{};
	pthread_setschedparam(pthread_self(), SCHED_IDLE, &parameters);
	std::chrono::seconds wait = wait_before_next();
	for (;;)
	{
		{
			std::unique_lock lock(mutex_);
			if (changed_.wait_for(lock, wait, [this] { return is_stopping_; })) { return; }
		}
		wait = make_one() ? wait_before_next() : std::min<std::chrono::seconds>(tries_again_after, options_.every);
	}
}

// From the newest there is; a new server begins at once.
std::chrono::seconds Backups::wait_before_next() const
{
	const auto backups = list_backups(options_.directory);
	if (backups.empty()) { return std::chrono::seconds(0); }
	const auto age = std::chrono::floor<std::chrono::seconds>(context_.clock.now() - backups.front().at);
	return std::clamp(options_.every - age, std::chrono::seconds(0), options_.every);
}

void Backups::fail_if_stopping() const
{
	const std::lock_guard lock(mutex_);
	if (is_stopping_) { throw BackupError("stopping", "the server ends"); }
}

bool Backups::make_one()
{
	const Timestamp at = context_.clock.now();
	try
	{
		back_up(at);
		context_.condition.backed_up(at);
		return true;
	}
	catch (const BackupError& error)
	{
		if (error.code() == "stopping") { return false; }
		spdlog::error("no backup: {}: {}", error.code(), error.what());
		context_.condition.not_backed_up(error.code());
	}
	catch (const store::StoreError& error)
	{
		spdlog::error("no backup: {}: {}", error.code(), error.what());
		context_.condition.not_backed_up(error.code());
	}
	catch (const std::exception& error)
	{
		spdlog::error("no backup: {}", error.what());
		context_.condition.not_backed_up("storage_failed");
	}
	return false;
}

void Backups::back_up(Timestamp at)
{
	store::make_owned_directories(options_.directory);
	require_room();
	const fs::path file = options_.directory / backup_name(at);
	// It gets its name, by which it counts as one, when it was read back.
	const fs::path unverified = options_.directory / "bajin-unverified.db";
	fs::remove(unverified); // left by a power cut
	try
	{
		store::back_up_database(database_, unverified, [this](int, int) { fail_if_stopping(); });
		verify(unverified);
	}
	catch (...)
	{
		std::error_code ignored;
		fs::remove(unverified, ignored);
		throw;
	}
	store::replace_database(unverified, file);
	if (!options_.command.empty()) { pass_on(file); }
	thin_out();
	spdlog::info("backed up to {}, {} bytes, every figure recounted", file.string(), fs::file_size(file));
}

void Backups::require_room() const
{
	const auto needed = fs::file_size(database_);
	const auto available = fs::space(options_.directory).available;
	if (available < needed + needed / 8)
	{
		throw BackupError(
			"storage_full", options_.directory.string() + " has room for " + std::to_string(available) + " bytes, the database has " +
								std::to_string(needed));
	}
}

// As somebody would who restored it.
void Backups::verify(const fs::path& file) const
{
	store::check_backup(file);
	store::Reader reader(file);
	reader.begin_snapshot();
	const figures::RecountReport report = figures::recount(reader, [this](std::int64_t) { fail_if_stopping(); });
	reader.end_snapshot();
	if (report.is_clean()) { return; }
	throw BackupError("damaged", file.string() + ": " + (report.faults.empty() ? report.differences.front() : report.faults.front()));
}

void Backups::pass_on(const fs::path& file)
{
	const pid_t process = spawn_shell(options_.command, file.string());
	int status = 0;
	while (::waitpid(process, &status, WNOHANG) == 0)
	{
		std::unique_lock lock(mutex_);
		if (!changed_.wait_for(lock, command_looked_at_every, [this] { return is_stopping_; })) { continue; }
		::kill(-process, SIGTERM);
		::waitpid(process, &status, 0);
		throw BackupError("stopping", "the server ends");
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0) { return; }
	throw BackupError(
		"command_failed", WIFEXITED(status) ? "the command ended with " + std::to_string(WEXITSTATUS(status))
											: "the command was ended by signal " + std::to_string(WTERMSIG(status)));
}

void Backups::thin_out()
{
	if (context_.clock.doubt() != api::ClockDoubt::none) { return; }
	for (const NamedBackup& backup : superseded(list_backups(options_.directory), options_.kept)) { fs::remove(backup.file); }
}

} // namespace bajin
