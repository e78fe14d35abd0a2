-- A unit is never above itself, neither by a form nor by taking an act back.
CREATE TRIGGER units_stay_a_tree BEFORE UPDATE OF parent_id ON units WHEN NEW.parent_id IS NOT NULL
BEGIN
  SELECT raise(ABORT, 'a unit cannot be above itself') WHERE NEW.id IN (
    WITH RECURSIVE above (id) AS (
      SELECT NEW.parent_id
      UNION
      SELECT units.parent_id FROM units JOIN above ON units.id = above.id WHERE units.parent_id IS NOT NULL
    )
    SELECT id FROM above
  );
END;
