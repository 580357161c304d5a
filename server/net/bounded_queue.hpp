// A queue between the I/O thread and the threads of a lane, bounded in items and bytes. Safe from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace bajin::net
{

struct QueueLimits
{
	std::size_t items_max = 8'192;
	std::size_t bytes_max = 64U * 1024 * 1024;
};

template <class Item>
class BoundedQueue
{
public:
	explicit BoundedQueue(QueueLimits limits) : limits_(limits) {}

	// False at once when the queue is full or closed.
	[[nodiscard]] bool push(Item item, std::size_t bytes)
	{
		{
			const std::lock_guard lock(mutex_);
			if (closed_ || entries_.size() >= limits_.items_max || bytes_ + bytes > limits_.bytes_max) { return false; }
			entries_.push_back(Entry{std::move(item), bytes});
			bytes_ += bytes;
		}
		filled_.notify_one();
		return true;
	}

	// Takes from the front up to `at_most` (one item in any case), waiting for the first one. Gives none after `patience`,
	// or when the queue is closed and empty.
	[[nodiscard]] std::vector<Item> take(QueueLimits at_most, std::chrono::milliseconds patience)
	{
		std::vector<Item> taken;
		std::unique_lock lock(mutex_);
		filled_.wait_for(lock, patience, [this] { return closed_ || !entries_.empty(); });
		std::size_t taken_bytes = 0;
		while (!entries_.empty() && taken.size() < at_most.items_max &&
			   (taken.empty() || taken_bytes + entries_.front().bytes <= at_most.bytes_max))
		{
			taken_bytes += entries_.front().bytes;
			taken.push_back(std::move(entries_.front().item));
			entries_.pop_front();
		}
		bytes_ -= taken_bytes;
		return taken;
	}

	// Nothing more is let in; what is queued can still be taken.
	void close()
	{
		{
			const std::lock_guard lock(mutex_);
			closed_ = true;
		}
		filled_.notify_all();
	}

	[[nodiscard]] bool is_finished() const
	{
		const std::lock_guard lock(mutex_);
		return closed_ && entries_.empty();
	}

	[[nodiscard]] std::size_t size() const
	{
		const std::lock_guard lock(mutex_);
		return entries_.size();
	}

private:
	struct Entry
	{
		Item item;
		std::size_t bytes = 0;
	};

	const QueueLimits limits_;
	mutable std::mutex mutex_;
	std::condition_variable filled_;
	std::deque<Entry> entries_;
	std::size_t bytes_ = 0;
	bool closed_ = false;
};

} // namespace bajin::net
