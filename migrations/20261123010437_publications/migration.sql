CREATE TABLE `publications` (
	`id` integer PRIMARY KEY,
	`report_id` integer NOT NULL,
	`edition` integer NOT NULL,
	`number` text NOT NULL,
	`written_on` text NOT NULL,
	`signer` text NOT NULL,
	`as_of` text NOT NULL,
	`published_at` text NOT NULL,
	`published_by` text NOT NULL,
	`act_id` integer NOT NULL,
	`withdrawn_at` text,
	`withdrawn_by` text,
	`withdrawn_reason` text,
	CONSTRAINT `fk_publications_report_id_yearly_reports_id_fk` FOREIGN KEY (`report_id`) REFERENCES `yearly_reports`(`id`),
	CONSTRAINT "publications_edition" CHECK(edition > 0),
	CONSTRAINT "publications_number" CHECK(length(trim("number")) > 0 and length("number") <= 60),
	CONSTRAINT "publications_written_on" CHECK(date("written_on") is "written_on"),
	CONSTRAINT "publications_signer" CHECK(length(trim("signer")) > 0 and length("signer") <= 200),
	CONSTRAINT "publications_as_of" CHECK(date("as_of") is "as_of"),
	CONSTRAINT "publications_withdrawn_reason" CHECK(length(trim("withdrawn_reason")) > 0 and length("withdrawn_reason") <= 500),
	CONSTRAINT "publications_withdrawn" CHECK((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_reason is null))
) STRICT;
--> statement-breakpoint
CREATE TABLE `published_figures` (
	`id` integer PRIMARY KEY,
	`publication_id` integer NOT NULL,
	`name` text NOT NULL,
	`label` text NOT NULL,
	`value` integer,
	`unknown_count` integer NOT NULL,
	`words` text NOT NULL,
	`href` text,
	`visit_ids` text,
	CONSTRAINT `fk_published_figures_publication_id_publications_id_fk` FOREIGN KEY (`publication_id`) REFERENCES `publications`(`id`),
	CONSTRAINT "published_figures_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "published_figures_unknown" CHECK(unknown_count >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `published_papers` (
	`id` integer PRIMARY KEY,
	`publication_id` integer NOT NULL UNIQUE,
	`sections` text NOT NULL,
	`annexes` text NOT NULL,
	`paper` text NOT NULL,
	CONSTRAINT `fk_published_papers_publication_id_publications_id_fk` FOREIGN KEY (`publication_id`) REFERENCES `publications`(`id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `published_visits` (
	`id` integer PRIMARY KEY,
	`publication_id` integer NOT NULL,
	`visit_id` integer NOT NULL,
	`code` text NOT NULL,
	`title` text NOT NULL,
	`direction` text NOT NULL,
	`countries` text NOT NULL,
	`place` text,
	`starts_on` text NOT NULL,
	`ends_on` text,
	`person_trip_count` integer,
	`is_counted` integer NOT NULL,
	CONSTRAINT `fk_published_visits_publication_id_publications_id_fk` FOREIGN KEY (`publication_id`) REFERENCES `publications`(`id`),
	CONSTRAINT "published_visits_direction" CHECK("direction" in ('outbound', 'inbound'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `publications_once` ON `publications` (`report_id`,`edition`);
--> statement-breakpoint
CREATE UNIQUE INDEX `publications_standing` ON `publications` (`report_id`) WHERE withdrawn_at is null;
--> statement-breakpoint
CREATE UNIQUE INDEX `published_figures_once` ON `published_figures` (`publication_id`,`name`);
--> statement-breakpoint
CREATE UNIQUE INDEX `published_visits_once` ON `published_visits` (`publication_id`,`visit_id`);
