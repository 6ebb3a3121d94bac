CREATE TABLE `template_syncs` (
	`company_id` text NOT NULL,
	`waba_id` text NOT NULL,
	`synced_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `waba_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `templates` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`waba_id` text NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`parameter_format` text NOT NULL,
	`status` text NOT NULL,
	`status_reason` text,
	`status_detail` text,
	`status_as_of_ms` integer NOT NULL,
	`category` text NOT NULL,
	`next_category` text,
	`next_category_at_ms` integer,
	`category_as_of_ms` integer NOT NULL,
	`quality` text NOT NULL,
	`quality_as_of_ms` integer NOT NULL,
	`components` text NOT NULL,
	`components_as_of_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `waba_id`, `name`, `language`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `templates_id` ON `templates` (`company_id`,`id`);