CREATE TABLE `reminders` (
	`id` integer PRIMARY KEY,
	`step` text NOT NULL,
	`account_id` integer NOT NULL,
	`mail_id` integer NOT NULL,
	CONSTRAINT `fk_reminders_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`),
	CONSTRAINT `fk_reminders_mail_id_mails_id_fk` FOREIGN KEY (`mail_id`) REFERENCES `mails`(`id`),
	CONSTRAINT "reminders_step" CHECK(length(trim("step")) > 0 and length("step") <= 200)
) STRICT;
--> statement-breakpoint
ALTER TABLE `accounts` ADD `wants_reminders` integer DEFAULT true NOT NULL CHECK (wants_reminders in (0, 1));--> statement-breakpoint
ALTER TABLE `mails` ADD `sending_since` text;--> statement-breakpoint
CREATE UNIQUE INDEX `reminders_once` ON `reminders` (`step`,`account_id`);--> statement-breakpoint
CREATE INDEX `reminders_account` ON `reminders` (`account_id`);--> statement-breakpoint
CREATE INDEX `reminders_mail` ON `reminders` (`mail_id`);