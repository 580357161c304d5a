#include "server/api/http/authorize.hpp"

#include "server/api/http/audited.hpp"
#include "server/api/http/problem.hpp"
#include "server/people/accounts.hpp"
#include "server/people/token.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <sodium.h>

namespace bajin::api
{

namespace
{

bool is_safe(Method method) noexcept
{
	return method == Method::get || method == Method::head;
}

bool is_same_text(std::string_view left, std::string_view right) noexcept
{
	return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

// "https://bajin.example:8443/x" -> "bajin.example:8443"; empty: no such thing.
std::string_view host_of(std::string_view url) noexcept
{
	const auto scheme = url.find("://");
	if (scheme == std::string_view::npos) { return {}; }
	url.remove_prefix(scheme + 3);
	return url.substr(0, url.find('/'));
}

// Programs send no Origin.
bool is_own_origin(const Request& request, std::string_view public_url)
{
	if (request.origin.empty()) { return true; }
	const std::string_view host = host_of(request.origin);
	return !host.empty() && (boost::algorithm::iequals(host, request.host) || boost::algorithm::iequals(host, host_of(public_url)));
}

// The value of that cookie; empty when there is none.
std::string_view find_cookie(std::string_view header, std::string_view name) noexcept
{
	while (!header.empty())
	{
		std::string_view pair = header.substr(0, header.find(';'));
		header.remove_prefix(std::min(header.size(), pair.size() + 1));
		pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
		if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) { return pair.substr(name.size() + 1); }
	}
	return {};
}

std::optional<Refusal> find_refusal(const people::Principal& principal, const Requirement& requirement)
{
	switch (people::decide(principal, requirement.action))
	{
	case people::Verdict::allowed:
		break;
	case people::Verdict::unauthenticated:
		return refuse("unauthenticated");
	case people::Verdict::forbidden:
		return refuse("forbidden");
	}
	if (people::must_change_password(principal, requirement.action)) { return refuse("password_change_required"); }
	if (requirement.wants_proof && !principal.session.is_proven) { return refuse("password_needed"); }
	return std::nullopt;
}

// Nothing of work, which has not ended.
std::optional<int> status_of(const Reply& reply)
{
	if (const auto* response = std::get_if<Response>(&reply)) { return response->status; }
	const auto* refusal = std::get_if<Refusal>(&reply);
	return refusal == nullptr ? std::nullopt : std::optional(catalogue_entry(refusal->error.code).status);
}

// Everything an auditor looks at stands in the audit trail. (A reply that is work already tells of itself there.)
Reply tell_of_look(Reply reply, const people::Principal& principal, const Requirement& requirement)
{
	const auto status = status_of(reply);
	const bool is_auditor = principal.kind == people::Principal::Kind::account && principal.account.role == store::Role::auditor;
	if (!status || !is_auditor || requirement.looked_at.empty()) { return reply; }
	people::AuditEntry audit_entry{"look"};
	audit_entry.area = principal.account.area;
	// Percent-decoded, so it need not be UTF-8; what is stored must be.
	const std::string path = Json(requirement.looked_at).dump(-1, ' ', false, Json::error_handler_t::replace);
	audit_entry.details = {{"path", Json::parse(path)}, {"status", *status}};
	return after_audit(std::move(reply), people::actor_of(principal), std::move(audit_entry));
}

// Finds out who asks and performs in that name. `perform` is called with the caller.
template <class Store, class Perform>
Reply run_for(Store& store, const std::optional<Requirement>& requirement, Perform perform)
{
	if (!requirement) { return perform(people::Principal()); }
	const auto principal = people::find_principal(store, requirement->credentials);
	if (!principal) { return principal.error(); }
	if (auto refused = find_refusal(*principal, *requirement)) { return std::move(*refused); }
	return perform(*principal);
}

} // namespace

Reply WriteWork::run(store::Writer& writer)
{
	return run_for(writer, requirement_, [&](const people::Principal& principal) { return perform(writer, principal); });
}

Reply ReadWork::run(store::Reader& reader)
{
	const auto perform_for = [&](const people::Principal& principal)
	{
		Reply reply = perform(reader, principal);
		return requirement_ ? tell_of_look(std::move(reply), principal, *requirement_) : std::move(reply);
	};
	return run_for(reader, requirement_, perform_for);
}

bool is_local_caller(const Request& request) noexcept
{
	return request.peer_is_loopback && !request.has_forwarding_headers;
}

std::string_view session_token(const Request& request) noexcept
{
	return find_cookie(request.cookie, session_cookie(request.is_secure));
}

people::Credentials read_credentials(const Request& request, Timestamp at)
{
	people::Credentials credentials;
	credentials.at = at;
	credentials.is_local = is_local_caller(request);
	credentials.address = request.peer_address;
	credentials.idle = request.idle;
	using Kind = people::Credentials::Kind;
	if (!request.authorization.empty())
	{
		const std::string_view token = people::bearer_token(request.authorization);
		credentials.kind = people::is_sign_in_token(token) ? Kind::account : Kind::device;
		credentials.token = people::hash_token(token);
		return credentials;
	}
	const std::string_view token = session_token(request);
	if (!token.empty())
	{
		credentials.kind = Kind::account;
		credentials.token = people::hash_token(token);
		credentials.is_cookie = true;
	}
	return credentials;
}

std::optional<Refusal> refuse_forgery(const Request& request, people::Action action, std::string_view public_url)
{
	const std::string_view token = session_token(request);
	const bool is_sign_in = action == people::Action::sign_in;
	const bool uses_cookie = !token.empty() && people::decide(people::Principal(), action) != people::Verdict::allowed;
	if (is_safe(request.method) || !request.authorization.empty() || (!is_sign_in && !uses_cookie)) { return std::nullopt; }
	const bool is_of_another_site = request.fetch_site == "cross-site" || request.fetch_site == "same-site" ||
									(request.fetch_site.empty() && !is_own_origin(request, public_url));
	if (is_of_another_site) { return refuse("cross_site"); }
	if (uses_cookie && !is_same_text(people::csrf_of(token), request.csrf_token)) { return refuse("csrf"); }
	return std::nullopt;
}

std::unique_ptr<ReadWork> identify(people::Credentials credentials, std::optional<Uuid>& holder)
{
	return read_work(
		[credentials = std::move(credentials), &holder](store::Reader& reader) -> Reply
		{
			const auto principal = people::find_principal(reader, credentials);
			if (!principal) { return principal.error(); }
			holder = principal->id();
			return Response();
		});
}

Reply require(Reply reply, Requirement wanted)
{
	if (auto* write = std::get_if<std::unique_ptr<WriteWork>>(&reply))
	{
		(*write)->bind(std::move(wanted));
		return reply;
	}
	if (std::holds_alternative<Response>(reply) || std::holds_alternative<Refusal>(reply))
	{
		reply = read_work([ready = std::move(reply)](store::Reader& /*reader*/) mutable -> Reply { return std::move(ready); });
	}
	if (auto* read = std::get_if<std::unique_ptr<ReadWork>>(&reply)) { (*read)->bind(std::move(wanted)); }
	return reply;
}

} // namespace bajin::api
