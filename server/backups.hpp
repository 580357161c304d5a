// Backups that the server makes by itself: copied while it runs, verified, thinned out, passed on.
//
// A thread of its own at idle priority. A backup counts only when its copy was read back: the seal, the file's structure, and
// every figure recounted from its records. What fails is told by ready and the log and tried again; phones notice nothing.
// While the clock is in doubt backups are made, and none is removed.
#pragma once

#include "server/api/http/route.hpp"
#include "server/backup_plan.hpp"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

namespace bajin
{

struct BackupOptions
{
	std::filesystem::path directory; // empty: no backups
	std::chrono::seconds every{86'400};
	BackupsKept kept;
	std::string command; // for the shell, after each; BAJIN_BACKUP names the file
};

class Backups
{
public:
	// Keeps a reference to the context.
	Backups(BackupOptions options, std::filesystem::path database, api::Context& context);
	~Backups();
	Backups(const Backups&) = delete;
	Backups& operator=(const Backups&) = delete;

	void start();
	void stop(); // soon, also in the middle of one

	// One backup, now; true when it was made, verified and passed on. On the caller's thread.
	[[nodiscard]] bool make_one();

private:
	void run_thread();
	[[nodiscard]] std::chrono::seconds wait_before_next() const;
	void back_up(Timestamp at);
	void require_room() const;
	void verify(const std::filesystem::path& file) const;
	void pass_on(const std::filesystem::path& file);
	void thin_out();
	void fail_if_stopping() const;

	const BackupOptions options_;
	const std::filesystem::path database_;
	api::Context& context_;
	mutable std::mutex mutex_;
	std::condition_variable changed_;
	bool is_stopping_ = false;
	std::thread thread_;
};

} // namespace bajin
