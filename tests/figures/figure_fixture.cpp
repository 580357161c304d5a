#include "tests/figures/figure_fixture.hpp"

#include "server/store/backup.hpp"
#include "server/store/device_store.hpp"
#include "server/store/event_store.hpp"
#include "server/store/review_json.hpp"
#include "server/store/team_store.hpp"
#include "shared/area_list.hpp"

#include <cstdlib>
#include <stdexcept>

namespace bajin::test
{

namespace
{

constexpr std::string_view areas = "code,name,level,parent\n"
								   "410400,平顶山市,prefecture,\n"
								   "410422,叶县,county,410400\n"
								   "410423,鲁山县,county,410400\n"
								   "410422100,昆阳镇,township,410422\n"
								   "410423100,下汤镇,township,410423\n"
								   "410423101,尧山镇,township,410423\n"
								   "410423100201,松垛沟村,village,410423100\n"
								   "410423100202,社楼村,village,410423100\n"
								   "410423101001,尧山社区,community,410423101\n";

constexpr std::string_view vocabulary = R"({
	"format": 1,
	"venue_types": [
		{"code": "agency", "zh": "机关", "en": "Agency", "eight_entry": true},
		{"code": "village", "zh": "乡村", "en": "Village", "eight_entry": true},
		{"code": "community", "zh": "社区", "en": "Community", "eight_entry": true},
		{"code": "school", "zh": "学校", "en": "School", "eight_entry": true},
		{"code": "temple", "zh": "宗教场所", "en": "Temple", "eight_entry": true, "valid_from": "2020-01-01"},
		{"code": "other", "zh": "其他", "en": "Other", "eight_entry": false}],
	"audiences": [
		{"code": "general", "zh": "群众", "en": "General", "counts_as": []},
		{"code": "women", "zh": "妇女", "en": "Women", "counts_as": ["women"]}],
	"items": [
		{"code": "leaflet", "zh": "宣传单", "en": "Leaflet", "unit": "份", "counts_as_material": true},
		{"code": "gift", "zh": "宣传品", "en": "Gift", "unit": "个", "counts_as_material": false}],
	"topics": [{"code": "marriage_law", "zh": "婚姻法", "en": "Marriage law"}],
	"campaigns": [{"code": "womens_day", "zh": "“三八”维权周", "en": "Women's day"}],
	"forms": [{"code": "talk", "zh": "讲座", "en": "Talk"}]
})";

std::filesystem::path make_directory()
{
	std::string pattern = (std::filesystem::temp_directory_path() / "bajin-figures-XXXXXX").string();
	if (mkdtemp(pattern.data()) == nullptr) { throw std::runtime_error("no temporary directory"); }
	return pattern;
}

} // namespace

FigureDatabase::FigureDatabase() : FigureDatabase(areas) {}

FigureDatabase::FigureDatabase(std::string_view area_list) : directory_(make_directory())
{
	store::InitialContent content;
	content.areas = parse_area_csv(area_list).value();
	content.vocabulary_json = vocabulary;
	content.epoch_id.fill(7);
	content.secret.fill(9);
	store::create_database(directory_ / "bajin.db", content);
	writer_ = std::make_unique<store::Writer>(directory_ / "bajin.db");
	reader_ = std::make_unique<store::Reader>(directory_ / "bajin.db");
}

FigureDatabase::~FigureDatabase()
{
	reader_.reset();
	writer_.reset();
	std::error_code ignored;
	std::filesystem::remove_all(directory_, ignored);
}

Uuid FigureDatabase::next_id()
{
	Uuid id;
	++ids_;
	for (std::size_t i = 0; i < sizeof ids_; ++i) { id.bytes[id.bytes.size() - 1 - i] = static_cast<std::uint8_t>(ids_ >> (8 * i)); }
	return id;
}

Uuid FigureDatabase::add_team(const std::string& name, std::string_view area)
{
	const store::Team team{next_id(), name, writer_->reference()->areas.find(area)->id, Timestamp{}};
	writer_->run_alone([&] { store::insert_team(writer_->database(), team); });
	return team.id;
}

void FigureDatabase::add_venue(const std::string& id, const std::string& venue_type, std::string_view area)
{
	Venue venue;
	venue.id = id;
	venue.venue_type = venue_type;
	venue.area = writer_->reference()->areas.find(area)->id;
	venue.name = id;
	writer_->run_alone(
		[&]
		{
			store::insert_venue(writer_->database(), venue);
			writer_->reload_reference();
		});
}

void FigureDatabase::add_heard_device(const Uuid& team, std::optional<Timestamp> at, std::int64_t pending)
{
	store::Device device;
	device.id = next_id();
	store::TokenHash hash{};
	hash.front() = device.id.bytes.back();
	writer_->run_alone(
		[&]
		{
			store::insert_device(writer_->database(), device, hash);
			store::set_device_team(writer_->database(), device.id, team, Timestamp{});
			if (!at) { return; }
			store::LastContact heard{device.id, *at, "", std::nullopt, {}};
			heard.pending.events = pending;
			store::update_last_contact(writer_->database(), heard);
		});
}

Uuid FigureDatabase::add_event(const Uuid& team, const Entry& entry)
{
	return writer_->run_alone([&] { return put_event(team, entry); });
}

void FigureDatabase::add_events(const Uuid& team, const std::vector<Entry>& entries)
{
	writer_->run_alone(
		[&]
		{
			for (const Entry& entry : entries) { put_event(team, entry); }
		});
}

Uuid FigureDatabase::put_event(const Uuid& team, const Entry& entry)
{
	const Uuid id = next_id();
	Json record = {
		{"id", to_string(id)}, {"kind", "session"},   {"occurred_on", entry.occurred_on}, {"venue_type", entry.venue_type},
		{"area", entry.area},  {"title", "普法宣传"}, {"reach", {{"total", 100}}},
	};
	record.update(entry.more);
	const Reference& reference = *writer_->reference();
	const Event event = read_event(record, reference.areas);
	store::HistoryRow row;
	row.seq = writer_->take_seq();
	row.event = id;
	row.version = 1;
	row.body = to_text(record);
	row.op = entry.state == ReviewState::deleted ? store::HistoryOp::remove : store::HistoryOp::put;
	protocol::Review review;
	review.state = entry.state;
	review.adds = entry.adds;
	row.review = store::write_review(review);
	store::EventHead head;
	head.id = id;
	head.seq = row.seq;
	head.body_seq = row.seq;
	head.team = team;
	head.version = 1;
	head.state = entry.state;
	head.adds = entry.adds;
	head.area = event.area;
	head.branch = reference.areas.branch_of(event.area);
	head.occurred_on = event.occurred_on;
	head.venue_type = event.venue_type;
	store::insert_history(writer_->database(), row);
	store::insert_event(writer_->database(), head);
	const AreaId team_area = store::find_team(writer_->database(), team)->area;
	writer_->count_changes().add_event({event, team, team_area, entry.state, entry.adds}, reference, 1);
	return id;
}

store::Reader& FigureDatabase::reader()
{
	reader_->end_snapshot();
	reader_->begin_snapshot();
	return *reader_;
}

figures::FigureQuery FigureDatabase::query(std::string_view from, std::string_view to, std::string_view area)
{
	return figures::parse_figure_query({"", from, to, area, "", ""}, *reader().reference(), *parse_timestamp("2015-12-31T00:00:00Z"))
		.value();
}

} // namespace bajin::test
