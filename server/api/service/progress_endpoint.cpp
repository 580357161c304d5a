#include "server/api/http/answer.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/api/service/endpoints.hpp"
#include "shared/json.hpp"

namespace bajin::api
{

namespace
{

using Ask = std::optional<files::ProgressBoard::Snapshot> (files::ProgressBoard::*)(
	const files::ProgressBoard::Key& key, files::ProgressBoard::Clock::time_point now);

Reply answer_progress(Context& context, const Request& request, Ask ask)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return read_work(
		[&board = context.progress, id = *id, ask](store::Reader& /*reader*/, const people::Principal& principal) -> Reply
		{
			const auto snapshot = (board.*ask)({principal.id(), id}, files::ProgressBoard::Clock::now());
			if (!snapshot) { return refuse("not_found"); }
			Json json = {{"state", name_of(snapshot->state)}, {"done", snapshot->done}};
			json["total"] = snapshot->total ? Json(*snapshot->total) : Json(nullptr);
			return json_answer(json);
		});
}

} // namespace

Reply handle_progress(Context& context, Request& request)
{
	return answer_progress(context, request, &files::ProgressBoard::find);
}

Reply handle_cancel_progress(Context& context, Request& request)
{
	return answer_progress(context, request, &files::ProgressBoard::cancel);
}

} // namespace bajin::api
