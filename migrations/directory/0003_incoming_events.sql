CREATE TABLE `event_doors` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`source_id` text NOT NULL,
	`is_enabled` integer NOT NULL,
	`signature` text,
	`secret_sealed` text
) WITHOUT ROWID;
