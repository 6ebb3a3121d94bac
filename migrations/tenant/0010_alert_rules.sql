CREATE TABLE `alert_mutes` (
	`company_id` text NOT NULL,
	`key` text NOT NULL,
	`since_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `alert_settings` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`rules` text NOT NULL,
	`notify` text NOT NULL,
	`webhook_url_sealed` text,
	`webhook_host` text,
	`version` integer NOT NULL,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `alert_notifications` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`key` text NOT NULL,
	`alert_id` text,
	`transition` text NOT NULL,
	`target` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`detail` text,
	`attempts` integer NOT NULL,
	`due_at_ms` integer NOT NULL,
	`lease_until_ms` integer,
	`created_at_ms` integer NOT NULL,
	`finished_at_ms` integer,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_notifications_key` ON `alert_notifications` (`company_id`,`key`);--> statement-breakpoint
CREATE INDEX `alert_notifications_due` ON `alert_notifications` (`company_id`,`due_at_ms`) WHERE state in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX `alert_notifications_alert` ON `alert_notifications` (`company_id`,`alert_id`,`id`) WHERE alert_id is not null;--> statement-breakpoint
ALTER TABLE `alerts` ADD `news_count` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `alerts` ADD `told_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `alerts` ADD `told_severity` text;--> statement-breakpoint
CREATE INDEX `alerts_untold` ON `alerts` (`company_id`,`id`) WHERE told_count < news_count;