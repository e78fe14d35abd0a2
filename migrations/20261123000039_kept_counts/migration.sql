CREATE TABLE `count_sums` (
	`dimension` text NOT NULL,
	`unit_id` integer NOT NULL,
	`grain` text NOT NULL,
	`key` text NOT NULL,
	`direction` text NOT NULL,
	`period` text NOT NULL,
	`delegation_count` integer NOT NULL,
	`person_trip_count` integer NOT NULL,
	`unknown_people_count` integer NOT NULL,
	`first_on` text,
	`last_on` text,
	CONSTRAINT `count_sums_pk` PRIMARY KEY(`dimension`, `unit_id`, `grain`, `key`, `direction`, `period`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `people_cells` (
	`unit_id` integer NOT NULL,
	`direction` text NOT NULL,
	`period` text NOT NULL,
	`visits` text,
	`stamp` integer NOT NULL,
	CONSTRAINT `people_cells_pk` PRIMARY KEY(`unit_id`, `direction`, `period`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `people_cells_by_stamp` ON `people_cells` (`stamp`);--> statement-breakpoint
CREATE INDEX `people_cells_touched` ON `people_cells` (`stamp`) WHERE visits is null;