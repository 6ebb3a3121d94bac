CREATE TABLE `trouble_ends` (
	`company_id` text NOT NULL,
	`key` text NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `key`)
) WITHOUT ROWID;
