#include "server/api/http/answer.hpp"
#include "server/api/http/metrics.hpp"
#include "server/api/service/endpoints.hpp"
#include "shared/json.hpp"

namespace bajin::api
{

// Says only that the server lives: nothing that waits for a lane, or for the disk.
Reply handle_health(Context& context, Request& /*request*/)
{
	return json_answer(Json{{"status", "ok"}, {"version", BAJIN_VERSION}, {"seq", context.newest_seq.load()}});
}

Reply handle_metrics(Context& context, Request& /*request*/)
{
	Response response;
	response.content_type = "text/plain; version=0.0.4; charset=utf-8";
	if (context.metrics != nullptr)
	{
		context.metrics->condition_is(context.condition.report(), context.clock.doubt());
		response.body = context.metrics->render();
	}
	return response;
}

} // namespace bajin::api
