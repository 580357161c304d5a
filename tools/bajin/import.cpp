#include "server/events/prepare.hpp"
#include "server/people/audit.hpp"
#include "server/people/token.hpp"
#include "server/store/device_store.hpp"
#include "server/store/writer.hpp"
#include "server/sync/push.hpp"
#include "shared/outbox.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <span>

namespace bajin::tool
{

namespace
{

using protocol::Outcome;

constexpr int exit_refused = 1;                // some changes; they are kept
constexpr int exit_unusable = 2;               // a file; nothing was done
constexpr std::size_t group_changes_max = 100; // a server beside us waits no longer than for one such group
constexpr std::size_t outcomes = 5;

struct ImportOptions
{
	CommonOptions common;
	std::vector<std::filesystem::path> files;
	std::string team;
};

// One line for the person: why nothing was imported, and what to do.
class Unusable : public Refusal
{
public:
	using Refusal::Refusal;
};

struct OutboxFile
{
	std::filesystem::path path;
	protocol::Outbox outbox;
};

// What a change was about, for people; an event's title and day stand in the record alone.
struct Subject
{
	std::string title;
	std::string day;
};

struct Imported
{
	std::vector<Subject> subjects;
	std::vector<protocol::ChangeResult> results;
	std::int64_t nil_reports = 0;

	[[nodiscard]] std::size_t count(Outcome outcome) const
	{
		return static_cast<std::size_t>(std::ranges::count(results, outcome, &protocol::ChangeResult::outcome));
	}
	[[nodiscard]] std::size_t refused() const { return count(Outcome::conflict) + count(Outcome::rejected); }
};

std::string read_text(const std::filesystem::path& path)
{
	std::error_code error;
	const auto bytes = std::filesystem::file_size(path, error);
	if (error || !std::filesystem::is_regular_file(path, error))
	{
		throw Unusable("cannot read " + path.string() + ": there is no such file; nothing was imported");
	}
	if (bytes > protocol::outbox_bytes_max)
	{
		throw Unusable(path.string() + " is larger than 64 MiB, so it is no outbox; nothing was imported");
	}
	std::ifstream stream(path, std::ios::binary);
	std::string text(std::istreambuf_iterator<char>(stream), {});
	if (!stream || text.size() != bytes) { throw Unusable("cannot read " + path.string() + "; nothing was imported"); }
	return text;
}

OutboxFile read_outbox(const std::filesystem::path& path)
{
	auto outbox = protocol::parse_outbox(read_text(path));
	if (outbox) { return {path, std::move(*outbox)}; }
	const Error& error = outbox.error();
	if (error.code == "outbox_too_new")
	{
		throw Unusable(
			path.string() + " was written by a newer app (format_version " + error.detail + ", this program reads " +
			std::to_string(protocol::outbox_version) + "): install the newer bajin; nothing was imported");
	}
	if (error.code == "no_outbox")
	{
		throw Unusable(path.string() + " is no outbox of a phone (" + error.detail + "): save one on the phone; nothing was imported");
	}
	throw Unusable(path.string() + " is damaged (" + error.detail + "): copy it from the phone once more; nothing was imported");
}

// File names need not be UTF-8; what is stored and printed as JSON must be.
Json name_json(const std::string& name)
{
	return Json::parse(Json(name).dump(-1, ' ', false, Json::error_handler_t::replace));
}

Subject subject_of(const protocol::Change& change)
{
	const Json* inner = change.raw ? member(*change.raw, "event") : nullptr;
	const Json& event = inner != nullptr ? *inner : change.event;
	const auto text = [&event](std::string_view name)
	{
		const Json* value = member(event, name);
		const bool is_text = value != nullptr && value->is_string() && !value->get_ref<const std::string&>().empty();
		return is_text ? value->get<std::string>() : std::string("-");
	};
	if (change.op != protocol::Operation::put)
	{
		return {std::string(to_string(change.op)) + ' ' + (change.id ? to_string(*change.id) : std::string("-")), "-"};
	}
	return {text("title"), text("occurred_on")};
}

// A phone that this database does not know: it may be told apart, but can never sign in.
store::Device add_device(store::Writer& writer, const protocol::Outbox& outbox, const Uuid& team, Timestamp at)
{
	store::Device device;
	device.id = outbox.device_id;
	device.name = "outbox: " + outbox.device_name;
	while (count_characters(device.name) > event_limits::name_characters_max)
	{
		// The last character, which may be several bytes long.
		while ((static_cast<unsigned char>(device.name.back()) & 0xC0U) == 0x80U) { device.name.pop_back(); }
		device.name.pop_back();
	}
	device.created_at = at;
	store::insert_device(writer.database(), device, people::make_token().hash);
	store::set_device_team(writer.database(), device.id, team, at);
	store::set_device_revoked(writer.database(), device.id, at, std::nullopt);
	writer.forget_devices();
	return *store::find_device(writer.database(), device.id);
}

sync::PushResult push_group(store::Writer& writer, const store::Device& device, std::span<protocol::Change> changes)
{
	const Timestamp at = now();
	const ReferencePointer reference = writer.reference();
	std::vector<events::PreparedChange> prepared;
	prepared.reserve(changes.size());
	for (protocol::Change& change : changes)
	{
		prepared.push_back(events::prepare(std::move(change), {*reference, shanghai_date(at), std::nullopt}));
	}
	const events::Author author{device.id, {}, device.teams};
	return sync::push(writer, {author, at, shanghai_date(at), std::nullopt, store::Source::phone}, prepared);
}

// The months without an event go to every team of the phone, as in a sync.
std::int64_t take_nil_reports(store::Writer& writer, const store::Device& device, const protocol::Outbox& outbox)
{
	std::int64_t taken = 0;
	for (const protocol::NilReport& report : outbox.nil_reports)
	{
		for (const auto& membership : device.teams)
		{
			const store::NilReport row{membership.team, report.month, device.id, report.change_id, now()};
			if (!membership.present) { continue; }
			if (report.withdrawn) { store::remove_nil_report(writer.database(), membership.team, report.month); }
			else { taken += store::insert_nil_report(writer.database(), row) ? 1 : 0; }
		}
	}
	return taken;
}

void audit_import(store::Writer& writer, const store::Device& device, const OutboxFile& file, const Imported& imported)
{
	people::AuditEntry audit_entry{
		"import_outbox", std::nullopt, device.teams.empty() ? 0 : device.teams.front().team_area, to_string(device.id)};
	audit_entry.details = {
		{"file", name_json(file.path.filename().string())},
		{"device", device.name},
		{"app", file.outbox.app},
		{"made_at", file.outbox.made_at ? Json(to_string(*file.outbox.made_at)) : Json(nullptr)},
		{"nil_reports", imported.nil_reports}};
	for (std::size_t i = 0; i < outcomes; ++i)
	{
		const auto outcome = static_cast<Outcome>(i);
		audit_entry.details[std::string(protocol::to_string(outcome))] = imported.count(outcome);
	}
	people::audit(writer.database(), people::tool_actor(), audit_entry, now());
}

Imported import_file(store::Writer& writer, OutboxFile& file, const std::optional<store::Team>& team)
{
	Imported imported;
	auto known = store::find_device(writer.database(), file.outbox.device_id);
	const store::Device device =
		known ? std::move(*known) : writer.run_alone([&] { return add_device(writer, file.outbox, team.value().id, now()); });
	std::span<protocol::Change> left = file.outbox.changes;
	for (const protocol::Change& change : left) { imported.subjects.push_back(subject_of(change)); }
	while (!left.empty())
	{
		const auto group = left.first(std::min(left.size(), group_changes_max));
		sync::PushResult pushed = writer.run_alone([&] { return push_group(writer, device, group); });
		std::ranges::move(pushed.results, std::back_inserter(imported.results));
		left = left.subspan(group.size());
	}
	const auto finish = [&]
	{
		imported.nil_reports = take_nil_reports(writer, device, file.outbox);
		audit_import(writer, device, file, imported);
	};
	writer.run_alone(finish);
	return imported;
}

Json problems_json(const protocol::ChangeResult& result)
{
	Json list = Json::array();
	for (const Problem& problem : result.problems)
	{
		list.push_back({{"pointer", problem.pointer}, {"code", problem.code}, {"message", problem.message.zh}});
	}
	return list;
}

Json problems_json(const std::vector<protocol::EnvelopeProblem>& problems)
{
	Json list = Json::array();
	for (const protocol::EnvelopeProblem& problem : problems) { list.push_back({{"pointer", problem.pointer}, {"code", problem.code}}); }
	return list;
}

Json to_json(const OutboxFile& file, const Imported& imported)
{
	Json json = {{"file", name_json(file.path.string())}, {"device_id", to_string(file.outbox.device_id)}};
	for (std::size_t i = 0; i < outcomes; ++i)
	{
		const auto outcome = static_cast<Outcome>(i);
		json[std::string(protocol::to_string(outcome))] = imported.count(outcome);
	}
	json["nil_reports"] = imported.nil_reports;
	json["problems"] = problems_json(file.outbox.problems);
	json["results"] = Json::array();
	for (std::size_t i = 0; i < imported.results.size(); ++i)
	{
		const protocol::ChangeResult& result = imported.results[i];
		json["results"].push_back(
			{{"change_id", result.change_id ? Json(to_string(*result.change_id)) : Json(nullptr)},
			 {"id", result.id ? Json(to_string(*result.id)) : Json(nullptr)},
			 {"outcome", protocol::to_string(result.outcome)},
			 {"version", result.version},
			 {"receipt", result.receipt.empty() ? Json(nullptr) : Json(result.receipt)},
			 {"title", imported.subjects[i].title},
			 {"occurred_on", imported.subjects[i].day},
			 {"problems", problems_json(result)},
			 {"warnings", result.warnings}});
	}
	return json;
}

void print_words(const OutboxFile& file, const Imported& imported)
{
	for (std::size_t i = 0; i < imported.results.size(); ++i)
	{
		const protocol::ChangeResult& result = imported.results[i];
		const std::string receipt = result.receipt.empty() ? "-" : result.receipt;
		std::cout << protocol::to_string(result.outcome) << "  " << receipt << "  " << imported.subjects[i].title << "  "
				  << imported.subjects[i].day << '\n';
		for (const Problem& problem : result.problems)
		{
			std::cout << "    " << problem.pointer << (problem.pointer.empty() ? "" : ": ") << problem.message.zh << " (" << problem.code
					  << ")\n";
		}
		if (result.outcome == Outcome::conflict)
		{
			std::cout << "    somebody else changed this event meanwhile; it is at version " << result.version << '\n';
		}
	}
	std::cout << file.path.string() << ":";
	for (std::size_t i = 0; i < outcomes; ++i)
	{
		const auto outcome = static_cast<Outcome>(i);
		std::cout << (i == 0 ? " " : ", ") << imported.count(outcome) << ' ' << protocol::to_string(outcome);
	}
	std::cout << ", " << imported.nil_reports << " months without an event\n";
	for (const protocol::EnvelopeProblem& problem : file.outbox.problems)
	{
		std::cout << "    " << problem.pointer << ": cannot be read, and was left out; it is no record (" << problem.code << ")\n";
	}
	if (imported.refused() > 0)
	{
		std::cout << imported.refused() << " were refused; nothing of them is lost: they are kept for the coordinator, see /api/v1/kept\n";
	}
}

// Everything that can keep a file from being imported is found before the first one is.
int import_all(const ImportOptions& options)
{
	std::vector<OutboxFile> files;
	files.reserve(options.files.size());
	for (const std::filesystem::path& path : options.files) { files.push_back(read_outbox(path)); }
	store::Writer writer = open_writer(options.common.data);
	const auto team = options.team.empty() ? std::nullopt : std::optional(require_team(writer.database(), options.team));
	for (const OutboxFile& file : files)
	{
		if (!team && !store::find_device(writer.database(), file.outbox.device_id))
		{
			throw Unusable(
				"the phone " + to_string(file.outbox.device_id) + " (" + file.outbox.device_name + ") of " + file.path.string() +
				" is not known here: say for which team it recorded with --team ID (bajin team list); nothing was imported");
		}
	}
	bool all_taken = true;
	for (OutboxFile& file : files)
	{
		const Imported imported = import_file(writer, file, team);
		all_taken = all_taken && imported.refused() == 0 && file.outbox.problems.empty();
		if (options.common.json) { print_json(to_json(file, imported)); }
		else { print_words(file, imported); }
	}
	return all_taken ? 0 : exit_refused;
}

int run_import(const ImportOptions& options)
{
	try
	{
		return import_all(options);
	}
	catch (const Unusable& unusable)
	{
		std::cerr << "bajin: " << unusable.what() << '\n';
		return exit_unusable;
	}
}

} // namespace

void add_import(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("import", "Take in what a phone could not send, from the file that it wrote");
	command->footer("Example: bajin import --outbox bajin-outbox-2025-03-08.json --data data\n"
					"The same file twice changes nothing, and the phone may still sync later. Exit code 0: all was taken; 1: some changes\n"
					"were refused and are kept for the coordinator, or a month without an event could not be read; 2: a file is of no use, "
					"and nothing was done.");
	auto options = std::make_shared<ImportOptions>();
	command->add_option("--outbox", options->files, "File written by the phone's app; several may be named")->required();
	command->add_option("--team", options->team, "Id of the team (bajin team list) of a phone that this database does not know");
	add_common_options(*command, options->common);
	command->callback([&chosen, options] { chosen = [options] { return run_import(*options); }; });
}

} // namespace bajin::tool
