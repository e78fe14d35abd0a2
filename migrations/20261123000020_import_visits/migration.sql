CREATE TABLE `import_visits` (
	`id` integer PRIMARY KEY,
	`delegation_id` integer NOT NULL,
	CONSTRAINT `fk_import_visits_id_import_lines_id_fk` FOREIGN KEY (`id`) REFERENCES `import_lines`(`id`)
) STRICT;
--> statement-breakpoint
INSERT INTO `import_visits` (`id`, `delegation_id`) SELECT `id`, `delegation_id` FROM `import_lines` WHERE `delegation_id` IS NOT NULL;
--> statement-breakpoint
DROP INDEX IF EXISTS `import_lines_by_delegation`;--> statement-breakpoint
ALTER TABLE `import_lines` DROP COLUMN `delegation_id`;
