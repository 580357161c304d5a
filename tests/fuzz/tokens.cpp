// Whatever is shown as cursor or receipt: it is one of ours, or none.
#include "server/events/receipt.hpp"
#include "server/sync/cursor.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <vector>

using namespace bajin;

int fuzz(std::string_view input)
{
	store::Epoch epoch;
	epoch.number = 1;
	epoch.id = {1, 2, 3};
	epoch.secret.fill(7);
	const std::vector<Uuid> scope(1);
	if (const auto seq = sync::read_cursor(epoch, scope, input)) { check(sync::make_cursor(epoch, scope, *seq) == input); }
	const std::vector<store::Epoch> epochs{epoch};
	static_cast<void>(events::read_receipt(epochs, input));
	return 0;
}
