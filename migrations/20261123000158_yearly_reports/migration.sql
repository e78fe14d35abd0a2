CREATE TABLE `report_figures` (
	`id` integer PRIMARY KEY,
	`report_id` integer NOT NULL,
	`name` text NOT NULL,
	`value` integer,
	`unknown_count` integer DEFAULT 0 NOT NULL,
	CONSTRAINT `fk_report_figures_report_id_yearly_reports_id_fk` FOREIGN KEY (`report_id`) REFERENCES `yearly_reports`(`id`),
	CONSTRAINT "report_figures_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "report_figures_unknown" CHECK(unknown_count >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `yearly_reports` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`unit_id` integer NOT NULL,
	`scope` text DEFAULT 'own' NOT NULL,
	`period` text NOT NULL,
	`general` text,
	`outbound` text,
	`inbound` text,
	`bilateral` text,
	`multilateral` text,
	`conferences` text,
	`agreements` text,
	`aid` text,
	`information` text,
	`awards` text,
	`compared` text,
	`limits` text,
	`ahead` text,
	`proposals` text,
	`number` text,
	`place` text,
	`written_on` text,
	`signed_for` text,
	`signer` text,
	`recipients` text,
	`figures_noted_at` text,
	`published_at` text,
	`published_by` text,
	CONSTRAINT `fk_yearly_reports_unit_id_units_id_fk` FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`),
	CONSTRAINT "yearly_reports_scope" CHECK("scope" in ('own', 'all')),
	CONSTRAINT "yearly_reports_period" CHECK(period glob '[12][0-9][0-9][0-9]' or period glob '[12][0-9][0-9][0-9]-H[12]'),
	CONSTRAINT "yearly_reports_number" CHECK(length(trim("number")) > 0 and length("number") <= 60),
	CONSTRAINT "yearly_reports_place" CHECK(length(trim("place")) > 0 and length("place") <= 100),
	CONSTRAINT "yearly_reports_written_on" CHECK(date("written_on") is "written_on"),
	CONSTRAINT "yearly_reports_signed_for" CHECK(length(trim("signed_for")) > 0 and length("signed_for") <= 300),
	CONSTRAINT "yearly_reports_signer" CHECK(length(trim("signer")) > 0 and length("signer") <= 200),
	CONSTRAINT "yearly_reports_recipients" CHECK(length(trim("recipients")) > 0 and length("recipients") <= 1000),
	CONSTRAINT "yearly_reports_published" CHECK((published_at is null) = (published_by is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_figures_once` ON `report_figures` (`report_id`,`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `yearly_reports_once` ON `yearly_reports` (`unit_id`,`scope`,`period`);