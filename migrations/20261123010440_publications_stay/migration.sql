-- What was published stays as it was published; only that an edition was withdrawn may be added, and only once.
CREATE TRIGGER publications_no_delete BEFORE DELETE ON publications
BEGIN
  SELECT raise(ABORT, 'a publication stays on record');
END;
--> statement-breakpoint
CREATE TRIGGER publications_no_update BEFORE UPDATE OF id, report_id, edition, number, written_on, signer, as_of, published_at, published_by, act_id ON publications
BEGIN
  SELECT raise(ABORT, 'a publication stays as it was signed');
END;
--> statement-breakpoint
CREATE TRIGGER publications_withdrawn_once BEFORE UPDATE ON publications
WHEN OLD.withdrawn_at IS NOT NULL
BEGIN
  SELECT raise(ABORT, 'a publication is withdrawn once');
END;
--> statement-breakpoint
CREATE TRIGGER published_papers_no_update BEFORE UPDATE ON published_papers
BEGIN
  SELECT raise(ABORT, 'a publication stays as it was signed');
END;
--> statement-breakpoint
CREATE TRIGGER published_papers_no_delete BEFORE DELETE ON published_papers
BEGIN
  SELECT raise(ABORT, 'a publication stays on record');
END;
--> statement-breakpoint
-- The paper is written last: from there on nothing is added to what was published with it.
CREATE TRIGGER published_figures_no_insert BEFORE INSERT ON published_figures
WHEN EXISTS (SELECT 1 FROM published_papers p WHERE p.publication_id = NEW.publication_id)
BEGIN
  SELECT raise(ABORT, 'a publication stays as it was signed');
END;
--> statement-breakpoint
CREATE TRIGGER published_figures_no_update BEFORE UPDATE ON published_figures
BEGIN
  SELECT raise(ABORT, 'a publication stays as it was signed');
END;
--> statement-breakpoint
CREATE TRIGGER published_figures_no_delete BEFORE DELETE ON published_figures
BEGIN
  SELECT raise(ABORT, 'a publication stays on record');
END;
--> statement-breakpoint
CREATE TRIGGER published_visits_no_insert BEFORE INSERT ON published_visits
WHEN EXISTS (SELECT 1 FROM published_papers p WHERE p.publication_id = NEW.publication_id)
BEGIN
  SELECT raise(ABORT, 'a publication stays as it was signed');
END;
--> statement-breakpoint
CREATE TRIGGER published_visits_no_update BEFORE UPDATE ON published_visits
BEGIN
  SELECT raise(ABORT, 'a publication stays as it was signed');
END;
--> statement-breakpoint
CREATE TRIGGER published_visits_no_delete BEFORE DELETE ON published_visits
BEGIN
  SELECT raise(ABORT, 'a publication stays on record');
END;
--> statement-breakpoint
-- A report is published as long as an edition of it stands, also where an act is taken back.
CREATE TRIGGER yearly_reports_published BEFORE UPDATE OF published_at, published_by ON yearly_reports
WHEN NEW.published_at IS NOT (SELECT p.published_at FROM publications p
  WHERE p.report_id = NEW.id AND p.withdrawn_at IS NULL)
BEGIN
  SELECT raise(ABORT, 'a report is published while an edition of it stands');
END;
