CREATE TABLE `report_drafts` (
	`id` integer PRIMARY KEY,
	`report_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`typed` text NOT NULL,
	`saved_at` text NOT NULL,
	CONSTRAINT `fk_report_drafts_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`),
	CONSTRAINT "report_drafts_typed" CHECK(json_valid(typed))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_drafts_once` ON `report_drafts` (`report_id`,`account_id`);