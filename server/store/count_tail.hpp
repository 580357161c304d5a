// What the log of the counts adds to their base, unpacked and kept from question to question.
//
// One for each opened Database, which owns it; used on its thread. It has what the state that the database shows now has behind
// the base, so base and tail together are exact in every snapshot. Rows that are being folded stand apart from those behind them:
// what of them is in the base already is left out here. Their order (rows of the counts, then visits, then places visited, each
// sorted) is what `done` of count_fold counts.
#pragma once

#include "server/store/count_base.hpp"
#include "server/store/count_log.hpp"
#include "server/store/database.hpp"
#include "server/store/deltas.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bajin::store
{

class CountTail
{
public:
	// Reads what is new in the log. Within a transaction only the first call looks.
	void follow(Database& database);

	// The same, when this transaction has changed it.
	void follow_anew(Database& database);

	// Unpacks the cells too, which not everybody asks for: before add_to_row, has_row and slots.
	void follow_cells(Database& database);

	// Unpacks them so far that follow_cells, or a fold that begins, has little to do.
	void gather_cells(Database& database);

	[[nodiscard]] const CountLogState& state() const noexcept { return state_; }
	[[nodiscard]] std::int64_t packed_bytes() const noexcept { return newer_.packed_bytes; } // of the rows that are not being folded

	// The packed cells of a row of the counts with what the tail adds.
	[[nodiscard]] PackedBytes add_to_row(std::int64_t slot, std::span<const std::uint8_t> stored) const;
	[[nodiscard]] bool has_row(std::int64_t slot) const;
	[[nodiscard]] std::vector<std::int64_t> slots() const; // ascending

	[[nodiscard]] Visits visits_of(const PlaceYear& place) const;
	[[nodiscard]] std::int64_t received_of_venue(const std::string& venue) const;
	[[nodiscard]] boost::unordered_flat_map<VisitKey, Visits, DeltaHasher> visits_of_year(int year) const;
	[[nodiscard]] std::map<PlacesKey, Visits> places() const;
	[[nodiscard]] std::map<PlacesKey, Visits> places(int year, AreaId area) const;

	// What is being folded, the next `limit` of it: `fold` has row(slot, cells), visit(key, visits) and places(key, steps).
	[[nodiscard]] std::int64_t left_to_fold() const noexcept { return order_.size() - state_.done; }
	template <class Fold>
	void for_next(std::int64_t limit, Fold& fold) const;

private:
	struct Part
	{
		explicit Part(std::shared_ptr<CellNames> names) : deltas(std::move(names)) {}

		void add_visit(const VisitKey& key, const Visits& added);
		void drop_visit(const VisitKey& key);

		Deltas deltas;
		boost::unordered_flat_map<PlaceYear, Visits, DeltaHasher> place_years;
		boost::unordered_flat_map<std::string, std::int64_t> venues; // received
		std::int64_t packed_bytes = 0;
	};

	struct Order
	{
		explicit Order(const Deltas& deltas);
		[[nodiscard]] std::int64_t size() const noexcept;

		std::vector<std::int64_t> slots;
		std::vector<VisitKey> visits;
		std::vector<PlacesKey> places;
	};

	void move_to(Database& database, const CountLogState& state);
	void read_visits(Database& database, std::int64_t last);
	void read_cells(Database& database, std::int64_t last);
	void end_fold();
	void begin_fold(Database& database, std::int64_t upto);
	void leave_out(std::int64_t done);
	void start_again();
	template <class Step>
	void or_start_again(Step step);

	std::shared_ptr<CellNames> names_ = std::make_shared<CellNames>();
	Part folding_{names_};
	Part newer_{names_};
	Order order_{folding_.deltas};
	CountLogState state_;
	std::int64_t cells_last_ = 0;       // row whose cells were unpacked
	std::optional<std::uint64_t> view_; // of the connection, in which it was read
};

template <class Fold>
void CountTail::for_next(std::int64_t limit, Fold& fold) const
{
	const auto slots = static_cast<std::int64_t>(order_.slots.size());
	const auto visits = slots + static_cast<std::int64_t>(order_.visits.size());
	const std::int64_t end = std::min(state_.done + limit, order_.size());
	for (std::int64_t i = state_.done; i < end; ++i)
	{
		if (i < slots)
		{
			const std::int64_t slot = order_.slots[static_cast<std::size_t>(i)];
			fold.row(slot, folding_.deltas.cells_of(slot));
		}
		else if (i < visits)
		{
			const VisitKey& key = order_.visits[static_cast<std::size_t>(i - slots)];
			fold.visit(key, folding_.deltas.visits.at(key));
		}
		else
		{
			const PlacesKey& key = order_.places[static_cast<std::size_t>(i - visits)];
			fold.places(key, folding_.deltas.places.at(key));
		}
	}
}

} // namespace bajin::store
