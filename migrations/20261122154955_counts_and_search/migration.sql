-- C2, lượt người of one visit: the members who travelled once all are named (a list marked complete, or as many
-- travellers named as the stated head-count), else the stated head-count, else unknown.
CREATE TRIGGER delegations_people_at_insert AFTER INSERT ON delegations
BEGIN
  UPDATE delegations SET person_trip_count = head_count WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER delegations_people_at_update AFTER UPDATE OF head_count, is_list_complete ON delegations
BEGIN
  UPDATE delegations SET person_trip_count = (
    SELECT CASE
      WHEN count(*) > 0 AND (delegations.is_list_complete OR sum(has_travelled) >= delegations.head_count)
        THEN sum(has_travelled)
      ELSE delegations.head_count
    END
    FROM participants WHERE delegation_id = delegations.id AND side = 'delegation'
  ) WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER participants_people_at_insert AFTER INSERT ON participants
BEGIN
  UPDATE delegations SET person_trip_count = (
    SELECT CASE
      WHEN count(*) > 0 AND (delegations.is_list_complete OR sum(has_travelled) >= delegations.head_count)
        THEN sum(has_travelled)
      ELSE delegations.head_count
    END
    FROM participants WHERE delegation_id = delegations.id AND side = 'delegation'
  ) WHERE id IN (NEW.delegation_id);
END;
--> statement-breakpoint
CREATE TRIGGER participants_people_at_delete AFTER DELETE ON participants
BEGIN
  UPDATE delegations SET person_trip_count = (
    SELECT CASE
      WHEN count(*) > 0 AND (delegations.is_list_complete OR sum(has_travelled) >= delegations.head_count)
        THEN sum(has_travelled)
      ELSE delegations.head_count
    END
    FROM participants WHERE delegation_id = delegations.id AND side = 'delegation'
  ) WHERE id IN (OLD.delegation_id);
END;
--> statement-breakpoint
CREATE TRIGGER participants_people_at_update AFTER UPDATE ON participants
BEGIN
  UPDATE delegations SET person_trip_count = (
    SELECT CASE
      WHEN count(*) > 0 AND (delegations.is_list_complete OR sum(has_travelled) >= delegations.head_count)
        THEN sum(has_travelled)
      ELSE delegations.head_count
    END
    FROM participants WHERE delegation_id = delegations.id AND side = 'delegation'
  ) WHERE id IN (OLD.delegation_id, NEW.delegation_id);
END;
--> statement-breakpoint
CREATE TRIGGER delegation_partners_count_at_insert AFTER INSERT ON delegation_partners
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'partner', NEW.partner_id, unit_id, direction, substr(starts_on, 1, 7),
    is_counted, coalesce(person_trip_count, 0), (person_trip_count IS NULL)
  FROM delegations
  WHERE id = NEW.delegation_id AND are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
  UPDATE delegations SET partner_count = partner_count + 1 WHERE id = NEW.delegation_id;
END;
--> statement-breakpoint
CREATE TRIGGER delegation_partners_count_at_delete AFTER DELETE ON delegation_partners
BEGIN
  INSERT INTO count_cells (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
  SELECT 'partner', OLD.partner_id, unit_id, direction, substr(starts_on, 1, 7),
    -is_counted, -coalesce(person_trip_count, 0), -(person_trip_count IS NULL)
  FROM delegations
  WHERE id = OLD.delegation_id AND are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
  UPDATE delegations SET partner_count = partner_count - 1 WHERE id = OLD.delegation_id;
END;
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
END;
--> statement-breakpoint
-- A link is made or removed, never turned into another one: the counts rely on it.
CREATE TRIGGER delegation_partners_stay BEFORE UPDATE OF delegation_id, partner_id ON delegation_partners
BEGIN
  SELECT raise(ABORT, 'delegation_partners: remove the link and add another');
END;
--> statement-breakpoint
-- A link is made or removed, never turned into another one: the counts rely on it.
CREATE TRIGGER delegation_countries_stay BEFORE UPDATE OF delegation_id, country ON delegation_countries
BEGIN
  SELECT raise(ABORT, 'delegation_countries: remove the link and add another');
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
    UNION ALL SELECT 'country', country FROM delegation_countries WHERE delegation_id = OLD.id)
  WHERE OLD.are_people_counted
  ON CONFLICT (dimension, key, unit_id, direction, period) DO UPDATE SET
    delegation_count = delegation_count + excluded.delegation_count,
    person_trip_count = person_trip_count + excluded.person_trip_count,
    unknown_people_count = unknown_people_count + excluded.unknown_people_count;
END;
--> statement-breakpoint
CREATE VIRTUAL TABLE search_index USING fts5 (
  folded, written, content = 'search_entries', content_rowid = 'id', prefix = '2 3 4 5 6',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
--> statement-breakpoint
CREATE TRIGGER search_entries_index_at_insert AFTER INSERT ON search_entries
BEGIN
  INSERT INTO search_index (rowid, folded, written) VALUES (NEW.id, NEW.folded, NEW.written);
END;
--> statement-breakpoint
CREATE TRIGGER search_entries_index_at_delete AFTER DELETE ON search_entries
BEGIN
  INSERT INTO search_index (search_index, rowid, folded, written) VALUES ('delete', OLD.id, OLD.folded, OLD.written);
END;
--> statement-breakpoint
CREATE TRIGGER search_entries_index_at_update AFTER UPDATE ON search_entries
BEGIN
  INSERT INTO search_index (search_index, rowid, folded, written) VALUES ('delete', OLD.id, OLD.folded, OLD.written);
  INSERT INTO search_index (rowid, folded, written) VALUES (NEW.id, NEW.folded, NEW.written);
END;
--> statement-breakpoint
-- Days are calendar days. The trip report is due 15 days after return and the reception report 7 days after the
-- guests leave, where an office has not set otherwise.
INSERT INTO settings (key, value, basis) VALUES
  ('report_days_outbound', '15', 'Mặc định của sổ; có nơi quy định 10 ngày. Ghi văn bản của cơ quan khi đặt lại.'),
  ('report_days_inbound', '7', 'Mặc định của sổ; có nơi quy định 3 ngày. Ghi văn bản của cơ quan khi đặt lại.');
