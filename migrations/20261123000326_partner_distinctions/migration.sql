CREATE TABLE `partner_distinctions` (
	`id` integer PRIMARY KEY,
	`one_id` integer NOT NULL,
	`other_id` integer NOT NULL,
	`told_by` text NOT NULL,
	`told_at` text NOT NULL,
	CONSTRAINT "partner_distinctions_order" CHECK(one_id < other_id)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `partner_distinctions_once` ON `partner_distinctions` (`one_id`,`other_id`);