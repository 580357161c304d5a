// What the wiring (server/app) may have the write lane do beside its jobs.
//
// Called on the write lane's thread, outside any transaction. A StoreError from a hook is counted and otherwise ignored:
// what it was to do is done after a later group.
#pragma once

#include <exception>
#include <functional>

namespace bajin::store
{
class Writer;
}

namespace bajin::net
{

struct WriteLaneHooks
{
	std::function<void(store::Writer&)> before_delivery{};          // after a commit, and after another process wrote
	std::function<void(const std::exception_ptr&)> after_failure{}; // a group was not committed, for that reason
	std::function<void(store::Writer&)> after_delivery{};           // also at every tick: that for which nobody is to wait
};

} // namespace bajin::net
