CREATE TABLE `metric_points` (
	`subject` text NOT NULL,
	`at_ms` integer NOT NULL,
	`id` text NOT NULL,
	`counts` text NOT NULL,
	PRIMARY KEY(`subject`, `at_ms`, `id`)
) WITHOUT ROWID;
