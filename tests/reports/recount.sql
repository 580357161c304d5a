-- The figures of a report, counted from the bodies of the events by SQL alone: nothing of the server's code, and none of
-- its rolled-up counts. Gives rows of name (as in a sealed report) and value.
--
-- $1 code of the area, $2 first day, $3 last day (text), $4 'received' or 'verified', $5 'area' or 'team'.
WITH RECURSIVE
below (id, child) AS (
  SELECT id, code FROM area WHERE code = $1
  UNION ALL
  SELECT area.id, CASE WHEN below.child = $1 THEN area.code ELSE below.child END FROM area JOIN below ON area.parent = below.id
),
words (list, code, entry) AS (
  SELECT lists.key, json_extract(codes.value, '$.code'), codes.value
  FROM (SELECT document FROM vocabulary ORDER BY number DESC LIMIT 1) AS newest, json_each(newest.document) AS lists, json_each(lists.value) AS codes
),
-- Events of the span, with the child of the area that they belong to.
spanned AS (
  SELECT event.id, event.state, event.adds, history.body, lower(hex(event.team)) AS team, below.child AS child,
    event.state IN (1, 5) OR ($4 = 'received' AND event.state = 0) AS whole
  FROM event JOIN history ON history.seq = event.body_seq JOIN team ON team.id = event.team
  JOIN area ON area.code = json_extract(history.body, '$.area')
  JOIN below ON below.id = CASE $5 WHEN 'area' THEN area.id ELSE team.area END
  WHERE event.state <> 6 AND json_extract(history.body, '$.occurred_on') BETWEEN $2 AND $3
),
measured AS (
  SELECT spanned.*, json_extract(body, '$.venue_type') AS venue_type, substr(json_extract(body, '$.occurred_on'), 1, 7) AS month,
    whole OR (state = 4 AND adds & 1) AS with_materials, whole OR (state = 4 AND adds & 2) AS with_lectures,
    whole OR (state = 4 AND adds & 4) AS with_consultations,
    coalesce(json_extract(body, '$.kind'), 'session') = 'session' AS is_session
  FROM spanned
),
lectures AS (
  SELECT measured.id, json_extract(lecture.value, '$.audience') AS audience, coalesce(json_extract(lecture.value, '$.attendance'), 0) AS attendance,
    EXISTS (SELECT 1 FROM words WHERE list = 'audiences' AND code = json_extract(lecture.value, '$.audience') AND json_array_length(entry, '$.counts_as') > 0) AS is_women_children
  FROM measured, json_each(measured.body, '$.lectures') AS lecture WHERE with_lectures
),
materials AS (
  SELECT measured.id, json_extract(material.value, '$.item') AS item, json_extract(material.value, '$.copies') AS copies, measured.whole AS whole,
    EXISTS (SELECT 1 FROM words WHERE list = 'items' AND code = json_extract(material.value, '$.item') AND json_extract(entry, '$.counts_as_material')) AS counts
  FROM measured, json_each(measured.body, '$.materials') AS material WHERE with_materials
),
facts (id, metric, value) AS (
  SELECT id, 'events', 1 FROM measured WHERE whole
  UNION ALL SELECT id, 'sessions', 1 FROM measured WHERE whole AND is_session
  UNION ALL SELECT id, 'eight_entry_sessions', 1 FROM measured WHERE whole AND is_session
    AND EXISTS (SELECT 1 FROM words WHERE list = 'venue_types' AND code = measured.venue_type AND json_extract(entry, '$.eight_entry'))
  UNION ALL SELECT id, 'reach', json_extract(body, '$.reach.total') FROM measured WHERE whole
  UNION ALL SELECT id, 'reach_women', coalesce(json_extract(body, '$.reach.women'), 0) FROM measured WHERE whole
  UNION ALL SELECT id, 'reach_children', coalesce(json_extract(body, '$.reach.children'), 0) FROM measured WHERE whole
  UNION ALL SELECT id, 'reach_estimated', json_extract(body, '$.reach.total') FROM measured WHERE whole AND json_extract(body, '$.reach.method') = 'estimated'
  UNION ALL SELECT id, 'consultations', coalesce(json_extract(body, '$.consultations'), 0) FROM measured WHERE with_consultations
  UNION ALL SELECT id, 'lectures', 1 FROM lectures
  UNION ALL SELECT id, 'women_children_lectures', 1 FROM lectures WHERE is_women_children
  UNION ALL SELECT id, 'attendance', attendance FROM lectures
  UNION ALL SELECT id, 'materials', copies FROM materials WHERE counts
),
-- The rows of the report that an event stands in: topics and campaigns overlap.
named AS (
  SELECT id, 'topic' AS dimension, json_extract(body, '$.topics') AS codes FROM measured
  UNION ALL SELECT id, 'campaign', json_extract(body, '$.campaigns') FROM measured
),
places (id, name) AS (
  SELECT id, 'total' FROM measured
  UNION ALL SELECT id, 'venue_type/' || venue_type FROM measured
  UNION ALL SELECT id, 'month/' || month FROM measured
  UNION ALL SELECT id, 'area/' || child FROM measured
  UNION ALL SELECT id, 'team/' || substr(team, 1, 8) || '-' || substr(team, 9, 4) || '-' || substr(team, 13, 4) || '-' || substr(team, 17, 4) || '-' || substr(team, 21) FROM measured
  UNION ALL SELECT DISTINCT named.id, dimension || '/' || code.value FROM named, json_each(coalesce(codes, '[]')) AS code
  UNION ALL SELECT id, dimension || '/' FROM named WHERE coalesce(json_array_length(codes), 0) = 0
),
figures (name, value) AS (
  SELECT places.name || '/' || metric, value FROM facts JOIN places ON places.id = facts.id
  UNION ALL SELECT 'material/' || item || '/materials', copies FROM materials
  UNION ALL SELECT 'material/' || item || '/events', 1 FROM (SELECT DISTINCT id, item FROM materials WHERE whole)
  UNION ALL SELECT 'audience/' || audience || '/lectures', 1 FROM lectures
  UNION ALL SELECT 'audience/' || audience || '/attendance', attendance FROM lectures
  UNION ALL SELECT 'state/' || CASE state WHEN 0 THEN 'submitted' WHEN 2 THEN 'returned' WHEN 3 THEN 'duplicate' WHEN 4 THEN 'joint' ELSE 'verified' END, 1 FROM measured
)
SELECT $5 || '/' || name, sum(value) FROM figures GROUP BY name HAVING sum(value) <> 0;
