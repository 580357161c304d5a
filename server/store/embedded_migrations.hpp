// The migrations in their order, embedded at build. Append only.
#pragma once

#include "generated/migration_0001.hpp"

#include <array>
#include <string_view>

namespace bajin::store
{

inline const std::array<std::string_view, 1> embedded_migrations = {
	embedded::migration_0001,
};

}  // namespace bajin::store
