INSERT INTO chain_heads (chain, length, hash)
SELECT 'history', count(*), coalesce((SELECT hash FROM history_acts ORDER BY id DESC LIMIT 1), '') FROM history_acts
UNION ALL
SELECT 'security_log', count(*), coalesce((SELECT hash FROM security_log ORDER BY id DESC LIMIT 1), '') FROM security_log;
--> statement-breakpoint
CREATE TRIGGER history_acts_end AFTER INSERT ON history_acts
BEGIN
  UPDATE chain_heads SET length = length + 1, hash = NEW.hash WHERE chain = 'history';
END;
--> statement-breakpoint
CREATE TRIGGER security_log_end AFTER INSERT ON security_log
BEGIN
  UPDATE chain_heads SET length = length + 1, hash = NEW.hash WHERE chain = 'security_log';
END;
--> statement-breakpoint
CREATE TRIGGER chain_heads_go_on BEFORE UPDATE ON chain_heads WHEN NEW.length <= OLD.length OR NEW.chain <> OLD.chain
BEGIN
  SELECT raise(ABORT, 'a chain only grows');
END;
--> statement-breakpoint
CREATE TRIGGER chain_heads_no_delete BEFORE DELETE ON chain_heads
BEGIN
  SELECT raise(ABORT, 'a chain only grows');
END;
--> statement-breakpoint
-- An insert that replaces a row would change it without an update.
CREATE TRIGGER history_acts_no_replace BEFORE INSERT ON history_acts WHEN EXISTS (SELECT 1 FROM history_acts WHERE id = NEW.id)
BEGIN
  SELECT raise(ABORT, 'history is not changed');
END;
--> statement-breakpoint
CREATE TRIGGER history_changes_no_replace BEFORE INSERT ON history_changes WHEN EXISTS (SELECT 1 FROM history_changes WHERE id = NEW.id)
BEGIN
  SELECT raise(ABORT, 'history is not changed');
END;
--> statement-breakpoint
CREATE TRIGGER security_log_no_replace BEFORE INSERT ON security_log WHEN EXISTS (SELECT 1 FROM security_log WHERE id = NEW.id)
BEGIN
  SELECT raise(ABORT, 'the security log is not changed');
END;
