-- A mark stays as it was written; only that its record came back may be added, and only once.
CREATE TRIGGER deletions_no_delete BEFORE DELETE ON deletions
BEGIN
  SELECT raise(ABORT, 'a deletion stays on record');
END;
--> statement-breakpoint
CREATE TRIGGER deletions_no_update BEFORE UPDATE OF id, subject_table, subject_id, code, title, match_key, reason, undoes_act_id, deleted_at, deleted_by, act_id ON deletions
BEGIN
  SELECT raise(ABORT, 'a deletion stays as it was written');
END;
--> statement-breakpoint
CREATE TRIGGER deletions_restored_once BEFORE UPDATE ON deletions
WHEN OLD.restored_at IS NOT NULL
BEGIN
  SELECT raise(ABORT, 'a deletion is restored once');
END;
