-- The demo's one declared difference: its clock. Each transaction of the story says when it happens; capture and the
-- shop read that instead of the system's clock. A write outside the story finds no such setting and gets the real time.
-- Both functions are single expressions, declared as volatile as they are, so that PostgreSQL writes them into the
-- statement that calls them.
CREATE SCHEMA story AUTHORIZATION shop_owner;

-- The moment the transaction is at, like now().
CREATE FUNCTION story.moment() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(nullif(current_setting('story.now', true), '')::timestamptz, clock_timestamp())
$$;

-- Like clock_timestamp(): every call answers a moment 210 to 800 microseconds after the one before. The setting is read
-- first and moved on second; least() gives what was read. random() is seeded when the story begins.
CREATE FUNCTION story.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(
    least(
      nullif(current_setting('story.now', true), '')::timestamptz,
      nullif(set_config('story.now',
        (nullif(current_setting('story.now', true), '')::timestamptz
          + interval '210 microseconds' + random() * interval '590 microseconds')::text, true), '')::timestamptz),
    clock_timestamp())
$$;

GRANT USAGE ON SCHEMA story TO PUBLIC;
