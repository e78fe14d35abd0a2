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
	`stamp` integer DEFAULT 0 NOT NULL,
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
CREATE INDEX `count_cells_of_unit` ON `count_cells` (`dimension`,`unit_id`,`period`);--> statement-breakpoint
CREATE INDEX `count_sums_in_time` ON `count_sums` (`dimension`,`unit_id`,`grain`,`period`);--> statement-breakpoint
CREATE INDEX `delegations_counted_by_day` ON `delegations` (`unit_id`,`starts_on`,`direction`,`is_counted`,`person_trip_count`,`purpose_kind`,`id`) WHERE are_people_counted;--> statement-breakpoint
CREATE INDEX `people_cells_of_month` ON `people_cells` (`direction`,`period`);--> statement-breakpoint
CREATE INDEX `people_cells_by_stamp` ON `people_cells` (`stamp`);--> statement-breakpoint
CREATE INDEX `people_cells_touched` ON `people_cells` (`stamp`) WHERE visits is null;