CREATE TABLE `calendar_feeds` (
	`id` integer PRIMARY KEY,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`scope` text NOT NULL,
	`hash` text NOT NULL UNIQUE,
	`created_at` text NOT NULL,
	`last_read_at` text,
	`revoked_at` text,
	CONSTRAINT `fk_calendar_feeds_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`),
	CONSTRAINT "calendar_feeds_name" CHECK(length(trim("name")) > 0 and length("name") <= 100),
	CONSTRAINT "calendar_feeds_scope" CHECK("scope" in ('own', 'all'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `calendar_feeds_account` ON `calendar_feeds` (`account_id`);