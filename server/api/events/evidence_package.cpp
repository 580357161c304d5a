#include "server/api/events/evidence_package.hpp"

#include "server/api/events/event_history.hpp"
#include "server/api/requests/telephone.hpp"
#include "server/events/receipt.hpp"
#include "server/events/state.hpp"
#include "server/files/csv_writer.hpp"
#include "server/files/zip_writer.hpp"
#include "server/reports/canonical.hpp"
#include "server/reports/workbook/record_rows.hpp"
#include "server/store/redaction_store.hpp"

namespace bajin::api
{

namespace
{

constexpr int compression = 6;

// Rows of the history that a receipt was or is given for.
bool brought_record(const Json& row)
{
	const Json& op = row["op"];
	return op == to_string(store::HistoryOp::put) || op == to_string(store::HistoryOp::remove) || op == to_string(store::HistoryOp::redact);
}

class PackageWriter
{
public:
	PackageWriter(store::Reader& reader, const EvidenceOrder& order)
		: reader_(reader), order_(order), rows_(reader, order.scope), file_(order.temporary_directory), list_(order.temporary_directory),
		  manifest_(order.temporary_directory), zip_(file_, order.made_at, compression)
	{
		for (const reports::RecordColumn& column : reports::record_columns()) { csv_.text(column.heading); }
		csv_.end_row();
	}

	Result<EvidencePackage> run(files::Progress& progress)
	{
		progress.expect(static_cast<std::int64_t>(order_.events.size()));
		for (const Uuid& id : order_.events)
		{
			const auto head = store::find_event(reader_.database(), id);
			BAJIN_ASSERT(head.has_value());
			add_event(*head);
			if (!progress.step()) { return Error{"cancelled", "", ""}; }
		}
		add_to_list(csv_.take());
		zip_.add("events.csv", *list_.finish());
		tell_of_file("events.csv", list_bytes_, reports::to_hex(list_sum_.finish()));
		EvidencePackage package;
		package.manifest_sha256 = add_manifest();
		zip_.finish();
		package.file = file_.finish();
		return package;
	}

private:
	void add_event(const store::EventHead& head)
	{
		protocol::EventState state = events::load_state(reader_.database(), reader_.epochs(), head);
		hide_telephone(state.body);
		add_row(head, state);
		Json history = event_history(reader_.database(), head);
		Json receipts = Json::array();
		for (Json& row : history)
		{
			hide_telephone(row["event"]);
			if (brought_record(row))
			{
				receipts.push_back(
					{{"version", row["version"]}, {"receipt", events::make_receipt(reader_.epochs(), row["seq"].get<std::int64_t>())}});
			}
		}
		Json redacted = Json::array();
		for (const store::Redaction& redaction : store::list_redactions(reader_.database(), head.id))
		{
			redacted.push_back({{"field", redaction.field}, {"from_version", redaction.version}});
		}
		redacted_events_ += redacted.empty() ? 0 : 1;
		std::string text = R"({"state":)";
		protocol::append_text(text, state);
		text += R"(,"history":)" + to_text(history) + R"(,"receipts":)" + to_text(receipts) + R"(,"redacted":)" + to_text(redacted) + "}\n";
		const std::string name = "events/" + to_string(head.id) + ".json";
		zip_.add(name, text);
		tell_of_file(name, text.size(), reports::to_hex(reports::sha256(text)));
	}

	void add_row(const store::EventHead& head, const protocol::EventState& state)
	{
		for (const reports::Cell& cell : rows_.make(head, state))
		{
			if (const auto* number = std::get_if<std::int64_t>(&cell)) { csv_.number(*number); }
			else
			{
				const auto* const text = std::get_if<std::string>(&cell);
				csv_.text(text == nullptr ? "" : *text);
			}
		}
		csv_.end_row();
		add_to_list(csv_.take());
	}

	void add_to_list(const std::string& text)
	{
		list_.write(text);
		list_sum_.add(text);
		list_bytes_ += text.size();
	}

	void tell_of_file(const std::string& name, std::size_t bytes, const std::string& sum)
	{
		manifest_.write(manifest_.size() == 0 ? "\n" : ",\n");
		manifest_.write(to_text(Json{{"name", name}, {"bytes", bytes}, {"sha256", sum}}));
	}

	// The list of files is as long as that of events, so it goes through a file of its own.
	std::string add_manifest()
	{
		Json head = {
			{"asked", order_.asked}, {"made_by", order_.made_by}, {"made_at", to_string(order_.made_at)}, {"seq", reader_.newest_seq()}};
		head["events"] = order_.events.size();
		if (!order_.sample.is_null()) { head["sample"] = order_.sample; }
		head["hidden_fields"] = {"/host/phone"};
		head["redacted_events"] = redacted_events_;
		head["files"] = Json::array();
		std::string begin = to_text(head);
		begin.resize(begin.rfind(']')); // the list goes on below
		const auto files = manifest_.finish();
		files::TemporaryFile whole(order_.temporary_directory);
		reports::Sha256Sum sum;
		const auto write = [&](std::string_view text)
		{
			whole.write(text);
			sum.add(text);
		};
		write(begin);
		std::string space(64 * 1024, '\0');
		for (std::uint64_t offset = 0; offset < files->size();)
		{
			const std::size_t bytes = files->read_at(offset, space.data(), space.size());
			write({space.data(), bytes});
			offset += bytes;
		}
		write("\n]}\n");
		zip_.add("manifest.json", *whole.finish());
		return reports::to_hex(sum.finish());
	}

	store::Reader& reader_;
	const EvidenceOrder& order_;
	const reports::RecordRows rows_;
	files::CsvWriter csv_;
	files::TemporaryFile file_;
	files::TemporaryFile list_; // events.csv: an entry of a ZIP file is written in one go
	files::TemporaryFile manifest_;
	reports::Sha256Sum list_sum_;
	std::size_t list_bytes_ = 0;
	std::int64_t redacted_events_ = 0;
	files::ZipWriter zip_;
};

} // namespace

Result<EvidencePackage> write_evidence(store::Reader& reader, const EvidenceOrder& order, files::Progress& progress)
{
	return PackageWriter(reader, order).run(progress);
}

} // namespace bajin::api
