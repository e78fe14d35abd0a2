-- What a cell of count_cells changes by, each of its sums changes by: of its unit in its year and ever, of every unit
-- together (unit 0) in its month, its year and ever. The rows of 'changes' count how often
-- anything of a month was counted anew. The first and the last month of a sum are looked for where a month gains its
-- first delegation or loses its last.
CREATE TRIGGER count_cells_sum_at_insert AFTER INSERT ON count_cells
BEGIN
  INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT NEW.dimension, unit_id, grain, NEW.key, NEW.direction, period, NEW.delegation_count, NEW.person_trip_count, NEW.unknown_people_count
  FROM (SELECT NEW.unit_id AS unit_id, 'year' AS grain, substr(NEW.period, 1, 4) AS period
    UNION ALL SELECT NEW.unit_id, 'ever', ''
    UNION ALL SELECT 0, 'month', NEW.period
    UNION ALL SELECT 0, 'year', substr(NEW.period, 1, 4)
    UNION ALL SELECT 0, 'ever', '')
  WHERE true
  ON CONFLICT (dimension, unit_id, grain, key, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
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
  INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT NEW.dimension, unit_id, grain, NEW.key, NEW.direction, period, NEW.delegation_count - OLD.delegation_count, NEW.person_trip_count - OLD.person_trip_count, NEW.unknown_people_count - OLD.unknown_people_count
  FROM (SELECT NEW.unit_id AS unit_id, 'year' AS grain, substr(NEW.period, 1, 4) AS period
    UNION ALL SELECT NEW.unit_id, 'ever', ''
    UNION ALL SELECT 0, 'month', NEW.period
    UNION ALL SELECT 0, 'year', substr(NEW.period, 1, 4)
    UNION ALL SELECT 0, 'ever', '')
  WHERE true
  ON CONFLICT (dimension, unit_id, grain, key, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
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
--> statement-breakpoint
-- The sums rely on it.
CREATE TRIGGER count_cells_stay BEFORE UPDATE OF dimension, key, unit_id, direction, period ON count_cells
BEGIN
  SELECT raise(ABORT, 'count_cells: a cell stays where it is');
END;
--> statement-breakpoint
-- A cell of people whose visits a write touches is emptied; the write fills it again before it is kept.
CREATE TRIGGER delegations_touch_people AFTER UPDATE OF status, counts_as, starts_on, unit_id, direction, purpose_kind, head_count, is_list_complete ON delegations
WHEN OLD.are_people_counted OR NEW.are_people_counted
BEGIN
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT OLD.unit_id, OLD.direction, substr(OLD.starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  WHERE OLD.are_people_counted AND EXISTS (SELECT 1 FROM participants WHERE delegation_id = OLD.id)
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT NEW.unit_id, NEW.direction, substr(NEW.starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  WHERE NEW.are_people_counted AND EXISTS (SELECT 1 FROM participants WHERE delegation_id = NEW.id)
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER participants_touch_people_at_insert AFTER INSERT ON participants
BEGIN
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT unit_id, direction, substr(starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  FROM delegations WHERE id IN (NEW.delegation_id) AND are_people_counted
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER participants_touch_people_at_delete AFTER DELETE ON participants
BEGIN
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT unit_id, direction, substr(starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  FROM delegations WHERE id IN (OLD.delegation_id) AND are_people_counted
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER participants_touch_people_at_update AFTER UPDATE OF delegation_id, person_id, side, has_travelled ON participants
BEGIN
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT unit_id, direction, substr(starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  FROM delegations WHERE id IN (OLD.delegation_id, NEW.delegation_id) AND are_people_counted
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER delegation_countries_touch_people_at_insert AFTER INSERT ON delegation_countries
BEGIN
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT unit_id, direction, substr(starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  FROM delegations WHERE id IN (NEW.delegation_id) AND are_people_counted AND EXISTS (SELECT 1 FROM participants WHERE delegation_id = delegations.id)
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER delegation_countries_touch_people_at_delete AFTER DELETE ON delegation_countries
BEGIN
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT unit_id, direction, substr(starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  FROM delegations WHERE id IN (OLD.delegation_id) AND are_people_counted AND EXISTS (SELECT 1 FROM participants WHERE delegation_id = delegations.id)
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER delegation_partners_touch_people_at_insert AFTER INSERT ON delegation_partners
BEGIN
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT unit_id, direction, substr(starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  FROM delegations WHERE id IN (NEW.delegation_id) AND are_people_counted AND EXISTS (SELECT 1 FROM participants WHERE delegation_id = delegations.id)
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER delegation_partners_touch_people_at_delete AFTER DELETE ON delegation_partners
BEGIN
  INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
  SELECT unit_id, direction, substr(starts_on, 1, 7), NULL, (SELECT coalesce(max(stamp), 0) + 1 FROM people_cells)
  FROM delegations WHERE id IN (OLD.delegation_id) AND are_people_counted AND EXISTS (SELECT 1 FROM participants WHERE delegation_id = delegations.id)
  ON CONFLICT (unit_id, direction, period) DO UPDATE SET visits = NULL, stamp = excluded.stamp;
END;
--> statement-breakpoint
-- Visits that count as no delegation, by why: the dimension 'left_out', whose cells are no figures of totals.
CREATE TRIGGER delegations_leave_out_at_insert AFTER INSERT ON delegations
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'left_out', why, NEW.unit_id, NEW.direction, substr(NEW.starts_on, 1, 7), 1, 0, 0
  FROM (SELECT CASE WHEN NEW.status IN ('postponed', 'cancelled') THEN NEW.status WHEN NEW.counts_as = 'nothing' THEN 'excluded'
      WHEN NEW.status NOT IN ('underway', 'returned', 'reported') THEN 'ahead' WHEN NEW.counts_as = 'people_only' THEN 'peopleOnly' END AS why)
  WHERE why IS NOT NULL
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET delegation_count = delegation_count + excluded.delegation_count;
END;
--> statement-breakpoint
CREATE TRIGGER delegations_leave_out_at_update AFTER UPDATE OF status, counts_as, starts_on, unit_id, direction ON delegations
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'left_out', why, OLD.unit_id, OLD.direction, substr(OLD.starts_on, 1, 7), -1, 0, 0
  FROM (SELECT CASE WHEN OLD.status IN ('postponed', 'cancelled') THEN OLD.status WHEN OLD.counts_as = 'nothing' THEN 'excluded'
      WHEN OLD.status NOT IN ('underway', 'returned', 'reported') THEN 'ahead' WHEN OLD.counts_as = 'people_only' THEN 'peopleOnly' END AS why)
  WHERE why IS NOT NULL
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET delegation_count = delegation_count + excluded.delegation_count;
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'left_out', why, NEW.unit_id, NEW.direction, substr(NEW.starts_on, 1, 7), 1, 0, 0
  FROM (SELECT CASE WHEN NEW.status IN ('postponed', 'cancelled') THEN NEW.status WHEN NEW.counts_as = 'nothing' THEN 'excluded'
      WHEN NEW.status NOT IN ('underway', 'returned', 'reported') THEN 'ahead' WHEN NEW.counts_as = 'people_only' THEN 'peopleOnly' END AS why)
  WHERE why IS NOT NULL
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET delegation_count = delegation_count + excluded.delegation_count;
END;
--> statement-breakpoint
CREATE TRIGGER delegations_leave_out_at_delete AFTER DELETE ON delegations
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'left_out', why, OLD.unit_id, OLD.direction, substr(OLD.starts_on, 1, 7), -1, 0, 0
  FROM (SELECT CASE WHEN OLD.status IN ('postponed', 'cancelled') THEN OLD.status WHEN OLD.counts_as = 'nothing' THEN 'excluded'
      WHEN OLD.status NOT IN ('underway', 'returned', 'reported') THEN 'ahead' WHEN OLD.counts_as = 'people_only' THEN 'peopleOnly' END AS why)
  WHERE why IS NOT NULL
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET delegation_count = delegation_count + excluded.delegation_count;
END;
--> statement-breakpoint
-- What there is already.
INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, first_on, last_on)
SELECT dimension, unit_id, 'year', key, direction, substr(period, 1, 4),
  sum(delegation_count), sum(person_trip_count), sum(unknown_people_count),
  min(iif(delegation_count > 0, substr(period || '-12', 1, 7), NULL)), max(iif(delegation_count > 0, period, NULL))
FROM count_cells GROUP BY dimension, key, unit_id, direction, substr(period, 1, 4);
--> statement-breakpoint
INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, first_on, last_on)
SELECT dimension, unit_id, 'ever', key, direction, '',
  sum(delegation_count), sum(person_trip_count), sum(unknown_people_count),
  min(iif(delegation_count > 0, substr(period || '-12', 1, 7), NULL)), max(iif(delegation_count > 0, period, NULL))
FROM count_cells GROUP BY dimension, key, unit_id, direction;
--> statement-breakpoint
INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, first_on, last_on)
SELECT dimension, 0, 'month', key, direction, period,
  sum(delegation_count), sum(person_trip_count), sum(unknown_people_count),
  NULL, NULL
FROM count_cells GROUP BY dimension, key, direction, period;
--> statement-breakpoint
INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, first_on, last_on)
SELECT dimension, 0, 'year', key, direction, substr(period, 1, 4),
  sum(delegation_count), sum(person_trip_count), sum(unknown_people_count),
  min(iif(delegation_count > 0, substr(period || '-12', 1, 7), NULL)), max(iif(delegation_count > 0, period, NULL))
FROM count_cells GROUP BY dimension, key, direction, substr(period, 1, 4);
--> statement-breakpoint
INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, first_on, last_on)
SELECT dimension, 0, 'ever', key, direction, '',
  sum(delegation_count), sum(person_trip_count), sum(unknown_people_count),
  min(iif(delegation_count > 0, substr(period || '-12', 1, 7), NULL)), max(iif(delegation_count > 0, period, NULL))
FROM count_cells GROUP BY dimension, key, direction;
--> statement-breakpoint
INSERT INTO count_sums (dimension, unit_id, grain, key, direction, period, delegation_count, person_trip_count, unknown_people_count, stamp)
SELECT 'changes', unit_id, 'month', '', direction, period, 0, 0, 0, 1 FROM count_cells WHERE dimension = 'all'
UNION ALL SELECT DISTINCT 'changes', 0, 'month', '', direction, period, 0, 0, 0, 1 FROM count_cells WHERE dimension = 'all';
--> statement-breakpoint
INSERT INTO people_cells (unit_id, direction, period, visits, stamp)
SELECT unit_id, direction, substr(starts_on, 1, 7), NULL, 1 FROM delegations
WHERE are_people_counted AND EXISTS (SELECT 1 FROM participants WHERE delegation_id = delegations.id)
GROUP BY unit_id, direction, substr(starts_on, 1, 7);
--> statement-breakpoint
UPDATE people_cells SET visits = (
  SELECT json_group_array(json_array(
    CAST(substr(visit.starts_on, 9) AS INTEGER), coalesce(visit.purpose_kind, ''),
    json((SELECT json_group_array(country ORDER BY country) FROM delegation_countries WHERE delegation_id = visit.id)),
    json((SELECT json_group_array(partner_id ORDER BY partner_id) FROM delegation_partners WHERE delegation_id = visit.id)),
    json((SELECT json_group_array(person_id ORDER BY person_id) FROM participants
      WHERE delegation_id = visit.id AND side = 'delegation' AND has_travelled))
  ) ORDER BY visit.id)
  FROM delegations visit
  WHERE visit.unit_id = people_cells.unit_id AND visit.direction = people_cells.direction
    AND visit.starts_on >= people_cells.period
    AND visit.starts_on < people_cells.period || iif(length(people_cells.period) = 4, '!', '/')
    AND visit.are_people_counted
    AND (SELECT count(*) > 0 AND (visit.is_list_complete OR visit.head_count <= count(*)) FROM participants
      WHERE delegation_id = visit.id AND side = 'delegation' AND has_travelled)
) WHERE visits IS NULL;
--> statement-breakpoint
INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
SELECT 'left_out', why, unit_id, direction, period, count(*), 0, 0
FROM (SELECT unit_id, direction, substr(starts_on, 1, 7) AS period, CASE WHEN status IN ('postponed', 'cancelled') THEN status WHEN counts_as = 'nothing' THEN 'excluded'
      WHEN status NOT IN ('underway', 'returned', 'reported') THEN 'ahead' WHEN counts_as = 'people_only' THEN 'peopleOnly' END AS why FROM delegations)
WHERE why IS NOT NULL GROUP BY why, unit_id, direction, period;
