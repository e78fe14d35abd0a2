CREATE TABLE `chain_heads` (
	`chain` text PRIMARY KEY,
	`length` integer NOT NULL,
	`hash` text NOT NULL
) STRICT;
