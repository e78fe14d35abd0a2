-- What was recorded stays as it was recorded.
CREATE TRIGGER history_acts_no_update BEFORE UPDATE ON history_acts
BEGIN
  SELECT raise(ABORT, 'history is not changed');
END;
--> statement-breakpoint
CREATE TRIGGER history_acts_no_delete BEFORE DELETE ON history_acts
BEGIN
  SELECT raise(ABORT, 'history is not removed');
END;
--> statement-breakpoint
CREATE TRIGGER history_changes_no_update BEFORE UPDATE ON history_changes
BEGIN
  SELECT raise(ABORT, 'history is not changed');
END;
--> statement-breakpoint
CREATE TRIGGER history_changes_no_delete BEFORE DELETE ON history_changes
BEGIN
  SELECT raise(ABORT, 'history is not removed');
END;
