// One line a record, for people: what the sheets of records in a workbook and the list of an evidence package hold.
//
// Used by the exports on their lane. Names are those of the day of the record. The numbers are what the record adds where it
// counts (shared/measures), of a joint record only what a reviewer ticked: so a column adds up to the figure. Telephone
// numbers are in none of it, nor are names of speakers: their number is.
#pragma once

#include "server/reports/workbook/workbook_tables.hpp"
#include "server/store/event_store.hpp"
#include "server/store/reader.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bajin::reports
{

struct RecordColumn
{
	std::string_view code; // by which an office chooses its columns
	std::string_view heading;
	int width = 0; // as of a sheet
	bool is_number = false;
};
[[nodiscard]] std::span<const RecordColumn> record_columns() noexcept;

// Which of them, by place; in their order, whatever the order of the codes.
using ChosenColumns = std::vector<std::size_t>;
[[nodiscard]] ChosenColumns all_columns();

// Codes with commas between. Empty: one of them is none.
[[nodiscard]] std::optional<ChosenColumns> parse_columns(std::string_view text);

// The newest state of an event with its receipt.
using LoadState = std::function<protocol::EventState(const store::EventHead&)>;

class RecordRows
{
public:
	// `scope` is the caller's: teams based beside it are not named; 0: all are.
	RecordRows(store::Reader& reader, AreaId scope);

	// As many cells as there are columns: numbers where the column is one, else text; none of a record that is gone.
	[[nodiscard]] CellRow make(const store::EventHead& head, const protocol::EventState& state) const;

private:
	[[nodiscard]] const std::string& team_name(const Uuid& team) const;
	[[nodiscard]] std::string area_name(AreaId area, AreaLevel level) const;
	[[nodiscard]] std::string code_name(CodeList list, const std::string& code, Date day) const;
	void add_place(CellRow& row, const store::EventHead& head, const Event& event, const Json& record) const;
	void add_contents(CellRow& row, const Event& event, const Json& record) const;
	void add_numbers(CellRow& row, const store::EventHead& head, const Event& event) const;

	ReferencePointer reference_;
	std::unordered_map<Uuid, std::string> team_names_;
};

} // namespace bajin::reports
