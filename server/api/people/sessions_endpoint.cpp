#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/api/people/session_cookie.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/people/audit.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

// When it was last used, by what is noted and what stands in the database.
Timestamp last_use(const people::Sessions& sessions, const store::SignIn& sign_in)
{
	return std::max(sign_in.used_at, sessions.uses.find(sign_in.token).value_or(sign_in.used_at));
}

Json session_json(const store::SignIn& sign_in, Timestamp used_at, const people::Principal& principal)
{
	return {
		{"id", to_string(sign_in.id)},
		{"begun_at", to_string(sign_in.created_at)},
		{"used_at", to_string(used_at)},
		{"expires_at", to_string(sign_in.expires_at)},
		{"address", sign_in.address},
		{"user_agent", sign_in.user_agent},
		{"this", sign_in.id == principal.session.id},
	};
}

void tell_ended(store::Writer& writer, const people::Principal& principal, const char* action)
{
	writer.note_access_changed(principal.account.id);
	people::audit(writer.database(), people::actor_of(principal), people::AuditEntry{action}, now());
}

} // namespace

Reply handle_sessions(Context& context, Request& /*request*/)
{
	return read_work(
		[&context, at = context.clock.now()](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			struct Shown
			{
				store::SignIn sign_in;
				Timestamp used_at;
			};
			std::vector<Shown> shown;
			for (store::SignIn& sign_in : store::list_sign_ins(reader.database(), principal.account.id))
			{
				const Timestamp used_at = last_use(context.sessions, sign_in);
				const bool is_over = at >= sign_in.expires_at || at >= used_at + context.sessions.limits.idle;
				if (!is_over) { shown.push_back({std::move(sign_in), used_at}); }
			}
			std::ranges::stable_sort(shown, std::ranges::greater(), &Shown::used_at);
			Json list = Json::array();
			for (const Shown& entry : shown) { list.push_back(session_json(entry.sign_in, entry.used_at, principal)); }
			return json_answer(Json{{"sessions", std::move(list)}});
		});
}

Reply handle_end_session(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return write_work(
		[id = *id, is_secure = request.is_secure](store::Writer& writer, const people::Principal& principal) -> Reply
		{
			if (!store::remove_sign_in_by_id(writer.database(), principal.account.id, id)) { return refuse("not_found"); }
			const bool is_own = id == principal.session.id;
			tell_ended(writer, principal, is_own ? "sign_out" : "end_session");
			Response response;
			response.status = 204;
			if (is_own) { response.headers.emplace_back("Set-Cookie", session_cookie_text("", std::chrono::seconds(0), is_secure)); }
			return response;
		});
}

Reply handle_end_other_sessions(Context& /*context*/, Request& /*request*/)
{
	return write_work(
		[](store::Writer& writer, const people::Principal& principal) -> Reply
		{
			store::remove_sign_ins(writer.database(), principal.account.id, principal.token);
			tell_ended(writer, principal, "end_other_sessions");
			return no_content();
		});
}

} // namespace bajin::api
