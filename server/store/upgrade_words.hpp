// What a person is told while a database of an older form is brought to that of this program.
#pragma once

#include "server/store/writer.hpp"

#include <functional>
#include <string>

namespace bajin::store
{

// `say` gets a line before anything is done (time and disk that are needed), then one for every tenth of the events.
[[nodiscard]] WatchUpgrade tell_upgrade(std::function<void(const std::string& line)> say);

} // namespace bajin::store
