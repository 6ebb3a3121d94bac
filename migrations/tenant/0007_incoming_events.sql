CREATE TABLE `contact_events` (
	`company_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`source_id` text,
	`event_id` text,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `contact_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_sources` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`is_enabled` integer NOT NULL,
	`token_hash` text NOT NULL,
	`signature` text,
	`secret_sealed` text,
	`mapping` text NOT NULL,
	`actions` text NOT NULL,
	`created_by_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `incoming_event_keys` (
	`company_id` text NOT NULL,
	`source_id` text NOT NULL,
	`event_key` text NOT NULL,
	`event_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `source_id`, `event_key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `incoming_events` (
	`company_id` text NOT NULL,
	`source_id` text NOT NULL,
	`id` text NOT NULL,
	`event_key` text NOT NULL,
	`type` text,
	`state` text NOT NULL,
	`payload` text,
	`payload_key` text,
	`contact_id` text,
	`conversation_id` text,
	`message_id` text,
	`error_code` text,
	`error_detail` text,
	`runs` integer NOT NULL,
	`received_at_ms` integer NOT NULL,
	`finished_at_ms` integer,
	PRIMARY KEY(`company_id`, `source_id`, `id`)
) WITHOUT ROWID;
