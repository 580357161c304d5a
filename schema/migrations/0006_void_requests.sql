-- Requests to void are few, and the console tells how many wait each time it is opened.

CREATE INDEX event_void_requested ON event (area, occurred_on) WHERE state = 5;
