#include "server/people/accounts.hpp"
#include "server/people/audit.hpp"
#include "server/people/password.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "shared/command_line.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"

#include <iostream>
#include <memory>
#include <termios.h>
#include <unistd.h>

namespace bajin::tool
{

namespace
{

struct UserOptions
{
	CommonOptions common;
	std::string name;
	std::string role;
	std::string area;
	std::string from;
	std::string to;
	std::string expires;
	store::Person person;
	bool generate = false;
	bool must_change = false;
	bool lasting = false;

	// Whoever is given a password that was made here changes it at the first sign-in, unless a script owns it. One that came
	// on standard input is its owner's.
	[[nodiscard]] bool is_first() const noexcept { return must_change || (generate && !lasting); }
};

// Typed letters are not shown while this lives.
class Unseen
{
public:
	Unseen()
	{
		is_terminal_ = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before_) == 0;
		if (is_terminal_)
		{
			termios hidden = before_;
			hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
			::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
		}
	}
	~Unseen()
	{
		if (is_terminal_)
		{
			::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
			std::cerr << '\n';
		}
	}
	Unseen(const Unseen&) = delete;
	Unseen& operator=(const Unseen&) = delete;

private:
	bool is_terminal_ = false;
	termios before_{};
};

// One line of standard input; asked for when a person sits there.
std::string read_password(const UserOptions& options)
{
	if (options.generate) { return people::make_password(); }
	std::string password;
	{
		if (::isatty(STDIN_FILENO) == 1)
		{
			std::cerr << "password for " << options.name << " (8 characters or more, not shown): " << std::flush;
		}
		const Unseen unseen;
		std::getline(std::cin, password);
	}
	// What an editor of Windows writes around the line is no part of it.
	if (password.starts_with("\xEF\xBB\xBF")) { password.erase(0, 3); }
	if (password.ends_with('\r')) { password.pop_back(); }
	if (is_gbk(password)) { throw Refusal("the password on standard input is not UTF-8; save the file as UTF-8"); }
	if (auto checked = people::check_password(password, options.name); !checked)
	{
		throw Refusal("the password on standard input: " + checked.error().detail);
	}
	return password;
}

std::optional<Date> read_day(const std::string& text, const char* option)
{
	const auto day = parse_date(text);
	if (!text.empty() && !day) { throw Refusal(std::string(option) + ": \"" + text + "\" is no day like 2025-03-08"); }
	return day;
}

void read_bounds(const UserOptions& options, people::NewAccount& wanted)
{
	wanted.first_day = read_day(options.from, "--from");
	wanted.last_day = read_day(options.to, "--to");
	if (const auto day = read_day(options.expires, "--expires")) { wanted.expires_at = shanghai_midnight(Date{day->days + 1}); }
	if (wanted.role == store::Role::auditor && (!wanted.first_day || !wanted.last_day || !wanted.expires_at))
	{
		throw Refusal("an auditor needs --from, --to and --expires: the days that may be read, and until when");
	}
}

int run_add(const UserOptions& options)
{
	store::Writer writer = open_writer(options.common.data);
	people::NewAccount wanted;
	wanted.username = options.name;
	wanted.role = *store::parse_role(options.role);
	wanted.area = options.area.empty() && wanted.role == store::Role::admin ? writer.reference()->areas.root().id
																			: require_area(writer.reference()->areas, options.area).id;
	read_bounds(options, wanted);
	const std::string password = read_password(options);
	wanted.password_hash = people::hash_password(password);
	wanted.must_change = options.is_first();
	wanted.person = options.person;
	const auto account = writer.run_alone(
		[&]() -> Result<store::Account>
		{
			auto made = people::create_account(writer, wanted, now());
			if (made)
			{
				people::AuditEntry audit_entry{"make_user", std::nullopt, made->area, to_string(made->id)};
				audit_entry.details = {
					{"username", made->username}, {"role", store::to_string(made->role)}, {"must_change", made->must_change}};
				people::audit(writer.database(), people::tool_actor(), audit_entry, now());
			}
			return made;
		});
	if (!account)
	{
		throw Refusal(
			account.error().code == "name_taken" ? "there is a user " + options.name + " already" : "the name: " + account.error().detail);
	}
	Json answer = {
		{"user", to_string(account->id)}, {"username", account->username}, {"role", options.role}, {"must_change", account->must_change}};
	if (options.generate) { answer["password"] = password; }
	if (options.common.json)
	{
		print_json(answer);
		return 0;
	}
	std::cout << options.role << ' ' << account->username << " of " << writer.reference()->areas.at(account->area).name;
	std::cout << (options.generate ? ", password " + password : std::string());
	std::cout << (account->must_change ? ", to be changed at the first sign-in\n" : "\n");
	return 0;
}

int run_user_list(const CommonOptions& options)
{
	store::Reader reader(require_database(options.data));
	reader.begin_snapshot();
	Json list = Json::array();
	for (const store::Account& account : store::list_accounts(reader.database()))
	{
		list.push_back(
			{{"user", to_string(account.id)},
			 {"username", account.username},
			 {"name", account.person.name},
			 {"unit", account.person.unit},
			 {"telephone", account.person.telephone},
			 {"role", store::to_string(account.role)},
			 {"area", reader.reference()->areas.at(account.area).code},
			 {"disabled", account.disabled_at.has_value()},
			 {"must_change", account.must_change}});
	}
	if (options.json)
	{
		print_json({{"users", std::move(list)}});
		return 0;
	}
	for (const Json& user : list)
	{
		std::cout << user["role"].get<std::string>() << "  " << user["area"].get<std::string>() << "  "
				  << user["username"].get<std::string>() << (user["disabled"].get<bool>() ? "  (disabled)" : "") << '\n';
	}
	std::cout << list.size() << " users\n";
	return 0;
}

// Changes one account; whoever is signed in with it has to sign in anew.
template <class Change>
store::Account change(const UserOptions& options, const char* action, Change change)
{
	store::Writer writer = open_writer(options.common.data);
	const auto changed = writer.run_alone(
		[&]() -> Result<store::Account>
		{
			auto account = store::find_account_by_name(writer.database(), options.name);
			if (!account) { return Error{"not_found", "there is no user " + options.name, ""}; }
			change(*account);
			if (auto done = people::change_account(writer, {*account, true}, now()); !done)
			{
				return Error{"last_admin", options.name + " is the last administrator; add another first", ""};
			}
			people::audit(writer.database(), people::tool_actor(), {action, std::nullopt, account->area, to_string(account->id)}, now());
			return *account;
		});
	if (!changed) { throw Refusal(changed.error().detail); }
	return *changed;
}

int run_password(const UserOptions& options)
{
	static_cast<void>(require_database(options.common.data));
	const std::string password = read_password(options);
	const std::string hash = people::hash_password(password);
	const auto set = [&](store::Account& account)
	{
		account.password_hash = hash;
		account.must_change = options.is_first();
	};
	change(options, "reset_password", set);
	if (options.common.json)
	{
		Json answer = {{"username", options.name}, {"must_change", options.is_first()}};
		if (options.generate) { answer["password"] = password; }
		print_json(answer);
		return 0;
	}
	std::cout << "new password for " << options.name << (options.generate ? ": " + password : std::string())
			  << (options.is_first() ? ", to be changed at the next sign-in" : "") << "; all its sign-ins have ended\n";
	return 0;
}

int run_disable(const UserOptions& options)
{
	change(options, "disable_user", [](store::Account& account) { account.disabled_at = account.disabled_at.value_or(now()); });
	if (options.common.json)
	{
		print_json({{"username", options.name}, {"disabled", true}});
		return 0;
	}
	std::cout << options.name << " can no longer sign in\n";
	return 0;
}

void add_password_options(CLI::App& command, UserOptions& options)
{
	CLI::Option* const generate =
		command.add_flag("--generate", options.generate, "Make a random password and print it; it is to be changed at the first sign-in");
	CLI::Option* const must_change =
		command.add_flag("--must-change", options.must_change, "A password on standard input is to be changed at the first sign-in too");
	command.add_flag("--lasting", options.lasting, "With --generate, for a script that keeps the password: it need not be changed")
		->needs(generate)
		->excludes(must_change);
}

using Run = int (*)(const UserOptions& options);

// A subcommand about one user.
CLI::App*
add_command(CLI::App& user, Chosen& chosen, const char* name, const char* about, Run run, const std::shared_ptr<UserOptions>& options)
{
	CLI::App* command = user.add_subcommand(name, about);
	command->add_option("NAME", options->name, "Name to sign in with")->required();
	add_common_options(*command, options->common);
	command->callback([&chosen, options, run] { chosen = [options, run] { return run(*options); }; });
	return command;
}

} // namespace

void add_user(CLI::App& program, Chosen& chosen)
{
	CLI::App* user = program.add_subcommand("user", "Add, list and change the accounts of administrators, coordinators, viewers, auditors");
	user->require_subcommand(0, 1);
	user->footer("Example: bajin user add lushan --role coordinator --area 410423 --data data < password.txt");

	const auto added = std::make_shared<UserOptions>();
	CLI::App* add = add_command(*user, chosen, "add", "Add an account; its password is one line of standard input", run_add, added);
	add->footer("Example: bajin user add lushan --role coordinator --area 410423 --data data < password.txt");
	add->add_option(
		   "--role", added->role, "admin, coordinator (sees and acts in its area), viewer (figures only), auditor (reads for a time)")
		->required()
		->check(CLI::IsMember({"admin", "coordinator", "viewer", "auditor"}));
	add->add_option("--area", added->area, "Official code of the area; an administrator's is the whole when left out");
	add->add_option("--person", added->person.name, "Whom the account stands for, as pages and papers name them");
	add->add_option("--unit", added->person.unit, "Where that person works");
	add->add_option("--telephone", added->person.telephone, "Telephone at work; the teams of the area may call it");
	add->add_option("--from", added->from, "Auditor: first day whose records may be read");
	add->add_option("--to", added->to, "Auditor: last day whose records may be read");
	add->add_option("--expires", added->expires, "Last day on which the account may sign in");
	add_password_options(*add, *added);

	CLI::App* list = user->add_subcommand("list", "List the accounts");
	list->footer("Example: bajin user list --data data");
	auto common = std::make_shared<CommonOptions>();
	add_common_options(*list, *common);
	list->callback([&chosen, common] { chosen = [common] { return run_user_list(*common); }; });

	const auto reset = std::make_shared<UserOptions>();
	CLI::App* password =
		add_command(*user, chosen, "password", "Set a new password (one line of standard input) and end all sign-ins", run_password, reset);
	password->footer("Example: bajin user password lushan --generate --data data");
	add_password_options(*password, *reset);

	const auto disabled = std::make_shared<UserOptions>();
	add_command(*user, chosen, "disable", "Let an account sign in no more", run_disable, disabled)
		->footer("Example: bajin user disable lushan --data data");
}

} // namespace bajin::tool
