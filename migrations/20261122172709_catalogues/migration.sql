CREATE TABLE `authorities` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL UNIQUE,
	`name_en` text,
	`since_on` text,
	`until_on` text,
	`note` text,
	`sort_key` text NOT NULL,
	CONSTRAINT "authorities_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "authorities_name_en" CHECK(length(trim("name_en")) > 0 and length("name_en") <= 200),
	CONSTRAINT "authorities_since_on" CHECK(case length("since_on") when 4 then date("since_on" || '-01-01') is "since_on" || '-01-01' when 7 then date("since_on" || '-01') is "since_on" || '-01' else date("since_on") is "since_on" end),
	CONSTRAINT "authorities_until_on" CHECK(case length("until_on") when 4 then date("until_on" || '-01-01') is "until_on" || '-01-01' when 7 then date("until_on" || '-01') is "until_on" || '-01' else date("until_on") is "until_on" end),
	CONSTRAINT "authorities_note" CHECK(length(trim("note")) > 0 and length("note") <= 4000)
) STRICT;
--> statement-breakpoint
CREATE TABLE `authority_names` (
	`id` integer PRIMARY KEY,
	`authority_id` integer NOT NULL,
	`name` text NOT NULL,
	`name_en` text,
	`since_on` text,
	`until_on` text,
	CONSTRAINT `fk_authority_names_authority_id_authorities_id_fk` FOREIGN KEY (`authority_id`) REFERENCES `authorities`(`id`),
	CONSTRAINT "authority_names_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "authority_names_name_en" CHECK(length(trim("name_en")) > 0 and length("name_en") <= 200),
	CONSTRAINT "authority_names_since_on" CHECK(case length("since_on") when 4 then date("since_on" || '-01-01') is "since_on" || '-01-01' when 7 then date("since_on" || '-01') is "since_on" || '-01' else date("since_on") is "since_on" end),
	CONSTRAINT "authority_names_until_on" CHECK(case length("until_on") when 4 then date("until_on" || '-01-01') is "until_on" || '-01-01' when 7 then date("until_on" || '-01') is "until_on" || '-01' else date("until_on") is "until_on" end)
) STRICT;
--> statement-breakpoint
CREATE TABLE `holidays` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`falls_on` text NOT NULL UNIQUE,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	CONSTRAINT "holidays_falls_on" CHECK(date("falls_on") is "falls_on"),
	CONSTRAINT "holidays_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "holidays_kind" CHECK("kind" in ('holiday', 'in_lieu', 'made_up'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `legal_bases` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`title` text,
	`issuer` text,
	`issued_on` text,
	`since_on` text,
	`until_on` text,
	`url` text,
	`note` text,
	CONSTRAINT "legal_bases_number" CHECK(length(trim("number")) > 0 and length("number") <= 60),
	CONSTRAINT "legal_bases_kind" CHECK("kind" in ('law', 'decree', 'decision', 'directive', 'conclusion', 'regulation', 'rules', 'circular', 'guidance', 'charter', 'other')),
	CONSTRAINT "legal_bases_title" CHECK(length(trim("title")) > 0 and length("title") <= 500),
	CONSTRAINT "legal_bases_issuer" CHECK(length(trim("issuer")) > 0 and length("issuer") <= 200),
	CONSTRAINT "legal_bases_issued_on" CHECK(case length("issued_on") when 4 then date("issued_on" || '-01-01') is "issued_on" || '-01-01' when 7 then date("issued_on" || '-01') is "issued_on" || '-01' else date("issued_on") is "issued_on" end),
	CONSTRAINT "legal_bases_since_on" CHECK(case length("since_on") when 4 then date("since_on" || '-01-01') is "since_on" || '-01-01' when 7 then date("since_on" || '-01') is "since_on" || '-01' else date("since_on") is "since_on" end),
	CONSTRAINT "legal_bases_until_on" CHECK(case length("until_on") when 4 then date("until_on" || '-01-01') is "until_on" || '-01-01' when 7 then date("until_on" || '-01') is "until_on" || '-01' else date("until_on") is "until_on" end),
	CONSTRAINT "legal_bases_url" CHECK(length(trim("url")) > 0 and length("url") <= 2000),
	CONSTRAINT "legal_bases_note" CHECK(length(trim("note")) > 0 and length("note") <= 4000)
) STRICT;
--> statement-breakpoint
CREATE TABLE `setting_values` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`key` text NOT NULL,
	`since_on` text,
	`value` text NOT NULL,
	`day_kind` text,
	`legal_basis_id` integer,
	`basis` text,
	CONSTRAINT `fk_setting_values_legal_basis_id_legal_bases_id_fk` FOREIGN KEY (`legal_basis_id`) REFERENCES `legal_bases`(`id`),
	CONSTRAINT "setting_values_key" CHECK(length(trim("key")) > 0 and length("key") <= 60),
	CONSTRAINT "setting_values_since_on" CHECK(date("since_on") is "since_on"),
	CONSTRAINT "setting_values_value" CHECK(length(trim("value")) > 0 and length("value") <= 60),
	CONSTRAINT "setting_values_day_kind" CHECK("day_kind" in ('calendar', 'working')),
	CONSTRAINT "setting_values_basis" CHECK(length(trim("basis")) > 0 and length("basis") <= 300)
) STRICT;
--> statement-breakpoint
ALTER TABLE `unit_names` ADD `name_en` text;--> statement-breakpoint
CREATE INDEX `authority_names_authority` ON `authority_names` (`authority_id`);--> statement-breakpoint
CREATE INDEX `legal_bases_number` ON `legal_bases` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `setting_values_once` ON `setting_values` (`key`,coalesce(since_on, ''));