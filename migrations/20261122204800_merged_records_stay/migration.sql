-- Into what a record was merged is part of its mark, which stays as it was written.
CREATE TRIGGER deletions_merge_stays BEFORE UPDATE OF merged_into_id ON deletions
BEGIN
  SELECT raise(ABORT, 'a deletion stays as it was written');
END;
