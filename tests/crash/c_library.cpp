// The functions of the C library by which files change, for all of this program: they do what they do and tell the recording.
//
// Here they are defined, not those that the library's headers make of them to check sizes.
#undef _FORTIFY_SOURCE

#include "tests/crash/failing_reads.hpp"
#include "tests/crash/failing_writes.hpp"
#include "tests/crash/recorded_disk.hpp"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// NOLINTBEGIN: the C library says how these look

using bajin::crash::FailingReads;
using bajin::crash::FailingWrites;
using bajin::crash::NothingToLose;
using bajin::crash::RecordedDisk;
using bajin::crash::when_recording;

namespace
{

template <class Function>
Function* next_function(const char* name)
{
	return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

int open_recorded(const char* symbol, const char* path, int flags, mode_t mode)
{
	const auto next = next_function<int(const char*, int, ...)>(symbol);
	struct stat found;
	const bool is_new = (flags & O_CREAT) != 0 && ::lstat(path, &found) != 0;
	const int descriptor = next(path, flags, mode);
	if (descriptor >= 0)
	{
		when_recording([&](RecordedDisk& disk) { disk.note_open(path, descriptor, is_new, (flags & O_TRUNC) != 0); });
	}
	return descriptor;
}

bool fails(FailingWrites::Call call, int descriptor)
{
	const int error = FailingWrites::error_of(call, descriptor);
	if (error != 0) { errno = error; }
	return error != 0;
}

using Write = ssize_t(int, const void*, size_t, off_t);

ssize_t write_recorded(Write* next, int descriptor, const void* bytes, size_t size, off_t offset)
{
	if (fails(FailingWrites::Call::write, descriptor))
	{
		const int error = errno;
		static_cast<void>(next(descriptor, bytes, size / 2, offset));
		errno = error;
		return -1;
	}
	const ssize_t written = next(descriptor, bytes, size, offset);
	if (written > 0)
	{
		when_recording([&](RecordedDisk& disk)
					   { disk.note_write(descriptor, static_cast<std::uint64_t>(offset), bytes, static_cast<std::size_t>(written)); });
	}
	return written;
}

using Read = ssize_t(int, void*, size_t, off_t);

ssize_t read_or_fail(Read* next, int descriptor, void* bytes, size_t size, off_t offset)
{
	if (FailingReads::hits(descriptor, static_cast<std::uint64_t>(offset), size))
	{
		errno = EIO;
		return -1;
	}
	return next(descriptor, bytes, size, offset);
}

int truncate_recorded(int descriptor, off_t size)
{
	static const auto next = next_function<int(int, off_t)>("ftruncate");
	if (fails(FailingWrites::Call::cut, descriptor)) { return -1; }
	const int result = next(descriptor, size);
	if (result == 0)
	{
		when_recording([&](RecordedDisk& disk) { disk.note_truncate(descriptor, static_cast<std::uint64_t>(size)); });
	}
	return result;
}

mode_t mode_of(int flags, std::va_list arguments)
{
	return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(arguments, unsigned)) : 0;
}

} // namespace

extern "C"
{
	int open(const char* path, int flags, ...)
	{
		std::va_list arguments;
		va_start(arguments, flags);
		const mode_t mode = mode_of(flags, arguments);
		va_end(arguments);
		return open_recorded("open", path, flags, mode);
	}

	int open64(const char* path, int flags, ...)
	{
		std::va_list arguments;
		va_start(arguments, flags);
		const mode_t mode = mode_of(flags, arguments);
		va_end(arguments);
		return open_recorded("open64", path, flags, mode);
	}

	ssize_t write(int descriptor, const void* bytes, size_t size)
	{
		static const auto next = next_function<ssize_t(int, const void*, size_t)>("write");
		const off_t offset = ::lseek(descriptor, 0, SEEK_CUR);
		const ssize_t written = next(descriptor, bytes, size);
		if (written > 0 && offset >= 0)
		{
			when_recording([&](RecordedDisk& disk)
						   { disk.note_write(descriptor, static_cast<std::uint64_t>(offset), bytes, static_cast<std::size_t>(written)); });
		}
		return written;
	}

	ssize_t read(int descriptor, void* bytes, size_t size)
	{
		static const auto next = next_function<ssize_t(int, void*, size_t)>("read");
		const off_t offset = ::lseek(descriptor, 0, SEEK_CUR);
		if (offset >= 0 && FailingReads::hits(descriptor, static_cast<std::uint64_t>(offset), size))
		{
			errno = EIO;
			return -1;
		}
		return next(descriptor, bytes, size);
	}

	ssize_t pread(int descriptor, void* bytes, size_t size, off_t offset)
	{
		static const auto next = next_function<Read>("pread");
		return read_or_fail(next, descriptor, bytes, size, offset);
	}

	ssize_t pread64(int descriptor, void* bytes, size_t size, off64_t offset)
	{
		static const auto next = next_function<Read>("pread64");
		return read_or_fail(next, descriptor, bytes, size, offset);
	}

	ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset)
	{
		static const auto next = next_function<Write>("pwrite");
		return write_recorded(next, descriptor, bytes, size, offset);
	}

	ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset)
	{
		static const auto next = next_function<Write>("pwrite64");
		return write_recorded(next, descriptor, bytes, size, offset);
	}

	int ftruncate(int descriptor, off_t size) noexcept
	{
		return truncate_recorded(descriptor, size);
	}

	int ftruncate64(int descriptor, off64_t size) noexcept
	{
		return truncate_recorded(descriptor, size);
	}

	int fsync(int descriptor)
	{
		static const auto next = next_function<int(int)>("fsync");
		if (fails(FailingWrites::Call::sync, descriptor)) { return -1; }
		const int result = NothingToLose::lives() ? 0 : next(descriptor);
		if (result == 0)
		{
			when_recording([&](RecordedDisk& disk) { disk.note_sync(descriptor); });
		}
		return result;
	}

	int fdatasync(int descriptor)
	{
		static const auto next = next_function<int(int)>("fdatasync");
		if (fails(FailingWrites::Call::sync, descriptor)) { return -1; }
		const int result = NothingToLose::lives() ? 0 : next(descriptor);
		if (result == 0)
		{
			when_recording([&](RecordedDisk& disk) { disk.note_sync(descriptor); });
		}
		return result;
	}

	int unlink(const char* path) noexcept
	{
		static const auto next = next_function<int(const char*)>("unlink");
		const int result = next(path);
		if (result == 0)
		{
			when_recording([&](RecordedDisk& disk) { disk.note_remove(path); });
		}
		return result;
	}

	int remove(const char* path) noexcept
	{
		static const auto next = next_function<int(const char*)>("remove");
		const int result = next(path);
		if (result == 0)
		{
			when_recording([&](RecordedDisk& disk) { disk.note_remove(path); });
		}
		return result;
	}

	int rename(const char* from, const char* to) noexcept
	{
		static const auto next = next_function<int(const char*, const char*)>("rename");
		const int result = next(from, to);
		if (result == 0)
		{
			when_recording([&](RecordedDisk& disk) { disk.note_rename(from, to); });
		}
		return result;
	}

	int renameat2(int from_directory, const char* from, int to_directory, const char* to, unsigned flags) noexcept
	{
		static const auto next = next_function<int(int, const char*, int, const char*, unsigned)>("renameat2");
		const int result = next(from_directory, from, to_directory, to, flags);
		if (result == 0)
		{
			when_recording([&](RecordedDisk& disk) { disk.note_rename(from, to); });
		}
		return result;
	}

	int mkdir(const char* path, mode_t mode) noexcept
	{
		static const auto next = next_function<int(const char*, mode_t)>("mkdir");
		const int result = next(path, mode);
		if (result == 0)
		{
			when_recording([&](RecordedDisk& disk) { disk.note_directory(path); });
		}
		return result;
	}
}

// NOLINTEND
