-- What was written down stays as it was written.
CREATE TRIGGER security_log_no_update BEFORE UPDATE ON security_log
BEGIN
  SELECT raise(ABORT, 'the security log is not changed');
END;
--> statement-breakpoint
CREATE TRIGGER security_log_no_delete BEFORE DELETE ON security_log
BEGIN
  SELECT raise(ABORT, 'the security log is not removed');
END;
