CREATE TABLE `history_acts` (
	`id` integer PRIMARY KEY,
	`at` text NOT NULL,
	`who` text NOT NULL,
	`origin` text,
	`undoes_act_id` integer,
	`hash` text NOT NULL,
	CONSTRAINT "history_acts_hash" CHECK(length(hash) = 64)
) STRICT;
--> statement-breakpoint
CREATE TABLE `history_changes` (
	`id` integer PRIMARY KEY,
	`act_id` integer NOT NULL,
	`subject_table` text NOT NULL,
	`subject_id` integer NOT NULL,
	`table_name` text NOT NULL,
	`row_id` integer NOT NULL,
	`action` text NOT NULL,
	`before` text,
	`after` text,
	CONSTRAINT `fk_history_changes_act_id_history_acts_id_fk` FOREIGN KEY (`act_id`) REFERENCES `history_acts`(`id`),
	CONSTRAINT "history_changes_action" CHECK(action in ('insert', 'update', 'remove'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `history_acts_undoes` ON `history_acts` (`undoes_act_id`);--> statement-breakpoint
CREATE INDEX `history_changes_act` ON `history_changes` (`act_id`);--> statement-breakpoint
CREATE INDEX `history_changes_subject` ON `history_changes` (`subject_table`,`subject_id`,`act_id`);--> statement-breakpoint
CREATE INDEX `history_changes_row` ON `history_changes` (`table_name`,`row_id`,`id`);