CREATE TABLE `count_cells` (
	`dimension` text NOT NULL,
	`key` text NOT NULL,
	`unit_id` integer NOT NULL,
	`direction` text NOT NULL,
	`period` text NOT NULL,
	`delegation_count` integer NOT NULL,
	`person_trip_count` integer NOT NULL,
	`unknown_people_count` integer NOT NULL,
	CONSTRAINT `count_cells_pk` PRIMARY KEY(`dimension`, `key`, `unit_id`, `direction`, `period`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `countries` (
	`iso2` text PRIMARY KEY,
	`name` text NOT NULL,
	`name_en` text NOT NULL,
	`region` text NOT NULL,
	`sort_key` text NOT NULL,
	CONSTRAINT "countries_iso2" CHECK("iso2" glob '[A-Z][A-Z]')
) STRICT;
--> statement-breakpoint
CREATE TABLE `delegation_countries` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`position` integer NOT NULL,
	`country` text NOT NULL,
	CONSTRAINT `fk_delegation_countries_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT `fk_delegation_countries_country_countries_iso2_fk` FOREIGN KEY (`country`) REFERENCES `countries`(`iso2`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `delegation_partners` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`position` integer NOT NULL,
	`partner_id` integer NOT NULL,
	CONSTRAINT `fk_delegation_partners_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT `fk_delegation_partners_partner_id_partners_id_fk` FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `delegations` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`code` text NOT NULL UNIQUE,
	`direction` text NOT NULL,
	`title` text NOT NULL,
	`status` text DEFAULT 'planned' NOT NULL,
	`unit_id` integer NOT NULL,
	`counts_as` text DEFAULT 'delegation_and_people' NOT NULL,
	`counts_as_reason` text,
	`capacity` text,
	`place` text,
	`purpose` text,
	`purpose_kind` text,
	`starts_on` text NOT NULL,
	`ends_on` text,
	`head_count` integer,
	`is_list_complete` integer DEFAULT false NOT NULL,
	`approval_number` text,
	`approved_on` text,
	`approval_authority` text,
	`status_reason` text,
	`note` text,
	`source_id` integer,
	`sort_key` text NOT NULL,
	`person_trip_count` integer,
	`partner_count` integer DEFAULT 0 NOT NULL,
	`is_counted` integer GENERATED ALWAYS AS ((status in ('underway', 'returned', 'reported') and counts_as = 'delegation_and_people')) STORED,
	`are_people_counted` integer GENERATED ALWAYS AS ((status in ('underway', 'returned', 'reported') and counts_as <> 'nothing')) STORED,
	CONSTRAINT `fk_delegations_unit_id_units_id_fk` FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`),
	CONSTRAINT `fk_delegations_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "delegations_title" CHECK(length(trim("title")) > 0 and length("title") <= 300),
	CONSTRAINT "delegations_direction" CHECK("direction" in ('outbound', 'inbound')),
	CONSTRAINT "delegations_status" CHECK("status" in ('planned', 'submitted', 'approved', 'underway', 'returned', 'reported', 'postponed', 'cancelled')),
	CONSTRAINT "delegations_counts_as" CHECK("counts_as" in ('delegation_and_people', 'people_only', 'nothing')),
	CONSTRAINT "delegations_purpose_kind" CHECK("purpose_kind" in ('exchange', 'conference', 'signing', 'training', 'reporting', 'commemoration', 'other')),
	CONSTRAINT "delegations_starts_on" CHECK(case length("starts_on") when 4 then date("starts_on" || '-01-01') is "starts_on" || '-01-01' when 7 then date("starts_on" || '-01') is "starts_on" || '-01' else date("starts_on") is "starts_on" end),
	CONSTRAINT "delegations_ends_on" CHECK(case length("ends_on") when 4 then date("ends_on" || '-01-01') is "ends_on" || '-01-01' when 7 then date("ends_on" || '-01') is "ends_on" || '-01' else date("ends_on") is "ends_on" end),
	CONSTRAINT "delegations_ends_after_start" CHECK(ends_on is null or substr(ends_on, 1, min(length(ends_on), length(starts_on))) >= substr(starts_on, 1, min(length(ends_on), length(starts_on)))),
	CONSTRAINT "delegations_head_count" CHECK(head_count between 1 and 9999),
	CONSTRAINT "delegations_is_list_complete" CHECK(is_list_complete in (0, 1)),
	CONSTRAINT "delegations_approved_on" CHECK(date("approved_on") is "approved_on"),
	CONSTRAINT "delegations_counts_as_reason" CHECK(counts_as = 'delegation_and_people' or counts_as_reason is not null),
	CONSTRAINT "delegations_cancelled_reason" CHECK(status <> 'cancelled' or status_reason is not null)
) STRICT;
--> statement-breakpoint
CREATE TABLE `opening_figures` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`unit_id` integer NOT NULL,
	`indicator` text NOT NULL,
	`starts_on` text,
	`ends_on` text NOT NULL,
	`value` integer NOT NULL,
	`qualifier` text NOT NULL,
	`source_id` integer NOT NULL,
	`note` text,
	CONSTRAINT `fk_opening_figures_unit_id_units_id_fk` FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`),
	CONSTRAINT `fk_opening_figures_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "opening_figures_indicator" CHECK("indicator" in ('outbound_delegations', 'outbound_person_trips', 'inbound_delegations', 'inbound_person_trips', 'partner_organisations', 'partner_countries', 'multilateral_bodies', 'activities', 'activity_participants', 'training_classes', 'trainees', 'members', 'people_per_exchange', 'award_flags', 'award_certificates', 'award_medals', 'awards', 'aid_items', 'aid_projects', 'aid_vnd', 'aid_usd')),
	CONSTRAINT "opening_figures_qualifier" CHECK("qualifier" in ('exact', 'more_than', 'about')),
	CONSTRAINT "opening_figures_starts_on" CHECK(case length("starts_on") when 4 then date("starts_on" || '-01-01') is "starts_on" || '-01-01' when 7 then date("starts_on" || '-01') is "starts_on" || '-01' else date("starts_on") is "starts_on" end),
	CONSTRAINT "opening_figures_ends_on" CHECK(case length("ends_on") when 4 then date("ends_on" || '-01-01') is "ends_on" || '-01-01' when 7 then date("ends_on" || '-01') is "ends_on" || '-01' else date("ends_on") is "ends_on" end),
	CONSTRAINT "opening_figures_note" CHECK(length(trim("note")) > 0 and length("note") <= 2000)
) STRICT;
--> statement-breakpoint
CREATE TABLE `participants` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`position` integer NOT NULL,
	`person_id` integer NOT NULL,
	`side` text DEFAULT 'delegation' NOT NULL,
	`role` text NOT NULL,
	`post` text,
	`organisation` text,
	`has_travelled` integer DEFAULT true NOT NULL,
	CONSTRAINT `fk_participants_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT `fk_participants_person_id_people_id_fk` FOREIGN KEY (`person_id`) REFERENCES `people`(`id`),
	CONSTRAINT "participants_side" CHECK("side" in ('delegation', 'host')),
	CONSTRAINT "participants_role" CHECK("role" in ('head', 'deputy', 'member', 'secretary', 'interpreter')),
	CONSTRAINT "participants_has_travelled" CHECK("has_travelled" in (0, 1)),
	CONSTRAINT "participants_post" CHECK(length(trim("post")) > 0 and length("post") <= 300),
	CONSTRAINT "participants_organisation" CHECK(length(trim("organisation")) > 0 and length("organisation") <= 300)
) STRICT;
--> statement-breakpoint
CREATE TABLE `partner_names` (
	`id` integer PRIMARY KEY,
	`partner_id` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`since_on` text,
	`until_on` text,
	CONSTRAINT `fk_partner_names_partner_id_partners_id_fk` FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`),
	CONSTRAINT "partner_names_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "partner_names_kind" CHECK("kind" in ('alias', 'former')),
	CONSTRAINT "partner_names_since_on" CHECK(case length("since_on") when 4 then date("since_on" || '-01-01') is "since_on" || '-01-01' when 7 then date("since_on" || '-01') is "since_on" || '-01' else date("since_on") is "since_on" end),
	CONSTRAINT "partner_names_until_on" CHECK(case length("until_on") when 4 then date("until_on" || '-01-01') is "until_on" || '-01-01' when 7 then date("until_on" || '-01') is "until_on" || '-01' else date("until_on") is "until_on" end)
) STRICT;
--> statement-breakpoint
CREATE TABLE `partners` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`name_en` text,
	`name_local` text,
	`abbreviation` text,
	`kind` text NOT NULL,
	`country` text,
	`relation_since` text,
	`source_id` integer,
	`note` text,
	`sort_key` text NOT NULL,
	CONSTRAINT `fk_partners_country_countries_iso2_fk` FOREIGN KEY (`country`) REFERENCES `countries`(`iso2`),
	CONSTRAINT `fk_partners_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "partners_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "partners_kind" CHECK("kind" in ('journalist_association', 'press_club', 'federation', 'media_organisation', 'news_agency', 'foundation', 'embassy', 'state_body', 'international_body')),
	CONSTRAINT "partners_country_or_multilateral" CHECK(("kind" = 'international_body') = ("country" is null)),
	CONSTRAINT "partners_relation_since" CHECK(case length("relation_since") when 4 then date("relation_since" || '-01-01') is "relation_since" || '-01-01' when 7 then date("relation_since" || '-01') is "relation_since" || '-01' else date("relation_since") is "relation_since" end)
) STRICT;
--> statement-breakpoint
CREATE TABLE `people` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`nationality` text,
	`note` text,
	`match_key` text NOT NULL,
	`sort_key` text NOT NULL,
	CONSTRAINT `fk_people_nationality_countries_iso2_fk` FOREIGN KEY (`nationality`) REFERENCES `countries`(`iso2`),
	CONSTRAINT "people_name" CHECK(length(trim("name")) > 0 and length("name") <= 120)
) STRICT;
--> statement-breakpoint
CREATE TABLE `person_names` (
	`id` integer PRIMARY KEY,
	`person_id` integer NOT NULL,
	`name` text NOT NULL,
	`match_key` text NOT NULL,
	CONSTRAINT `fk_person_names_person_id_people_id_fk` FOREIGN KEY (`person_id`) REFERENCES `people`(`id`),
	CONSTRAINT "person_names_name" CHECK(length(trim("name")) > 0 and length("name") <= 120)
) STRICT;
--> statement-breakpoint
CREATE TABLE `search_entries` (
	`id` integer PRIMARY KEY,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`sort_on` text DEFAULT '' NOT NULL,
	`folded` text NOT NULL,
	`written` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `settings` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`key` text NOT NULL UNIQUE,
	`value` text NOT NULL,
	`basis` text,
	CONSTRAINT "settings_key" CHECK(length(trim("key")) > 0 and length("key") <= 60),
	CONSTRAINT "settings_value" CHECK(length(trim("value")) > 0 and length("value") <= 200)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sources` (
	`id` integer PRIMARY KEY,
	`url` text NOT NULL UNIQUE,
	`published_on` text,
	CONSTRAINT "sources_url" CHECK(length(trim("url")) > 0 and length("url") <= 2000),
	CONSTRAINT "sources_published_on" CHECK(case length("published_on") when 4 then date("published_on" || '-01-01') is "published_on" || '-01-01' when 7 then date("published_on" || '-01') is "published_on" || '-01' else date("published_on") is "published_on" end)
) STRICT;
--> statement-breakpoint
CREATE TABLE `status_changes` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`happened_on` text,
	`reason` text,
	`before` text,
	`reverts_id` integer,
	CONSTRAINT `fk_status_changes_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT `fk_status_changes_reverts_id_status_changes_id_fk` FOREIGN KEY (`reverts_id`) REFERENCES `status_changes`(`id`),
	CONSTRAINT "status_changes_from" CHECK("from_status" in ('planned', 'submitted', 'approved', 'underway', 'returned', 'reported', 'postponed', 'cancelled')),
	CONSTRAINT "status_changes_to" CHECK("to_status" in ('planned', 'submitted', 'approved', 'underway', 'returned', 'reported', 'postponed', 'cancelled')),
	CONSTRAINT "status_changes_happened_on" CHECK(case length("happened_on") when 4 then date("happened_on" || '-01-01') is "happened_on" || '-01-01' when 7 then date("happened_on" || '-01') is "happened_on" || '-01' else date("happened_on") is "happened_on" end)
) STRICT;
--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY,
	`location` text NOT NULL,
	`received_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `unit_names` (
	`id` integer PRIMARY KEY,
	`unit_id` integer NOT NULL,
	`name` text NOT NULL,
	`since_on` text,
	`until_on` text,
	CONSTRAINT `fk_unit_names_unit_id_units_id_fk` FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`),
	CONSTRAINT "unit_names_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "unit_names_since_on" CHECK(case length("since_on") when 4 then date("since_on" || '-01-01') is "since_on" || '-01-01' when 7 then date("since_on" || '-01') is "since_on" || '-01' else date("since_on") is "since_on" end),
	CONSTRAINT "unit_names_until_on" CHECK(case length("until_on") when 4 then date("until_on" || '-01-01') is "until_on" || '-01-01' when 7 then date("until_on" || '-01') is "until_on" || '-01' else date("until_on") is "until_on" end)
) STRICT;
--> statement-breakpoint
CREATE TABLE `units` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`code` text UNIQUE,
	`name` text NOT NULL UNIQUE,
	`name_en` text,
	`kind` text NOT NULL,
	`parent_id` integer,
	`since_on` text,
	`until_on` text,
	`sort_key` text NOT NULL,
	CONSTRAINT `fk_units_parent_id_units_id_fk` FOREIGN KEY (`parent_id`) REFERENCES `units`(`id`),
	CONSTRAINT "units_name" CHECK(length(trim("name")) > 0 and length("name") <= 200),
	CONSTRAINT "units_kind" CHECK("kind" in ('own_body', 'local_association', 'chapter', 'member', 'other_body')),
	CONSTRAINT "units_since_on" CHECK(case length("since_on") when 4 then date("since_on" || '-01-01') is "since_on" || '-01-01' when 7 then date("since_on" || '-01') is "since_on" || '-01' else date("since_on") is "since_on" end),
	CONSTRAINT "units_until_on" CHECK(case length("until_on") when 4 then date("until_on" || '-01-01') is "until_on" || '-01-01' when 7 then date("until_on" || '-01') is "until_on" || '-01' else date("until_on") is "until_on" end)
) STRICT;
--> statement-breakpoint
CREATE TABLE `visit_reports` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`delegation_id` integer NOT NULL UNIQUE,
	`status` text DEFAULT 'empty' NOT NULL,
	`waived_reason` text,
	`number` text,
	`submitted_on` text,
	`general` text,
	`programme` text,
	`exchanges` text,
	`achieved` text,
	`ongoing` text,
	`papers` text,
	`strengths` text,
	`limits` text,
	`funding` text,
	`proposals` text,
	CONSTRAINT `fk_visit_reports_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT "visit_reports_status_known" CHECK("status" in ('empty', 'draft', 'submitted', 'waived')),
	CONSTRAINT "visit_reports_submitted_on" CHECK(date("submitted_on") is "submitted_on"),
	CONSTRAINT "visit_reports_submitted" CHECK(status <> 'submitted' or submitted_on is not null),
	CONSTRAINT "visit_reports_waived" CHECK(status <> 'waived' or waived_reason is not null),
	CONSTRAINT "visit_reports_number" CHECK(length(trim("number")) > 0 and length("number") <= 60)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `delegation_countries_once` ON `delegation_countries` (`country`,`delegation_id`);--> statement-breakpoint
CREATE INDEX `delegation_countries_in_order` ON `delegation_countries` (`delegation_id`,`position`,`country`);--> statement-breakpoint
CREATE UNIQUE INDEX `delegation_partners_once` ON `delegation_partners` (`partner_id`,`delegation_id`);--> statement-breakpoint
CREATE INDEX `delegation_partners_in_order` ON `delegation_partners` (`delegation_id`,`position`,`partner_id`);--> statement-breakpoint
CREATE INDEX `delegations_by_start` ON `delegations` (`starts_on`,`id`);--> statement-breakpoint
CREATE INDEX `delegations_by_unit` ON `delegations` (`unit_id`,`starts_on`,`id`);--> statement-breakpoint
CREATE INDEX `delegations_by_direction` ON `delegations` (`unit_id`,`direction`,`starts_on`,`id`);--> statement-breakpoint
CREATE INDEX `delegations_by_unit_and_status` ON `delegations` (`unit_id`,`status`,`starts_on`,`id`);--> statement-breakpoint
CREATE INDEX `delegations_by_status` ON `delegations` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `delegations_by_stage` ON `delegations` (case status when 'planned' then 0 when 'submitted' then 1 when 'approved' then 2 when 'underway' then 3 when 'returned' then 4 when 'reported' then 5 when 'postponed' then 6 when 'cancelled' then 7 end,`id`);--> statement-breakpoint
CREATE INDEX `delegations_by_title` ON `delegations` (`sort_key`,`id`);--> statement-breakpoint
CREATE INDEX `delegations_by_people` ON `delegations` (coalesce(person_trip_count, -1),`id`);--> statement-breakpoint
CREATE INDEX `delegations_counted` ON `delegations` (`unit_id`,substr(starts_on, 1, 4),`direction`,`status`,`counts_as`,`is_counted`,`are_people_counted`,`person_trip_count`);--> statement-breakpoint
CREATE INDEX `opening_figures_unit` ON `opening_figures` (`unit_id`,`indicator`);--> statement-breakpoint
CREATE INDEX `participants_delegation` ON `participants` (`delegation_id`,`side`,`position`);--> statement-breakpoint
CREATE INDEX `participants_person` ON `participants` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `participants_one_head` ON `participants` (`delegation_id`) WHERE role = 'head' and side = 'delegation';--> statement-breakpoint
CREATE INDEX `partner_names_partner` ON `partner_names` (`partner_id`);--> statement-breakpoint
CREATE INDEX `partners_country` ON `partners` (`country`);--> statement-breakpoint
CREATE INDEX `partners_sort` ON `partners` (`sort_key`);--> statement-breakpoint
CREATE INDEX `people_match` ON `people` (`match_key`);--> statement-breakpoint
CREATE INDEX `people_sort` ON `people` (`sort_key`);--> statement-breakpoint
CREATE INDEX `person_names_person` ON `person_names` (`person_id`);--> statement-breakpoint
CREATE INDEX `person_names_match` ON `person_names` (`match_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `search_entries_record` ON `search_entries` (`kind`,`key`);--> statement-breakpoint
CREATE INDEX `status_changes_delegation` ON `status_changes` (`delegation_id`,`id`);--> statement-breakpoint
CREATE INDEX `unit_names_unit` ON `unit_names` (`unit_id`);--> statement-breakpoint
CREATE INDEX `units_parent` ON `units` (`parent_id`);--> statement-breakpoint
CREATE INDEX `visit_reports_status` ON `visit_reports` (`status`,`delegation_id`);