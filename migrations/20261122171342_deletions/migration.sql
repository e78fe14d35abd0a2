CREATE TABLE `deletions` (
	`id` integer PRIMARY KEY,
	`subject_table` text NOT NULL,
	`subject_id` integer NOT NULL,
	`code` text,
	`title` text NOT NULL,
	`match_key` text NOT NULL,
	`reason` text,
	`undoes_act_id` integer,
	`deleted_at` text NOT NULL,
	`deleted_by` text NOT NULL,
	`act_id` integer NOT NULL,
	`restored_at` text,
	`restored_by` text,
	`restored_act_id` integer,
	CONSTRAINT "deletions_subject_table" CHECK("subject_table" in ('delegations', 'partners', 'people')),
	CONSTRAINT "deletions_title" CHECK(length(trim("title")) > 0 and length("title") <= 300),
	CONSTRAINT "deletions_code_text" CHECK(length(trim("code")) > 0 and length("code") <= 60),
	CONSTRAINT "deletions_reason" CHECK(length(trim("reason")) > 0 and length("reason") <= 500),
	CONSTRAINT "deletions_has_reason" CHECK(reason is not null or undoes_act_id is not null),
	CONSTRAINT "deletions_restored" CHECK((restored_at is null) = (restored_by is null) and (restored_at is null) = (restored_act_id is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `deletions_standing` ON `deletions` (`subject_table`,`subject_id`) WHERE restored_at is null;--> statement-breakpoint
CREATE INDEX `deletions_code` ON `deletions` (`code`);--> statement-breakpoint
CREATE INDEX `deletions_act` ON `deletions` (`act_id`);--> statement-breakpoint
CREATE INDEX `status_changes_reverts` ON `status_changes` (`reverts_id`);