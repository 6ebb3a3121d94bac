CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text,
	`lane` text NOT NULL,
	`kind` text NOT NULL,
	`code` text NOT NULL,
	`detail` text NOT NULL,
	`ref` text,
	`attempts` integer NOT NULL,
	`body_sealed` text NOT NULL,
	`message_id` text NOT NULL,
	`state` text NOT NULL,
	`redrives` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`changed_at_ms` integer NOT NULL,
	`changed_by_id` text,
	`reason` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `dead_letters_message` ON `dead_letters` (`message_id`);--> statement-breakpoint
CREATE INDEX `dead_letters_company` ON `dead_letters` (`company_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `dead_letters_company_group` ON `dead_letters` (`company_id`,`state`,`lane`,`kind`,`code`,`id`);--> statement-breakpoint
CREATE INDEX `dead_letters_state` ON `dead_letters` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `dead_letters_group` ON `dead_letters` (`state`,`lane`,`kind`,`code`,`id`);--> statement-breakpoint
ALTER TABLE `users` ADD `is_operator` integer DEFAULT false NOT NULL;