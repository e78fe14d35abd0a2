CREATE TABLE `import_lines` (
	`id` integer PRIMARY KEY,
	`import_id` integer NOT NULL,
	`sheet_index` integer NOT NULL,
	`line` integer NOT NULL,
	`verdict` text NOT NULL,
	`is_doubtful` integer DEFAULT false NOT NULL,
	`fingerprint` text NOT NULL,
	`content` text NOT NULL,
	`delegation_id` integer,
	CONSTRAINT `fk_import_lines_import_id_imports_id_fk` FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`),
	CONSTRAINT "import_lines_verdict" CHECK("verdict" in ('new', 'changed', 'same', 'duplicate', 'skipped', 'error')),
	CONSTRAINT "import_lines_is_doubtful" CHECK(is_doubtful in (0, 1)),
	CONSTRAINT "import_lines_content" CHECK(json_valid(content))
) STRICT;
--> statement-breakpoint
CREATE TABLE `import_mappings` (
	`id` integer PRIMARY KEY,
	`fingerprint` text NOT NULL UNIQUE,
	`columns` text NOT NULL,
	CONSTRAINT "import_mappings_columns" CHECK(json_valid(columns))
) STRICT;
--> statement-breakpoint
CREATE TABLE `imports` (
	`id` integer PRIMARY KEY,
	`version` integer DEFAULT 1 NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`byte_size` integer NOT NULL,
	`state` text NOT NULL,
	`uploaded_at` text NOT NULL,
	`uploaded_by` text NOT NULL,
	`options` text NOT NULL,
	`summary` text,
	`act_id` integer,
	`committed_at` text,
	CONSTRAINT "imports_state" CHECK("state" in ('reading', 'ready', 'committed', 'failed')),
	CONSTRAINT "imports_file_hash" CHECK(length(file_hash) = 64),
	CONSTRAINT "imports_options" CHECK(json_valid(options)),
	CONSTRAINT "imports_summary" CHECK(summary is null or json_valid(summary))
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_lines_in_order` ON `import_lines` (`import_id`,`id`);--> statement-breakpoint
CREATE INDEX `import_lines_by_verdict` ON `import_lines` (`import_id`,`verdict`,`id`);--> statement-breakpoint
CREATE INDEX `import_lines_by_fingerprint` ON `import_lines` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `import_lines_by_delegation` ON `import_lines` (`delegation_id`);--> statement-breakpoint
CREATE INDEX `imports_by_file` ON `imports` (`file_hash`);