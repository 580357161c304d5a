// The migrations in their order, embedded at build. Append only.
#pragma once

#include "generated/migration_0001.hpp"
#include "generated/migration_0002.hpp"
#include "generated/migration_0003.hpp"
#include "generated/migration_0004.hpp"
#include "generated/migration_0005.hpp"
#include "generated/migration_0006.hpp"
#include "generated/migration_0007.hpp"
#include "generated/migration_0008.hpp"
#include "generated/migration_0009.hpp"

#include <array>
#include <string_view>

namespace bajin::store
{

inline const std::array<std::string_view, 9> embedded_migrations = {
	embedded::migration_0001, embedded::migration_0002, embedded::migration_0003, embedded::migration_0004, embedded::migration_0005,
	embedded::migration_0006, embedded::migration_0007, embedded::migration_0008, embedded::migration_0009,
};

} // namespace bajin::store
