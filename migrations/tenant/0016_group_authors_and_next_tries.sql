CREATE TABLE `conversation_authors` (
	`company_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`name` text,
	`wrote_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `conversation_id`, `contact_id`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `incoming_events` ADD `next_try_at_ms` integer;--> statement-breakpoint
ALTER TABLE `webhooks` ADD `rotatable_at_ms` integer;