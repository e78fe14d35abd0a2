-- Visits without a country have cells of their own, under no country, as those without a partner have: what there is of
-- them need not be looked for among all visits.
DROP TRIGGER delegation_countries_count_at_insert;
--> statement-breakpoint
DROP TRIGGER delegation_countries_count_at_delete;
--> statement-breakpoint
DROP TRIGGER delegations_count_at_insert;
--> statement-breakpoint
DROP TRIGGER delegations_count_at_update;
--> statement-breakpoint
DROP TRIGGER delegations_count_at_delete;
--> statement-breakpoint
CREATE TRIGGER delegation_countries_count_at_insert AFTER INSERT ON delegation_countries
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'country', NEW.country, unit_id, direction, substr(starts_on, 1, 7),
    is_counted, coalesce(person_trip_count, 0), (person_trip_count IS NULL)
  FROM delegations
  WHERE id = NEW.delegation_id AND are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'country', '', unit_id, direction, substr(starts_on, 1, 7),
    -is_counted, -coalesce(person_trip_count, 0), -(person_trip_count IS NULL)
  FROM delegations
  WHERE id = NEW.delegation_id AND are_people_counted
    AND NOT EXISTS (SELECT 1 FROM delegation_countries WHERE delegation_id = NEW.delegation_id AND id <> NEW.id)
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
END;
--> statement-breakpoint
CREATE TRIGGER delegation_countries_count_at_delete AFTER DELETE ON delegation_countries
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'country', OLD.country, unit_id, direction, substr(starts_on, 1, 7),
    -is_counted, -coalesce(person_trip_count, 0), -(person_trip_count IS NULL)
  FROM delegations
  WHERE id = OLD.delegation_id AND are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'country', '', unit_id, direction, substr(starts_on, 1, 7),
    is_counted, coalesce(person_trip_count, 0), (person_trip_count IS NULL)
  FROM delegations
  WHERE id = OLD.delegation_id AND are_people_counted
    AND NOT EXISTS (SELECT 1 FROM delegation_countries WHERE delegation_id = OLD.delegation_id)
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
END;
--> statement-breakpoint
CREATE TRIGGER delegations_count_at_insert AFTER INSERT ON delegations
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT dimension, key, NEW.unit_id, NEW.direction, substr(NEW.starts_on, 1, 7),
    NEW.is_counted, coalesce(NEW.person_trip_count, 0), (NEW.person_trip_count IS NULL)
  FROM (SELECT 'all' AS dimension, '' AS key
    UNION ALL SELECT 'purpose', coalesce(NEW.purpose_kind, '')
    UNION ALL SELECT 'partner', '' WHERE NEW.partner_count = 0
    UNION ALL SELECT 'partner', partner_id FROM delegation_partners WHERE delegation_id = NEW.id
    UNION ALL SELECT 'country', '' WHERE NOT EXISTS (SELECT 1 FROM delegation_countries WHERE delegation_id = NEW.id)
    UNION ALL SELECT 'country', country FROM delegation_countries WHERE delegation_id = NEW.id)
  WHERE NEW.are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
END;
--> statement-breakpoint
CREATE TRIGGER delegations_count_at_update
AFTER UPDATE OF status, counts_as, starts_on, unit_id, direction, purpose_kind, person_trip_count, partner_count ON delegations
WHEN OLD.are_people_counted OR NEW.are_people_counted
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT dimension, key, OLD.unit_id, OLD.direction, substr(OLD.starts_on, 1, 7),
    -OLD.is_counted, -coalesce(OLD.person_trip_count, 0), -(OLD.person_trip_count IS NULL)
  FROM (SELECT 'all' AS dimension, '' AS key
    UNION ALL SELECT 'purpose', coalesce(OLD.purpose_kind, '')
    UNION ALL SELECT 'partner', '' WHERE OLD.partner_count = 0
    UNION ALL SELECT 'partner', partner_id FROM delegation_partners WHERE delegation_id = OLD.id
    UNION ALL SELECT 'country', '' WHERE NOT EXISTS (SELECT 1 FROM delegation_countries WHERE delegation_id = OLD.id)
    UNION ALL SELECT 'country', country FROM delegation_countries WHERE delegation_id = OLD.id)
  WHERE OLD.are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT dimension, key, NEW.unit_id, NEW.direction, substr(NEW.starts_on, 1, 7),
    NEW.is_counted, coalesce(NEW.person_trip_count, 0), (NEW.person_trip_count IS NULL)
  FROM (SELECT 'all' AS dimension, '' AS key
    UNION ALL SELECT 'purpose', coalesce(NEW.purpose_kind, '')
    UNION ALL SELECT 'partner', '' WHERE NEW.partner_count = 0
    UNION ALL SELECT 'partner', partner_id FROM delegation_partners WHERE delegation_id = NEW.id
    UNION ALL SELECT 'country', '' WHERE NOT EXISTS (SELECT 1 FROM delegation_countries WHERE delegation_id = NEW.id)
    UNION ALL SELECT 'country', country FROM delegation_countries WHERE delegation_id = NEW.id)
  WHERE NEW.are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
END;
--> statement-breakpoint
CREATE TRIGGER delegations_count_at_delete AFTER DELETE ON delegations
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT dimension, key, OLD.unit_id, OLD.direction, substr(OLD.starts_on, 1, 7),
    -OLD.is_counted, -coalesce(OLD.person_trip_count, 0), -(OLD.person_trip_count IS NULL)
  FROM (SELECT 'all' AS dimension, '' AS key
    UNION ALL SELECT 'purpose', coalesce(OLD.purpose_kind, '')
    UNION ALL SELECT 'partner', '' WHERE OLD.partner_count = 0
    UNION ALL SELECT 'partner', partner_id FROM delegation_partners WHERE delegation_id = OLD.id
    UNION ALL SELECT 'country', '' WHERE NOT EXISTS (SELECT 1 FROM delegation_countries WHERE delegation_id = OLD.id)
    UNION ALL SELECT 'country', country FROM delegation_countries WHERE delegation_id = OLD.id)
  WHERE OLD.are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
END;
--> statement-breakpoint
-- What there is already.
INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
SELECT 'country', '', unit_id, direction, substr(starts_on, 1, 7),
  sum(is_counted), sum(coalesce(person_trip_count, 0)), sum(person_trip_count IS NULL)
FROM delegations
WHERE are_people_counted AND NOT EXISTS (SELECT 1 FROM delegation_countries WHERE delegation_id = delegations.id)
GROUP BY unit_id, direction, substr(starts_on, 1, 7);
