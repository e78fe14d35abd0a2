CREATE TABLE `identity_papers` (
	`id` integer PRIMARY KEY,
	`participant_id` integer NOT NULL UNIQUE,
	`passport_sealed` text,
	`birth_date_sealed` text,
	`written_at` text NOT NULL,
	CONSTRAINT `fk_identity_papers_participant_id_participants_id_fk` FOREIGN KEY (`participant_id`) REFERENCES `participants`(`id`) ON DELETE CASCADE
) STRICT;
