#include "server/api/http/problem.hpp"

#include "shared/json.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace bajin::api
{

namespace
{

constexpr std::array catalogue = {
	CatalogueEntry{
		"internal_error", 500, true, "服务器出错，请稍后再试；数据没有丢失。", "The server failed. Try again later; nothing was lost."},
	CatalogueEntry{
		"storage_unavailable", 503, true, "服务器暂时无法保存数据，请稍后再试。",
		"The server cannot store data at the moment. Try again later."},
	CatalogueEntry{"overloaded", 503, true, "服务器繁忙，请稍后再试。", "The server is busy. Try again later."},
	CatalogueEntry{"shutting_down", 503, true, "服务器正在重启，请稍后再试。", "The server is restarting. Try again later."},
	CatalogueEntry{"too_many_connections", 503, true, "连接数过多，请稍后再试。", "Too many connections. Try again later."},
	CatalogueEntry{
		"too_many_streams", 429, true, "同时打开的页面过多，此页面将改为定时刷新。",
		"Too many pages follow the changes at the same time. This one asks from time to time instead."},
	CatalogueEntry{
		"too_many_requests", 429, true, "请求过于频繁，请稍后再试。",
		"Too many requests. Try again after the time that Retry-After tells."},
	CatalogueEntry{
		"deadline_passed", 503, true, "处理时间过长，请缩小范围或稍后再试。", "This took too long. Ask for less, or try again later."},
	CatalogueEntry{
		"workbook_failed", 503, true, "服务器没有空间生成工作簿，请稍后再试，或通知管理员清理磁盘。",
		"The server has no room to write the workbook. Try again later, or tell the administrator that the disk is full."},
	CatalogueEntry{
		"export_failed", 503, true, "服务器没有空间生成要下载的文件，请稍后再试，或通知管理员清理磁盘。",
		"The server has no room to write the file to download. Try again later, or tell the administrator that the disk is full."},
	CatalogueEntry{"cancelled", 409, false, "下载已取消。", "The download was cancelled."},
	CatalogueEntry{
		"too_many_events", 422, false, "符合条件的记录超过 100,000 条，请缩小范围后再导出。",
		"More than 100,000 events match. Ask for less."},
	CatalogueEntry{"not_found", 404, false, "没有找到。", "Not found."},
	CatalogueEntry{"method_not_allowed", 405, false, "这个地址不支持该操作。", "This address does not support that method."},
	// Retired: loopback_only (403), until accounts came.
	CatalogueEntry{
		"unauthenticated", 401, false, "尚未登录，或登录、手机授权已失效。请重新登录；手机请向县里索取新的加入码。",
		"Not signed in, or the sign-in or device token is unknown, expired or revoked. Sign in again; for a phone, ask the county for a "
		"new enrolment code."},
	CatalogueEntry{
		"account_disabled", 401, false, "这个账号已停用或已到期，请联系管理员。",
		"This account was disabled or has expired. Ask an administrator."},
	CatalogueEntry{"wrong_password", 401, false, "用户名或密码不正确。", "The name or the password is not right."},
	CatalogueEntry{"too_many_attempts", 429, true, "尝试次数过多，请稍后再试。", "Too many attempts. Wait, then try again."},
	CatalogueEntry{
		"forbidden", 403, false, "您没有权限这样做，或不在您负责的范围内。", "You may not do this, or it lies outside your area."},
	CatalogueEntry{"csrf", 403, false, "页面已过期，请刷新后再试。", "The page has gone stale. Load it again, then try again."},
	CatalogueEntry{"cross_site", 403, false, "这个请求来自其他网站，已被拒绝。", "This request came from another site and was refused."},
	CatalogueEntry{
		"own_entry", 403, false, "代录或代更正的人不能核实同一条记录，请由其他人核实。",
		"Who entered or corrected a record may not verify it. Ask somebody else to."},
	CatalogueEntry{"name_taken", 409, false, "这个用户名已被使用，请换一个。", "This name is taken. Choose another."},
	CatalogueEntry{
		"weak_password", 422, false,
		"密码至少需要 8 个字，不能是常见的、容易猜到的密码（生日、电话号码、连续的按键等）；几个词连在一起最好。",
		"A password has at least 8 characters and is none that is guessed early (dates, telephone numbers, keys in a row): several words "
		"are best."},
	CatalogueEntry{
		"session_idle", 401, false, "登录后很久没有操作，已自动退出，请重新登录。",
		"Nobody used this sign-in for long, so it has ended. Sign in again."},
	CatalogueEntry{
		"session_over", 401, false, "登录已到最长时限，请重新登录。", "This sign-in has lasted as long as it may. Sign in again."},
	CatalogueEntry{
		"password_needed", 403, false, "这一步不能撤回，请先再输一次密码（POST /api/v1/session/confirm），再继续。",
		"This cannot be undone: type the password once more (POST /api/v1/session/confirm), then send it again."},
	CatalogueEntry{
		"password_change_required", 403, false, "这个账号的密码是别人设的，请先改成自己的密码（POST /api/v1/session/password），再继续。",
		"Somebody else chose the password of this account: change it first (POST /api/v1/session/password), then go on."},
	CatalogueEntry{
		"password_unchanged", 422, false, "新密码与现在的密码相同，请换一个。",
		"The new password is the one that is to be changed. Choose another."},
	CatalogueEntry{
		"last_admin", 409, false, "这是最后一个管理员账号，不能停用或更改角色。",
		"This is the last administrator: it cannot be disabled or given another role."},
	CatalogueEntry{"unknown_field", 422, false, "有不能识别的内容项。", "There is a field that is not known here."},
	CatalogueEntry{"invalid_record", 422, false, "记录填写有误，请按提示修改。", "The record is wrong; see the problems."},
	CatalogueEntry{"event_exists", 409, false, "这个编号的记录已经存在。", "There is an event with this id already."},
	CatalogueEntry{
		"version_stale", 412, false, "记录已被他人修改，请刷新后再更正。",
		"The record has changed meanwhile. Load it again, then correct it."},
	CatalogueEntry{
		"version_needed", 428, false, "更正时需要注明所依据的版本。", "A correction has to name the version it was made from (If-Match)."},
	CatalogueEntry{"already_resolved", 409, false, "这条已经处理过了。", "This was resolved already."},
	CatalogueEntry{"device_lost", 401, false, "这部手机已被登记为遗失。", "This device was declared lost."},
	CatalogueEntry{"bad_request", 400, false, "请求无法识别。", "The request could not be read."},
	CatalogueEntry{"invalid_field", 422, false, "有一项内容缺少或填写有误。", "A field is missing or wrong."},
	CatalogueEntry{"bad_gzip", 400, false, "压缩内容已损坏，请重新发送。", "The gzip body is damaged. Send it again."},
	CatalogueEntry{"bad_encoding", 400, false, "内容长度或编码有误。", "The length or encoding of the body is wrong."},
	CatalogueEntry{
		"unknown_transfer_coding", 501, false, "不支持这种传输编码，只支持 chunked。",
		"This Transfer-Encoding is not known, only chunked."},
	CatalogueEntry{"unsupported_encoding", 415, false, "只支持 gzip 压缩。", "Only gzip is supported as Content-Encoding."},
	CatalogueEntry{"body_too_large", 413, false, "内容过大，请分批发送。", "The body is too large. Send less at a time."},
	CatalogueEntry{"header_too_large", 431, false, "请求头过大。", "The header is too large."},
	CatalogueEntry{"timeout", 408, true, "网络太慢，请重新发送。", "The request took too long to arrive. Send it again."},
	CatalogueEntry{"invalid_json", 400, false, "内容不是有效的 JSON。", "The body is no valid JSON."},
	CatalogueEntry{"invalid_envelope", 400, false, "同步请求的结构有误。", "The envelope of the request is wrong."},
	CatalogueEntry{
		"too_many_changes", 413, false, "一次最多发送 500 条，请分批发送。", "At most 500 changes at a time. Send less at a time."},
	CatalogueEntry{
		"protocol_too_old", 426, false, "应用版本过旧，请更新后再同步。",
		"The app is too old for this server. Update it, then sync again."},
	CatalogueEntry{"invalid_parameter", 400, false, "查询参数有误。", "A parameter of the query is wrong."},
	CatalogueEntry{
		"unknown_parameter", 400, false, "网址里有本系统不认识的查询参数，请核对它的名称。",
		"The query has a parameter that is not known here. Check its name."},
	CatalogueEntry{"unknown_area", 404, false, "没有这个区划代码。", "There is no such area code."},
	CatalogueEntry{"invalid_target", 422, false, "目标数据有误。", "A target is wrong."},
	CatalogueEntry{
		"not_utf8", 422, false,
		"文件不是 UTF-8 编码（多半是 GBK）。请在 Excel 中“另存为”，类型选“CSV UTF-8（逗号分隔）”，再导入；也可以直接从 Excel 复制粘贴。",
		"The file is not in UTF-8 (GBK, most likely). Save it from Excel as \"CSV UTF-8 (comma delimited)\", or copy the cells and paste "
		"them."},
	CatalogueEntry{
		"code_in_use", 409, false, "已有记录使用这个代码，不能更改其计数方式，否则已统计的数字会变；请停用它，另行新增一个。",
		"Records have been counted with this code: how it counts stays. Retire it and add another."},
	CatalogueEntry{"code_exists", 409, false, "这个代码已经存在。", "There is such a code already."},
	CatalogueEntry{
		"venue_in_use", 409, false, "已有记录使用这个场所，不能更改其类型和地区；请停用它，另行登记一个。",
		"Records name this venue: its type and area stay. Retire it and register another."},
	CatalogueEntry{"venue_merged", 409, false, "这个场所已并入另一个场所。", "This venue was merged into another."},
	CatalogueEntry{
		"venue_exists", 409, false, "同一地区已登记了同名的场所；如已停用，请将其恢复使用。",
		"A venue of this type and name is registered in this area. If it was retired, put it back in use."},
	CatalogueEntry{"invalid_table", 422, false, "表格无法读取。", "The table cannot be read."},
	CatalogueEntry{
		"invalid_code", 422, false, "加入码不正确，请核对后再输入。", "The enrolment code is not right. Check it and type it again."},
	CatalogueEntry{
		"code_used", 409, false, "加入码已被使用，请向县里索取新的加入码。", "The enrolment code was used already. Ask for a new one."},
	CatalogueEntry{
		"code_expired", 410, false, "加入码已过期，请向县里索取新的加入码。", "The enrolment code has expired. Ask for a new one."},
	CatalogueEntry{"invalid_review", 422, false, "审核内容有误。", "The review is wrong."},
	CatalogueEntry{
		"invalid_of", 422, false, "所指的活动不存在或不计入统计，请另选。",
		"The event named by `of` does not exist or does not count. Choose another."},
	CatalogueEntry{
		"not_look_alike", 409, false, "这两条记录现在并不相似，请刷新后再看。",
		"These two do not look alike as they stand now. Load them again."},
	CatalogueEntry{
		"span_not_over", 422, false, "统计时段还没有结束，不能定稿；截止日期请选今天或更早。",
		"The span is not over yet. Choose an end of today or earlier, then seal."},
	CatalogueEntry{
		"empty_span", 422, false, "这个地区在这段时间没有记录，不能定稿。", "There are no records in this area and span to seal."},
	CatalogueEntry{
		"nothing_changed", 409, false, "与上一版完全相同，不需要再定一版。",
		"Nothing has changed since the last version: there is nothing to seal."},
	CatalogueEntry{
		"check_failed", 422, false, "强制性审核关系不符，数字自相矛盾，不能定稿；请联系管理员核对数据。",
		"A mandatory check failed: the figures contradict themselves, and nothing was sealed. Ask the administrator to look at the data."},
	CatalogueEntry{"reason_needed", 422, false, "这一步需要写明原因。", "This needs a reason."},
	CatalogueEntry{
		"estimates_present", 409, false, "报表里有全年预计数，还是草稿，不能定稿；请先撤下预计数。",
		"The report holds estimates and is a draft. Withdraw them, then seal."},
	CatalogueEntry{
		"submission_state", 409, false, "这份报表的状态刚刚变了，请刷新后再看。", "The report stands elsewhere by now. Load it again."},
	CatalogueEntry{"newer_version", 409, false, "已经有更新的一版，请上报最新的一版。", "There is a newer version. Submit that one."},
	CatalogueEntry{"not_a_county", 422, false, "这个地区的报表不用上报。", "The reports of this area are not handed upward."},
	CatalogueEntry{
		"version_returned", 409, false, "这一版已被退回，请改好后再定一版上报。",
		"This version was sent back. Seal a further one and submit that."},
	CatalogueEntry{"nobody_reports", 422, false, "这个地区没有需要上报的下级。", "No area below reports to this one."},
	CatalogueEntry{
		"due_too_soon", 422, false, "截止日期至少要留出五个工作日。", "Leave at least five working days until the report is due."},
	CatalogueEntry{
		"task_exists", 409, false, "这段时间的上报任务已经布置过，请直接使用。",
		"A report of this span was asked for already. Use that one."},
	CatalogueEntry{
		"finding_of_another", 409, false, "这条记录已有他人登记的结论，不能改动。",
		"Somebody else recorded a finding of this event. It stays."},
	CatalogueEntry{"year_over", 422, false, "这一年已经结束，不再填写预计数。", "The year is over: there is nothing left to estimate."},
	CatalogueEntry{"year_in_future", 422, false, "这一年还没有开始，不能填写预计数。", "The year has not begun yet."},
	CatalogueEntry{
		"sealed_meanwhile", 409, false, "刚刚有人定了新的一版，请刷新后再看。", "Somebody sealed a version just now. Load the list again."},
	CatalogueEntry{
		"roster_stale", 412, false, "队员名单刚刚被他人改过，请看过现在的名单再保存。",
		"Somebody has just changed the roster. Look at it as it stands now, then save."},
	CatalogueEntry{
		"review_stale", 412, false, "记录已被他人修改，请刷新后再审核。",
		"The record has changed meanwhile. Load it again, then review it."},
};

Json problems_json(const std::vector<Problem>& problems, bool english)
{
	Json list = Json::array();
	for (const Problem& entry : problems)
	{
		list.push_back({{"pointer", entry.pointer}, {"code", entry.code}, {"message", entry.message.in(english)}});
	}
	return list;
}

} // namespace

const CatalogueEntry& catalogue_entry(std::string_view code) noexcept
{
	const auto found = std::find_if(catalogue.begin(), catalogue.end(), [code](const CatalogueEntry& entry) { return entry.code == code; });
	return found == catalogue.end() ? catalogue.front() : *found;
}

Response problem(const Refusal& refusal, bool english)
{
	const CatalogueEntry& entry = catalogue_entry(refusal.error.code);
	Json json = {
		{"type", "about:blank"}, {"title", english ? entry.en : entry.zh}, {"status", entry.status},
		{"code", entry.code},    {"retryable", entry.retryable},
	};
	if (!refusal.error.detail.empty() && entry.status < 500) { json["detail"] = refusal.error.detail; }
	if (!refusal.problems.empty()) { json["problems"] = problems_json(refusal.problems, english); }
	json.update(refusal.members);
	Response response;
	response.status = entry.status;
	response.content_type = "application/problem+json";
	// What a caller sent may stand in `detail`, and need not be UTF-8.
	response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
	if (entry.status == 503 || entry.status == 429) { set_wait(response, refusal.wait.value_or(std::chrono::seconds(2))); }
	if (entry.status == 401) { response.headers.emplace_back("WWW-Authenticate", "Bearer"); }
	if (!refusal.allow.empty()) { response.headers.emplace_back("Allow", refusal.allow); }
	return response;
}

void set_wait(Response& response, std::chrono::seconds wait)
{
	std::erase_if(response.headers, [](const auto& header) { return header.first == "Retry-After"; });
	response.headers.emplace_back("Retry-After", std::to_string(std::max<std::int64_t>(wait.count(), 1)));
}

} // namespace bajin::api
