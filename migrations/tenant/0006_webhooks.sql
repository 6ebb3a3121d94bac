CREATE TABLE `webhook_cursors` (
	`company_id` text PRIMARY KEY NOT NULL,
	`planned_seq` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`company_id` text NOT NULL,
	`webhook_id` text NOT NULL,
	`id` text NOT NULL,
	`event_type` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`due_at_ms` integer NOT NULL,
	`attempts` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`finished_at_ms` integer,
	PRIMARY KEY(`company_id`, `webhook_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`company_id`,`webhook_id`,`due_at_ms`) WHERE state in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX `webhook_deliveries_failed` ON `webhook_deliveries` (`company_id`,`webhook_id`,`id`) WHERE state = 'failed';--> statement-breakpoint
CREATE TABLE `webhooks` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`url` text NOT NULL,
	`description` text NOT NULL,
	`events` text NOT NULL,
	`secret_sealed` text NOT NULL,
	`previous_secret_sealed` text,
	`previous_secret_until_ms` integer,
	`is_enabled` integer NOT NULL,
	`disabled_reason` text,
	`since_seq` integer NOT NULL,
	`failing_since_ms` integer,
	`last_delivered_at_ms` integer,
	`created_by_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
