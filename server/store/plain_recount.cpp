#include "server/store/plain_recount.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

// States by number: 0 submitted, 1 verified, 2 returned, 3 duplicate, 4 joint, 5 void_requested, 6 deleted. Bases: 0 received,
// 1 verified. Dimensions: 0 venue_type, 1 team, 2 topic, 3 campaign, 4 material, 5 audience.
constexpr const char* select_plain_counts = R"sql(
WITH RECURSIVE
above (id, node) AS (
  SELECT id, id FROM area
  UNION ALL SELECT above.id, area.parent FROM above JOIN area ON area.id = above.node WHERE area.parent IS NOT NULL
),
word (list, code, entry) AS MATERIALIZED (
  SELECT list.key, json_extract(code.value, '$.code'), code.value
  FROM (SELECT document FROM vocabulary ORDER BY number DESC LIMIT 1) AS newest, json_each(newest.document) AS list,
    json_each(CASE list.type WHEN 'array' THEN list.value ELSE '[]' END) AS code
),
latest AS MATERIALIZED (
  SELECT event.body_seq AS seq, area.id AS held, team.area AS based, lower(hex(event.team)) AS team, state,
    12 * CAST(substr(json_extract(body, '$.occurred_on'), 1, 4) AS INTEGER)
      + CAST(substr(json_extract(body, '$.occurred_on'), 6, 2) AS INTEGER) - 1 AS month,
    json_extract(body, '$.venue_type') AS venue_type,
    state IN (0, 1, 5) AS whole_received, state IN (1, 5) AS whole_verified,
    state = 4 AND (adds & 1) <> 0 AS adds_materials, state = 4 AND (adds & 2) <> 0 AS adds_lectures,
    state = 4 AND (adds & 4) <> 0 AS adds_consultations,
    coalesce(json_extract(body, '$.kind'), 'session') = 'session' AS is_session,
    coalesce(json_extract(body, '$.reach.total'), 0) AS reach, coalesce(json_extract(body, '$.reach.women'), 0) AS women,
    coalesce(json_extract(body, '$.reach.children'), 0) AS children,
    coalesce(json_extract(body, '$.reach.method'), '') = 'estimated' AS is_estimated,
    coalesce(json_extract(body, '$.consultations'), 0) AS consultations, bulk <> 0 AND state IN (1, 5) AS in_bulk
  FROM event JOIN history ON history.seq = event.body_seq JOIN team ON team.id = event.team
    JOIN area ON area.code = json_extract(body, '$.area')
  WHERE state <> 6
),
lecture AS MATERIALIZED (
  SELECT latest.seq, json_extract(entry.value, '$.audience') AS audience,
    coalesce(json_extract(entry.value, '$.attendance'), 0) AS attendance,
    json_extract(entry.value, '$.audience') IN (
      SELECT code FROM word WHERE list = 'audiences' AND json_array_length(word.entry, '$.counts_as') > 0) AS is_special
  FROM latest JOIN history USING (seq), json_each(history.body, '$.lectures') AS entry WHERE whole_received OR adds_lectures
),
material AS MATERIALIZED (
  SELECT latest.seq, json_extract(entry.value, '$.item') AS item, sum(json_extract(entry.value, '$.copies')) AS copies,
    json_extract(entry.value, '$.item') IN (
      SELECT code FROM word WHERE list = 'items' AND json_extract(word.entry, '$.counts_as_material')) AS is_material
  FROM latest JOIN history USING (seq), json_each(history.body, '$.materials') AS entry WHERE whole_received OR adds_materials
  GROUP BY latest.seq, item
),
lectures AS (SELECT seq, count(*) AS lectures, sum(is_special) AS special, sum(attendance) AS attendance FROM lecture GROUP BY seq),
materials AS (SELECT seq, sum(copies) AS copies FROM material WHERE is_material GROUP BY seq),
basis (basis) AS (VALUES (0), (1)),
based_on AS MATERIALIZED (
  SELECT latest.*, basis, CASE basis WHEN 0 THEN whole_received ELSE whole_verified END AS whole FROM latest, basis
),
measured AS MATERIALIZED (
  SELECT based_on.seq, held, based, month, basis, whole AS events, whole * is_session AS sessions,
    whole * is_session * (venue_type IN (
      SELECT code FROM word WHERE list = 'venue_types' AND json_extract(word.entry, '$.eight_entry'))) AS eight_entry_sessions,
    (whole OR adds_lectures) * coalesce(lectures.lectures, 0) AS lectures,
    (whole OR adds_lectures) * coalesce(lectures.special, 0) AS special,
    whole * reach AS reach, whole * women AS women, whole * children AS children, whole * is_estimated * reach AS estimated,
    (whole OR adds_materials) * coalesce(materials.copies, 0) AS materials, (whole OR adds_consultations) * consultations AS consultations,
    (whole OR adds_lectures) * coalesce(lectures.attendance, 0) AS attendance,
    basis = 0 AND state IN (1, 5) AS verified, basis = 0 AND state = 0 AS submitted, basis = 0 AND state = 2 AS returned,
    basis = 0 AND state = 3 AS duplicate, basis = 0 AND state = 4 AS joint, basis = 0 AND in_bulk AS in_bulk
  FROM based_on LEFT JOIN lectures USING (seq) LEFT JOIN materials USING (seq)
),
named (seq, dimension, codes) AS (
  SELECT seq, 2, coalesce(json_extract(body, '$.topics'), '[]') FROM latest JOIN history USING (seq)
  UNION ALL SELECT seq, 3, coalesce(json_extract(body, '$.campaigns'), '[]') FROM latest JOIN history USING (seq)
),
key (seq, dimension, key) AS MATERIALIZED (
  SELECT seq, 0, venue_type FROM latest
  UNION ALL SELECT seq, 1, substr(team, 1, 8) || '-' || substr(team, 9, 4) || '-' || substr(team, 13, 4) || '-' ||
    substr(team, 17, 4) || '-' || substr(team, 21) FROM latest
  UNION ALL SELECT DISTINCT named.seq, dimension, code.value FROM named, json_each(codes) AS code
  UNION ALL SELECT seq, dimension, '' FROM named WHERE json_array_length(codes) = 0
),
leaf AS MATERIALIZED (
  SELECT held, based, month, dimension, key, basis, sum(events) AS events, sum(sessions) AS sessions,
    sum(eight_entry_sessions) AS eight_entry_sessions, sum(lectures) AS lectures, sum(special) AS special, sum(reach) AS reach,
    sum(women) AS women, sum(children) AS children, sum(estimated) AS estimated, sum(materials) AS materials,
    sum(consultations) AS consultations, sum(attendance) AS attendance,
    sum(verified * (dimension < 2)) AS verified, sum(submitted * (dimension < 2)) AS submitted, sum(returned * (dimension < 2)) AS returned,
    sum(duplicate * (dimension < 2)) AS duplicate, sum(joint * (dimension < 2)) AS joint, sum(in_bulk * (dimension < 2)) AS in_bulk
  FROM measured JOIN key USING (seq) GROUP BY held, based, month, dimension, key, basis
  UNION ALL
  SELECT held, based, month, 4, item, basis, sum(whole), 0, 0, 0, 0, 0, 0, 0, 0,
    sum((whole OR adds_materials) * copies), 0, 0, 0, 0, 0, 0, 0, 0
  FROM based_on JOIN material USING (seq) GROUP BY held, based, month, item, basis
  UNION ALL
  SELECT held, based, month, 5, audience, basis, 0, 0, 0, sum(whole OR adds_lectures), 0, 0, 0, 0, 0, 0, 0,
    sum((whole OR adds_lectures) * attendance), 0, 0, 0, 0, 0, 0
  FROM based_on JOIN lecture USING (seq) GROUP BY held, based, month, audience, basis
),
placed AS (
  SELECT 0 AS by_team, above.node, leaf.* FROM leaf JOIN above ON above.id = leaf.held
  UNION ALL SELECT 1, above.node, leaf.* FROM leaf JOIN above ON above.id = leaf.based
)
SELECT by_team, node, month, dimension, key, basis, sum(events), sum(sessions), sum(eight_entry_sessions), sum(lectures), sum(special),
  sum(reach), sum(women), sum(children), sum(estimated), sum(materials), sum(consultations), sum(attendance),
  sum(verified), sum(submitted), sum(returned), sum(duplicate), sum(joint), sum(in_bulk)
FROM placed GROUP BY by_team, node, month, dimension, key, basis LIMIT -1
)sql";

constexpr const char* select_plain_places = R"sql(
WITH RECURSIVE
above (id, node) AS (
  SELECT id, id FROM area
  UNION ALL SELECT above.id, area.parent FROM above JOIN area ON area.id = above.node WHERE area.parent IS NOT NULL
),
merged (id, into_id) AS (
  SELECT id, id FROM venue
  UNION ALL SELECT merged.id, venue.merged_into FROM merged JOIN venue ON venue.id = merged.into_id WHERE venue.merged_into <> ''
),
registered AS (
  SELECT merged.id, venue.id AS place, venue.area, venue.venue_type
  FROM merged JOIN venue ON venue.id = merged.into_id WHERE venue.merged_into = ''
),
visit_of AS (
  SELECT CAST(substr(json_extract(body, '$.occurred_on'), 1, 4) AS INTEGER) AS year, json_extract(body, '$.venue_type') AS venue_type,
    json_extract(body, '$.area') AS code, json_extract(body, '$.venue_id') AS venue, state IN (1, 5) AS is_verified
  FROM event JOIN history ON history.seq = event.body_seq WHERE state IN (0, 1, 5)
),
place (year, lies, place, venue_type, is_verified) AS (
  SELECT year, area.id, '', area.level, max(is_verified) FROM visit_of JOIN area USING (code)
  WHERE venue_type IN ('village', 'community') AND level IN ('village', 'community') GROUP BY year, area.id
  UNION ALL
  SELECT year, registered.area, registered.place, registered.venue_type, max(is_verified)
  FROM visit_of JOIN registered ON registered.id = visit_of.venue AND registered.venue_type = visit_of.venue_type
  WHERE visit_of.venue_type NOT IN ('village', 'community') GROUP BY year, registered.place
)
SELECT year, node, venue_type, count(*), sum(is_verified) FROM place JOIN above ON above.id = place.lies
GROUP BY year, node, venue_type LIMIT -1
)sql";

} // namespace

void for_each_plain_count(Database& database, const std::function<void(const PlainRow&)>& visit)
{
	Query query(database, select_plain_counts);
	PlainRow row;
	while (query.step())
	{
		row.by_team = query.integer(0) != 0;
		row.area = static_cast<AreaId>(query.integer(1));
		row.month = static_cast<std::int32_t>(query.integer(2));
		row.dimension = static_cast<Dimension>(query.integer(3));
		row.key = query.text(4);
		row.basis = query.integer(5) == 0 ? Basis::received : Basis::verified;
		int column = 6;
		for (std::int64_t& value : row.metrics.values) { value = query.integer(column++); }
		row.states = {query.integer(column),     query.integer(column + 1), query.integer(column + 2),
					  query.integer(column + 3), query.integer(column + 4), query.integer(column + 5)};
		visit(row);
	}
}

void for_each_plain_places(Database& database, const std::function<void(const PlainPlaces&)>& visit)
{
	Query query(database, select_plain_places);
	while (query.step())
	{
		visit(
			{static_cast<std::int32_t>(query.integer(0)), static_cast<AreaId>(query.integer(1)), std::string(query.text(2)),
			 query.integer(3), query.integer(4)});
	}
}

} // namespace bajin::store
