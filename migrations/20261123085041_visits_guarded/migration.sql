-- What the forms refuse, no other program may write either: a year outside 1900 to 2100, and the own country as one that
-- was gone to or come from. Of rows that are there nothing is asked.
CREATE TRIGGER delegations_guard_at_insert BEFORE INSERT ON delegations
WHEN substr(NEW.starts_on, 1, 4) NOT BETWEEN '1900' AND '2100'
  OR substr(NEW.ends_on, 1, 4) NOT BETWEEN '1900' AND '2100'
BEGIN
  SELECT raise(ABORT, 'delegations: a year outside 1900 to 2100');
END;
--> statement-breakpoint
CREATE TRIGGER delegations_guard_at_update BEFORE UPDATE OF starts_on, ends_on ON delegations
WHEN substr(NEW.starts_on, 1, 4) NOT BETWEEN '1900' AND '2100'
  OR substr(NEW.ends_on, 1, 4) NOT BETWEEN '1900' AND '2100'
BEGIN
  SELECT raise(ABORT, 'delegations: a year outside 1900 to 2100');
END;
--> statement-breakpoint
CREATE TRIGGER delegation_countries_guard_at_insert BEFORE INSERT ON delegation_countries WHEN NEW.country = 'VN'
BEGIN
  SELECT raise(ABORT, 'delegation_countries: the own country is none abroad');
END;
--> statement-breakpoint
CREATE TRIGGER delegation_countries_guard_at_update BEFORE UPDATE OF country ON delegation_countries WHEN NEW.country = 'VN'
BEGIN
  SELECT raise(ABORT, 'delegation_countries: the own country is none abroad');
END;
