CREATE TABLE `retention_places` (
	`part` text PRIMARY KEY NOT NULL,
	`place` text NOT NULL
) WITHOUT ROWID;
