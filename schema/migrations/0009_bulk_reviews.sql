-- Whether an event stands verified by a review of many at once. Its newest review says so too, but no figure can read a
-- million reviews; server/store/count_bulk_reviews adds those of before to the counts.

ALTER TABLE event ADD COLUMN bulk INTEGER NOT NULL DEFAULT 0;

-- 1 verified, 5 void_requested, which keeps how it was verified.
UPDATE event SET bulk = 1
WHERE state IN (1, 5)
  AND (SELECT review FROM history WHERE history.seq = event.seq) LIKE '%"bulk":true%'
  AND (SELECT json_extract(review, '$.bulk') FROM history WHERE history.seq = event.seq AND review <> '') = 1;
