CREATE TABLE `accepted_contradictions` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`key` text NOT NULL UNIQUE,
	`facts` text NOT NULL,
	`unit_id` integer,
	`other_unit_id` integer,
	`reason` text NOT NULL,
	`accepted_by` text NOT NULL,
	`accepted_at` text NOT NULL,
	CONSTRAINT "accepted_contradictions_key" CHECK(length(trim("key")) > 0 and length("key") <= 400),
	CONSTRAINT "accepted_contradictions_reason" CHECK(length(trim("reason")) > 0 and length("reason") <= 500)
) STRICT;
--> statement-breakpoint
CREATE TABLE `contradiction_counts` (
	`id` integer PRIMARY KEY,
	`part_unit_id` integer NOT NULL,
	`counted_on` text NOT NULL,
	`wrong_count` integer NOT NULL,
	`missing_count` integer NOT NULL,
	CONSTRAINT "contradiction_counts_counted_on" CHECK(date("counted_on") is "counted_on")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contradiction_counts_day` ON `contradiction_counts` (`part_unit_id`,`counted_on`);