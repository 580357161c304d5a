#include "server/store/database.hpp"
#include "server/store/directory_lock.hpp"
#include "tests/support/catch.hpp"

#include <stdlib.h>

using bajin::store::DirectoryLock;
using bajin::store::StoreError;

TEST_CASE("directory lock: a second claim is refused until the first one ends")
{
	std::string pattern = (std::filesystem::temp_directory_path() / "bajin-lock-XXXXXX").string();
	REQUIRE(::mkdtemp(pattern.data()) != nullptr);
	{
		const DirectoryLock first(pattern);
		CHECK_THROWS_AS(DirectoryLock(pattern), StoreError);
	}
	CHECK_NOTHROW(DirectoryLock(pattern));
	std::filesystem::remove_all(pattern);
	CHECK_THROWS_AS(DirectoryLock(pattern), StoreError);
}
