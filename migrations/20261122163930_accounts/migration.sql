CREATE TABLE `accounts` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`email` text NOT NULL UNIQUE,
	`name` text NOT NULL UNIQUE,
	`role` text NOT NULL,
	`unit_id` integer NOT NULL,
	`may_read_identity` integer DEFAULT false NOT NULL,
	`is_disabled` integer DEFAULT false NOT NULL,
	CONSTRAINT `fk_accounts_unit_id_units_id_fk` FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`),
	CONSTRAINT "accounts_email" CHECK(length(trim("email")) > 0 and length("email") <= 200),
	CONSTRAINT "accounts_name" CHECK(length(trim("name")) > 0 and length("name") <= 120),
	CONSTRAINT "accounts_role" CHECK("role" in ('viewer', 'clerk', 'approver', 'administrator')),
	CONSTRAINT "accounts_may_read_identity" CHECK("may_read_identity" in (0, 1)),
	CONSTRAINT "accounts_is_disabled" CHECK("is_disabled" in (0, 1))
) STRICT;
--> statement-breakpoint
CREATE TABLE `api_tokens` (
	`id` integer PRIMARY KEY,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL UNIQUE,
	`may_write` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`last_used_at` text,
	`revoked_at` text,
	CONSTRAINT `fk_api_tokens_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `credentials` (
	`id` integer PRIMARY KEY,
	`account_id` integer NOT NULL UNIQUE,
	`password_hash` text,
	`password_set_at` text,
	`totp_sealed` text,
	`second_factor_since` text,
	`last_totp_step` integer,
	CONSTRAINT `fk_credentials_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `known_devices` (
	`id` integer PRIMARY KEY,
	`account_id` integer NOT NULL,
	`hash` text NOT NULL UNIQUE,
	`created_at` text NOT NULL,
	CONSTRAINT `fk_known_devices_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `one_time_links` (
	`id` integer PRIMARY KEY,
	`kind` text NOT NULL,
	`account_id` integer,
	`hash` text NOT NULL UNIQUE,
	`expires_at` text NOT NULL,
	CONSTRAINT `fk_one_time_links_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`id` integer PRIMARY KEY,
	`account_id` integer NOT NULL,
	`hash` text NOT NULL,
	`used_at` text,
	CONSTRAINT `fk_recovery_codes_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `security_log` (
	`id` integer PRIMARY KEY,
	`at` text NOT NULL,
	`event` text NOT NULL,
	`account_id` integer,
	`who` text NOT NULL,
	`address` text,
	`about` text,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` integer PRIMARY KEY,
	`account_id` integer NOT NULL,
	`hash` text NOT NULL UNIQUE,
	`is_half` integer DEFAULT false NOT NULL,
	`wrong_codes` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`last_seen_at` text NOT NULL,
	`address` text,
	`browser` text,
	CONSTRAINT `fk_sessions_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sign_in_failures` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL UNIQUE,
	`failures` integer NOT NULL,
	`last_at` text NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `history_acts` ADD `account_id` integer;--> statement-breakpoint
CREATE INDEX `accounts_unit` ON `accounts` (`unit_id`);--> statement-breakpoint
CREATE INDEX `api_tokens_account` ON `api_tokens` (`account_id`);--> statement-breakpoint
CREATE INDEX `known_devices_account` ON `known_devices` (`account_id`);--> statement-breakpoint
CREATE INDEX `one_time_links_account` ON `one_time_links` (`account_id`);--> statement-breakpoint
CREATE INDEX `recovery_codes_account` ON `recovery_codes` (`account_id`);--> statement-breakpoint
CREATE INDEX `security_log_account` ON `security_log` (`account_id`);--> statement-breakpoint
CREATE INDEX `security_log_event` ON `security_log` (`event`);--> statement-breakpoint
CREATE INDEX `sessions_account` ON `sessions` (`account_id`);