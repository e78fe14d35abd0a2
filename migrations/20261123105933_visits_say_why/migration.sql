-- What the forms refuse, no other program may write either: a visit that is postponed or cancelled and does not say why,
-- and a title with a NUL in it. Of rows that are there nothing is asked until these words of theirs change.
CREATE TRIGGER delegations_say_why_at_insert BEFORE INSERT ON delegations
WHEN NEW.status IN ('postponed', 'cancelled') AND trim(coalesce(NEW.status_reason, '')) = ''
BEGIN
  SELECT raise(ABORT, 'delegations: postponed or cancelled without a reason');
END;
--> statement-breakpoint
CREATE TRIGGER delegations_say_why_at_update BEFORE UPDATE OF status, status_reason ON delegations
WHEN NEW.status IN ('postponed', 'cancelled') AND trim(coalesce(NEW.status_reason, '')) = ''
  AND (NEW.status IS NOT OLD.status OR NEW.status_reason IS NOT OLD.status_reason)
BEGIN
  SELECT raise(ABORT, 'delegations: postponed or cancelled without a reason');
END;
--> statement-breakpoint
CREATE TRIGGER delegations_title_guard_at_insert BEFORE INSERT ON delegations WHEN instr(NEW.title, char(0)) > 0
BEGIN
  SELECT raise(ABORT, 'delegations: a NUL in the title');
END;
--> statement-breakpoint
CREATE TRIGGER delegations_title_guard_at_update BEFORE UPDATE OF title ON delegations
WHEN instr(NEW.title, char(0)) > 0 AND NEW.title IS NOT OLD.title
BEGIN
  SELECT raise(ABORT, 'delegations: a NUL in the title');
END;
