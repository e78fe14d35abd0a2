-- Whenever a sum of a partner is changed it is stamped, higher than any before.
DROP TRIGGER count_cells_sum_at_insert;
--> statement-breakpoint
DROP TRIGGER count_cells_sum_at_update;
--> statement-breakpoint
CREATE TRIGGER count_cells_sum_at_insert AFTER INSERT ON count_cells
BEGIN
  INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, stamp)
  SELECT NEW.dimension, unit_id, grain, NEW.key, NEW.direction, period, NEW.delegation_count, NEW.person_trip_count, NEW.unknown_people_count,
    iif(NEW.dimension = 'partner', coalesce((SELECT stamp FROM count_sums WHERE dimension <> 'changes' AND stamp > 0 ORDER BY stamp DESC LIMIT 1), 0) + 1, 0)
  FROM (SELECT NEW.unit_id AS unit_id, 'year' AS grain, substr(NEW.period, 1, 4) AS period
    UNION ALL SELECT NEW.unit_id, 'ever', ''
    UNION ALL SELECT 0, 'month', NEW.period
    UNION ALL SELECT 0, 'year', substr(NEW.period, 1, 4)
    UNION ALL SELECT 0, 'ever', '')
  WHERE true
  ON CONFLICT (dimension, unit_id, grain, key, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count,
    stamp = excluded.stamp;
  INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, stamp)
  SELECT 'changes', unit_id, 'month', '', NEW.direction, NEW.period, 0, 0, 0, 1 FROM (SELECT 0 AS unit_id UNION ALL SELECT NEW.unit_id)
  WHERE true
  ON CONFLICT (dimension, unit_id, grain, key, direction, period) DO UPDATE SET stamp = stamp + 1;
  UPDATE count_sums SET
    first_on = (SELECT min(substr(cell.period || '-12', 1, 7)) FROM count_cells cell
      WHERE cell.dimension = NEW.dimension AND cell.key = NEW.key AND cell.unit_id = NEW.unit_id AND cell.direction = NEW.direction
        AND cell.period >= count_sums.period AND cell.period < count_sums.period || '~' AND cell.delegation_count > 0),
    last_on = (SELECT max(cell.period) FROM count_cells cell
      WHERE cell.dimension = NEW.dimension AND cell.key = NEW.key AND cell.unit_id = NEW.unit_id AND cell.direction = NEW.direction
        AND cell.period >= count_sums.period AND cell.period < count_sums.period || '~' AND cell.delegation_count > 0)
  WHERE NEW.delegation_count > 0 AND dimension = NEW.dimension AND unit_id = NEW.unit_id AND grain = 'year' AND key = NEW.key
    AND direction = NEW.direction AND period = substr(NEW.period, 1, 4);
  UPDATE count_sums SET
    first_on = (SELECT min(substr(month.period || '-12', 1, 7)) FROM count_sums month
      WHERE month.dimension = NEW.dimension AND month.unit_id = 0 AND month.grain = 'month' AND month.key = NEW.key AND month.direction = NEW.direction
        AND month.period >= count_sums.period AND month.period < count_sums.period || '~' AND month.delegation_count > 0),
    last_on = (SELECT max(month.period) FROM count_sums month
      WHERE month.dimension = NEW.dimension AND month.unit_id = 0 AND month.grain = 'month' AND month.key = NEW.key AND month.direction = NEW.direction
        AND month.period >= count_sums.period AND month.period < count_sums.period || '~' AND month.delegation_count > 0)
  WHERE NEW.delegation_count > 0 AND dimension = NEW.dimension AND unit_id = 0 AND grain = 'year' AND key = NEW.key
    AND direction = NEW.direction AND period = substr(NEW.period, 1, 4);
  UPDATE count_sums SET
    first_on = (SELECT min(year.first_on) FROM count_sums year
      WHERE year.dimension = NEW.dimension AND year.unit_id = count_sums.unit_id AND year.grain = 'year' AND year.key = NEW.key AND year.direction = NEW.direction),
    last_on = (SELECT max(year.last_on) FROM count_sums year
      WHERE year.dimension = NEW.dimension AND year.unit_id = count_sums.unit_id AND year.grain = 'year' AND year.key = NEW.key AND year.direction = NEW.direction)
  WHERE NEW.delegation_count > 0 AND dimension = NEW.dimension AND unit_id IN (0, NEW.unit_id) AND grain = 'ever' AND key = NEW.key
    AND direction = NEW.direction;
END;
--> statement-breakpoint
CREATE TRIGGER count_cells_sum_at_update AFTER UPDATE OF delegation_count, person_trip_count, unknown_people_count ON count_cells
BEGIN
  INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, stamp)
  SELECT NEW.dimension, unit_id, grain, NEW.key, NEW.direction, period, NEW.delegation_count - OLD.delegation_count, NEW.person_trip_count - OLD.person_trip_count, NEW.unknown_people_count - OLD.unknown_people_count,
    iif(NEW.dimension = 'partner', coalesce((SELECT stamp FROM count_sums WHERE dimension <> 'changes' AND stamp > 0 ORDER BY stamp DESC LIMIT 1), 0) + 1, 0)
  FROM (SELECT NEW.unit_id AS unit_id, 'year' AS grain, substr(NEW.period, 1, 4) AS period
    UNION ALL SELECT NEW.unit_id, 'ever', ''
    UNION ALL SELECT 0, 'month', NEW.period
    UNION ALL SELECT 0, 'year', substr(NEW.period, 1, 4)
    UNION ALL SELECT 0, 'ever', '')
  WHERE true
  ON CONFLICT (dimension, unit_id, grain, key, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count,
    stamp = excluded.stamp;
  INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, stamp)
  SELECT 'changes', unit_id, 'month', '', NEW.direction, NEW.period, 0, 0, 0, 1 FROM (SELECT 0 AS unit_id UNION ALL SELECT NEW.unit_id)
  WHERE true
  ON CONFLICT (dimension, unit_id, grain, key, direction, period) DO UPDATE SET stamp = stamp + 1;
  UPDATE count_sums SET
    first_on = (SELECT min(substr(cell.period || '-12', 1, 7)) FROM count_cells cell
      WHERE cell.dimension = NEW.dimension AND cell.key = NEW.key AND cell.unit_id = NEW.unit_id AND cell.direction = NEW.direction
        AND cell.period >= count_sums.period AND cell.period < count_sums.period || '~' AND cell.delegation_count > 0),
    last_on = (SELECT max(cell.period) FROM count_cells cell
      WHERE cell.dimension = NEW.dimension AND cell.key = NEW.key AND cell.unit_id = NEW.unit_id AND cell.direction = NEW.direction
        AND cell.period >= count_sums.period AND cell.period < count_sums.period || '~' AND cell.delegation_count > 0)
  WHERE (NEW.delegation_count > 0) <> (OLD.delegation_count > 0) AND dimension = NEW.dimension AND unit_id = NEW.unit_id AND grain = 'year' AND key = NEW.key
    AND direction = NEW.direction AND period = substr(NEW.period, 1, 4);
  UPDATE count_sums SET
    first_on = (SELECT min(substr(month.period || '-12', 1, 7)) FROM count_sums month
      WHERE month.dimension = NEW.dimension AND month.unit_id = 0 AND month.grain = 'month' AND month.key = NEW.key AND month.direction = NEW.direction
        AND month.period >= count_sums.period AND month.period < count_sums.period || '~' AND month.delegation_count > 0),
    last_on = (SELECT max(month.period) FROM count_sums month
      WHERE month.dimension = NEW.dimension AND month.unit_id = 0 AND month.grain = 'month' AND month.key = NEW.key AND month.direction = NEW.direction
        AND month.period >= count_sums.period AND month.period < count_sums.period || '~' AND month.delegation_count > 0)
  WHERE (NEW.delegation_count > 0) <> (OLD.delegation_count > 0) AND dimension = NEW.dimension AND unit_id = 0 AND grain = 'year' AND key = NEW.key
    AND direction = NEW.direction AND period = substr(NEW.period, 1, 4);
  UPDATE count_sums SET
    first_on = (SELECT min(year.first_on) FROM count_sums year
      WHERE year.dimension = NEW.dimension AND year.unit_id = count_sums.unit_id AND year.grain = 'year' AND year.key = NEW.key AND year.direction = NEW.direction),
    last_on = (SELECT max(year.last_on) FROM count_sums year
      WHERE year.dimension = NEW.dimension AND year.unit_id = count_sums.unit_id AND year.grain = 'year' AND year.key = NEW.key AND year.direction = NEW.direction)
  WHERE (NEW.delegation_count > 0) <> (OLD.delegation_count > 0) AND dimension = NEW.dimension AND unit_id IN (0, NEW.unit_id) AND grain = 'ever' AND key = NEW.key
    AND direction = NEW.direction;
END;
