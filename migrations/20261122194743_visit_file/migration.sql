CREATE TABLE `checklist_items` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`title` text NOT NULL,
	`anchor` text DEFAULT 'start' NOT NULL,
	`offset` integer,
	`day_kind` text DEFAULT 'calendar' NOT NULL,
	`owner` text,
	`state` text DEFAULT 'open' NOT NULL,
	`done_on` text,
	`position` integer NOT NULL,
	CONSTRAINT `fk_checklist_items_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT "checklist_items_title" CHECK(length(trim("title")) > 0 and length("title") <= 300),
	CONSTRAINT "checklist_items_anchor" CHECK("anchor" in ('start', 'end')),
	CONSTRAINT "checklist_items_offset" CHECK("offset" between -730 and 730),
	CONSTRAINT "checklist_items_day_kind" CHECK("day_kind" in ('calendar', 'working')),
	CONSTRAINT "checklist_items_owner" CHECK(length(trim("owner")) > 0 and length("owner") <= 200),
	CONSTRAINT "checklist_items_state" CHECK("state" in ('open', 'done', 'not_needed')),
	CONSTRAINT "checklist_items_done_on" CHECK(date("done_on") is "done_on")
) STRICT;
--> statement-breakpoint
CREATE TABLE `checklist_steps` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`direction` text NOT NULL,
	`title` text NOT NULL,
	`anchor` text DEFAULT 'start' NOT NULL,
	`offset` integer NOT NULL,
	`day_kind` text NOT NULL,
	`legal_basis_id` integer,
	`position` integer NOT NULL,
	`is_in_use` integer DEFAULT true NOT NULL,
	CONSTRAINT `fk_checklist_steps_legal_basis_id_legal_bases_id_fk` FOREIGN KEY (`legal_basis_id`) REFERENCES `legal_bases`(`id`),
	CONSTRAINT "checklist_steps_direction" CHECK("direction" in ('outbound', 'inbound')),
	CONSTRAINT "checklist_steps_title" CHECK(length(trim("title")) > 0 and length("title") <= 300),
	CONSTRAINT "checklist_steps_anchor" CHECK("anchor" in ('start', 'end')),
	CONSTRAINT "checklist_steps_offset" CHECK("offset" between -730 and 730),
	CONSTRAINT "checklist_steps_day_kind" CHECK("day_kind" in ('calendar', 'working')),
	CONSTRAINT "checklist_steps_is_in_use" CHECK("is_in_use" in (0, 1))
) STRICT;
--> statement-breakpoint
CREATE TABLE `coverage_items` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`title` text NOT NULL,
	`outlet` text,
	`language` text,
	`published_on` text,
	`url` text,
	CONSTRAINT `fk_coverage_items_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT "coverage_items_title" CHECK(length(trim("title")) > 0 and length("title") <= 500),
	CONSTRAINT "coverage_items_outlet" CHECK(length(trim("outlet")) > 0 and length("outlet") <= 200),
	CONSTRAINT "coverage_items_language" CHECK(language glob '[a-z][a-z]'),
	CONSTRAINT "coverage_items_published_on" CHECK(case length("published_on") when 4 then date("published_on" || '-01-01') is "published_on" || '-01-01' when 7 then date("published_on" || '-01') is "published_on" || '-01' else date("published_on") is "published_on" end),
	CONSTRAINT "coverage_items_url" CHECK(url glob 'http://?*' or url glob 'https://?*')
) STRICT;
--> statement-breakpoint
CREATE TABLE `documents` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`kind` text NOT NULL,
	`number` text,
	`issued_on` text,
	`issuer` text,
	`signer` text,
	`subject` text,
	`secrecy` text DEFAULT 'normal' NOT NULL,
	`file_id` integer,
	`file_name` text,
	CONSTRAINT `fk_documents_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT `fk_documents_file_id_stored_files_id_fk` FOREIGN KEY (`file_id`) REFERENCES `stored_files`(`id`),
	CONSTRAINT "documents_kind" CHECK("kind" in ('invitation', 'proposal', 'decision', 'member_list', 'programme', 'budget', 'press_permit', 'report', 'signed_paper', 'other')),
	CONSTRAINT "documents_number" CHECK(length(trim("number")) > 0 and length("number") <= 60),
	CONSTRAINT "documents_issued_on" CHECK(case length("issued_on") when 4 then date("issued_on" || '-01-01') is "issued_on" || '-01-01' when 7 then date("issued_on" || '-01') is "issued_on" || '-01' else date("issued_on") is "issued_on" end),
	CONSTRAINT "documents_issuer" CHECK(length(trim("issuer")) > 0 and length("issuer") <= 200),
	CONSTRAINT "documents_signer" CHECK(length(trim("signer")) > 0 and length("signer") <= 200),
	CONSTRAINT "documents_subject" CHECK(length(trim("subject")) > 0 and length("subject") <= 500),
	CONSTRAINT "documents_secrecy" CHECK("secrecy" in ('normal', 'secret', 'top_secret', 'most_secret')),
	CONSTRAINT "documents_file_name" CHECK(length(trim("file_name")) > 0 and length("file_name") <= 200),
	CONSTRAINT "documents_file_named" CHECK((file_id is null) = (file_name is null)),
	CONSTRAINT "documents_no_secret" CHECK(secrecy = 'normal' or (file_id is null and subject is null))
) STRICT;
--> statement-breakpoint
CREATE TABLE `follow_ups` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`delegation_id` integer NOT NULL,
	`partner_id` integer,
	`content` text NOT NULL,
	`side` text NOT NULL,
	`lead` text NOT NULL,
	`owner` text,
	`due_on` text NOT NULL,
	`is_from_report` integer DEFAULT false NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`outcome` text,
	`closed_on` text,
	`evidence` text,
	CONSTRAINT `fk_follow_ups_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT `fk_follow_ups_partner_id_partners_id_fk` FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`),
	CONSTRAINT "follow_ups_content" CHECK(length(trim("content")) > 0 and length("content") <= 1000),
	CONSTRAINT "follow_ups_side" CHECK("side" in ('ours', 'theirs')),
	CONSTRAINT "follow_ups_lead" CHECK(length(trim("lead")) > 0 and length("lead") <= 200),
	CONSTRAINT "follow_ups_owner" CHECK(length(trim("owner")) > 0 and length("owner") <= 200),
	CONSTRAINT "follow_ups_due_on" CHECK(date("due_on") is "due_on"),
	CONSTRAINT "follow_ups_is_from_report" CHECK("is_from_report" in (0, 1)),
	CONSTRAINT "follow_ups_outcome" CHECK("outcome" in ('done', 'dropped')),
	CONSTRAINT "follow_ups_closed_on" CHECK(date("closed_on") is "closed_on"),
	CONSTRAINT "follow_ups_evidence" CHECK(length(trim("evidence")) > 0 and length("evidence") <= 1000),
	CONSTRAINT "follow_ups_closed" CHECK((outcome is null) = (closed_on is null) and (outcome is null or evidence is not null))
) STRICT;
--> statement-breakpoint
CREATE TABLE `fundings` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL UNIQUE,
	`estimate` integer,
	`actual` integer,
	`source` text,
	`travel_paid_by` text,
	`stay_paid_by` text,
	`note` text,
	CONSTRAINT `fk_fundings_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT "fundings_estimate" CHECK(estimate >= 0),
	CONSTRAINT "fundings_actual" CHECK(actual >= 0),
	CONSTRAINT "fundings_source" CHECK(length(trim("source")) > 0 and length("source") <= 300),
	CONSTRAINT "fundings_travel_paid_by" CHECK("travel_paid_by" in ('ours', 'theirs', 'shared', 'sponsor')),
	CONSTRAINT "fundings_stay_paid_by" CHECK("stay_paid_by" in ('ours', 'theirs', 'shared', 'sponsor')),
	CONSTRAINT "fundings_note" CHECK(length(trim("note")) > 0 and length("note") <= 1000)
) STRICT;
--> statement-breakpoint
CREATE TABLE `mails` (
	`id` integer PRIMARY KEY,
	`topic` text NOT NULL,
	`recipient` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`queued_at` text NOT NULL,
	`next_at` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`sent_at` text,
	`failed_at` text,
	CONSTRAINT "mails_topic" CHECK(length(trim("topic")) > 0 and length("topic") <= 200),
	CONSTRAINT "mails_recipient" CHECK(length(trim("recipient")) > 0 and length("recipient") <= 254),
	CONSTRAINT "mails_subject" CHECK(length(trim("subject")) > 0 and length("subject") <= 300),
	CONSTRAINT "mails_attempts" CHECK(attempts >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `press_works` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL UNIQUE,
	`permit_number` text,
	`permitted_on` text,
	`visa_kind` text,
	`places` text,
	`guide` text,
	CONSTRAINT `fk_press_works_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT "press_works_permit_number" CHECK(length(trim("permit_number")) > 0 and length("permit_number") <= 60),
	CONSTRAINT "press_works_permitted_on" CHECK(date("permitted_on") is "permitted_on"),
	CONSTRAINT "press_works_visa_kind" CHECK(length(trim("visa_kind")) > 0 and length("visa_kind") <= 20),
	CONSTRAINT "press_works_places" CHECK(length(trim("places")) > 0 and length("places") <= 500),
	CONSTRAINT "press_works_guide" CHECK(length(trim("guide")) > 0 and length("guide") <= 200)
) STRICT;
--> statement-breakpoint
CREATE TABLE `programme_items` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`day_number` integer NOT NULL,
	`held_on` text,
	`starts_at` text,
	`ends_at` text,
	`place` text,
	`content` text NOT NULL,
	`met` text,
	`partner_id` integer,
	`outcome` text DEFAULT 'planned' NOT NULL,
	`outcome_reason` text,
	`position` integer NOT NULL,
	CONSTRAINT `fk_programme_items_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT `fk_programme_items_partner_id_partners_id_fk` FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`),
	CONSTRAINT "programme_items_day_number" CHECK(day_number between 1 and 366),
	CONSTRAINT "programme_items_held_on" CHECK(date("held_on") is "held_on"),
	CONSTRAINT "programme_items_starts_at" CHECK(starts_at glob '[0-2][0-9]:[0-5][0-9]' and starts_at < '24:00'),
	CONSTRAINT "programme_items_ends_at" CHECK(ends_at glob '[0-2][0-9]:[0-5][0-9]' and ends_at < '24:00'),
	CONSTRAINT "programme_items_place" CHECK(length(trim("place")) > 0 and length("place") <= 300),
	CONSTRAINT "programme_items_content" CHECK(length(trim("content")) > 0 and length("content") <= 1000),
	CONSTRAINT "programme_items_met" CHECK(length(trim("met")) > 0 and length("met") <= 500),
	CONSTRAINT "programme_items_outcome" CHECK("outcome" in ('planned', 'changed', 'dropped', 'added')),
	CONSTRAINT "programme_items_outcome_reason" CHECK(length(trim("outcome_reason")) > 0 and length("outcome_reason") <= 500)
) STRICT;
--> statement-breakpoint
CREATE TABLE `report_extensions` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	`due_on` text NOT NULL,
	`reason` text NOT NULL,
	`granted_by` text,
	`granted_on` text NOT NULL,
	CONSTRAINT `fk_report_extensions_delegation_id_delegations_id_fk` FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`),
	CONSTRAINT "report_extensions_due_on" CHECK(date("due_on") is "due_on"),
	CONSTRAINT "report_extensions_reason" CHECK(length(trim("reason")) > 0 and length("reason") <= 500),
	CONSTRAINT "report_extensions_granted_by" CHECK(length(trim("granted_by")) > 0 and length("granted_by") <= 200),
	CONSTRAINT "report_extensions_granted_on" CHECK(date("granted_on") is "granted_on")
) STRICT;
--> statement-breakpoint
CREATE TABLE `stored_files` (
	`id` integer PRIMARY KEY,
	`hash` text NOT NULL UNIQUE,
	`kind` text NOT NULL,
	`size` integer NOT NULL,
	`words` text,
	`added_at` text NOT NULL,
	CONSTRAINT "stored_files_hash" CHECK(length(hash) = 64 and hash not glob '*[^0-9a-f]*'),
	CONSTRAINT "stored_files_kind" CHECK("kind" in ('pdf', 'docx', 'xlsx', 'png', 'jpeg')),
	CONSTRAINT "stored_files_size" CHECK(size > 0)
) STRICT;
--> statement-breakpoint
ALTER TABLE `visit_reports` ADD `decided_on` text;--> statement-breakpoint
ALTER TABLE `visit_reports` ADD `remark` text;--> statement-breakpoint
ALTER TABLE `visit_reports` ADD `signed_for` text;--> statement-breakpoint
ALTER TABLE `visit_reports` ADD `signer` text;--> statement-breakpoint
ALTER TABLE `visit_reports` ADD `written_at` text;--> statement-breakpoint
ALTER TABLE `visit_reports` ADD `recipients` text;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_visit_reports` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`delegation_id` integer NOT NULL UNIQUE,
	`status` text DEFAULT 'empty' NOT NULL,
	`waived_reason` text,
	`number` text,
	`submitted_on` text,
	`decided_on` text,
	`remark` text,
	`signed_for` text,
	`signer` text,
	`written_at` text,
	`recipients` text,
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
	CONSTRAINT "visit_reports_status_known" CHECK("status" in ('empty', 'draft', 'submitted', 'returned', 'accepted', 'waived')),
	CONSTRAINT "visit_reports_submitted_on" CHECK(date("submitted_on") is "submitted_on"),
	CONSTRAINT "visit_reports_submitted" CHECK(status not in ('submitted', 'accepted') or submitted_on is not null),
	CONSTRAINT "visit_reports_decided_on" CHECK(date("decided_on") is "decided_on"),
	CONSTRAINT "visit_reports_decided" CHECK(status not in ('accepted', 'returned') or decided_on is not null),
	CONSTRAINT "visit_reports_returned" CHECK(status <> 'returned' or remark is not null),
	CONSTRAINT "visit_reports_remark" CHECK(length(trim("remark")) > 0 and length("remark") <= 2000),
	CONSTRAINT "visit_reports_signed_for" CHECK(length(trim("signed_for")) > 0 and length("signed_for") <= 300),
	CONSTRAINT "visit_reports_signer" CHECK(length(trim("signer")) > 0 and length("signer") <= 200),
	CONSTRAINT "visit_reports_written_at" CHECK(length(trim("written_at")) > 0 and length("written_at") <= 100),
	CONSTRAINT "visit_reports_recipients" CHECK(length(trim("recipients")) > 0 and length("recipients") <= 1000),
	CONSTRAINT "visit_reports_waived" CHECK(status <> 'waived' or waived_reason is not null),
	CONSTRAINT "visit_reports_number" CHECK(length(trim("number")) > 0 and length("number") <= 60)
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_visit_reports`(`id`, `version`, `delegation_id`, `status`, `waived_reason`, `number`, `submitted_on`, `general`, `programme`, `exchanges`, `achieved`, `ongoing`, `papers`, `strengths`, `limits`, `funding`, `proposals`) SELECT `id`, `version`, `delegation_id`, `status`, `waived_reason`, `number`, `submitted_on`, `general`, `programme`, `exchanges`, `achieved`, `ongoing`, `papers`, `strengths`, `limits`, `funding`, `proposals` FROM `visit_reports`;--> statement-breakpoint
DROP TABLE `visit_reports`;--> statement-breakpoint
ALTER TABLE `__new_visit_reports` RENAME TO `visit_reports`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `visit_reports_status` ON `visit_reports` (`status`,`delegation_id`);--> statement-breakpoint
CREATE INDEX `checklist_items_delegation` ON `checklist_items` (`delegation_id`,`position`);--> statement-breakpoint
CREATE INDEX `checklist_items_state` ON `checklist_items` (`state`,`delegation_id`);--> statement-breakpoint
CREATE INDEX `coverage_items_delegation` ON `coverage_items` (`delegation_id`,`published_on`);--> statement-breakpoint
CREATE INDEX `documents_delegation` ON `documents` (`delegation_id`,`kind`,`issued_on`);--> statement-breakpoint
CREATE INDEX `documents_file` ON `documents` (`file_id`);--> statement-breakpoint
CREATE INDEX `follow_ups_delegation` ON `follow_ups` (`delegation_id`,`position`);--> statement-breakpoint
CREATE INDEX `follow_ups_partner` ON `follow_ups` (`partner_id`);--> statement-breakpoint
CREATE INDEX `follow_ups_open` ON `follow_ups` (`due_on`) WHERE outcome is null;--> statement-breakpoint
CREATE UNIQUE INDEX `mails_once` ON `mails` (`topic`,`recipient`);--> statement-breakpoint
CREATE INDEX `mails_waiting` ON `mails` (`next_at`) WHERE sent_at is null and failed_at is null;--> statement-breakpoint
CREATE INDEX `programme_items_delegation` ON `programme_items` (`delegation_id`,`day_number`,`position`);--> statement-breakpoint
CREATE INDEX `programme_items_partner` ON `programme_items` (`partner_id`);--> statement-breakpoint
CREATE INDEX `report_extensions_delegation` ON `report_extensions` (`delegation_id`,`id`);