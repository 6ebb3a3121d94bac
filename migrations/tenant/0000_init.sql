CREATE TABLE `channel_events` (
	`company_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`field` text NOT NULL,
	`name` text,
	`external_id` text,
	`dedupe_key` text NOT NULL,
	`payload` text,
	`occurred_at_ms` integer NOT NULL,
	`received_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `channel_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `channel_events_dedupe` ON `channel_events` (`company_id`,`channel_id`,`dedupe_key`);--> statement-breakpoint
CREATE TABLE `channels` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`phone_number_id` text NOT NULL,
	`waba_id` text NOT NULL,
	`display_phone_number` text NOT NULL,
	`app` text NOT NULL,
	`access_token_sealed` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contact_identifiers` (
	`company_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`contact_id` text NOT NULL,
	PRIMARY KEY(`company_id`, `kind`, `value`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contact_terms` (
	`company_id` text NOT NULL,
	`term` text NOT NULL,
	`contact_id` text NOT NULL,
	PRIMARY KEY(`company_id`, `term`, `contact_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contacts` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`given_name` text,
	`profile_name` text,
	`phone` text,
	`user_id` text,
	`username` text,
	`notes` text DEFAULT '' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `conversations` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`contact_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`status` text NOT NULL,
	`assignee_id` text,
	`snoozed_until_ms` integer,
	`unread_count` integer NOT NULL,
	`last_message_at_ms` integer NOT NULL,
	`last_message_id` text,
	`last_message_text` text,
	`last_message_type` text,
	`last_message_direction` text,
	`last_inbound_at_ms` integer,
	`last_outbound_id` text,
	`activity_seq` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_contact_channel` ON `conversations` (`company_id`,`contact_id`,`channel_id`);--> statement-breakpoint
CREATE INDEX `conversations_by_status` ON `conversations` (`company_id`,`status`,`last_message_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `conversations_by_assignee` ON `conversations` (`company_id`,`assignee_id`,`status`,`last_message_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`company_id` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`conversation_id` text NOT NULL,
	`message_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `messages` (
	`company_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`id` text NOT NULL,
	`channel_id` text NOT NULL,
	`external_id` text,
	`direction` text NOT NULL,
	`type` text NOT NULL,
	`text` text,
	`status` text NOT NULL,
	`error` text,
	`content` text,
	`author_id` text,
	`client_key` text,
	`sent_at_ms` integer NOT NULL,
	`accepted_at_ms` integer,
	`delivered_at_ms` integer,
	`read_at_ms` integer,
	`played_at_ms` integer,
	`failed_at_ms` integer,
	`after_id` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at_ms` integer,
	`wakeup_at_ms` integer,
	`lease_until_ms` integer,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `conversation_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_external` ON `messages` (`company_id`,`channel_id`,`external_id`) WHERE external_id is not null;--> statement-breakpoint
CREATE TABLE `pending_updates` (
	`company_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`external_id` text NOT NULL,
	`status` text NOT NULL,
	`at_ms` integer NOT NULL,
	`error` text,
	`received_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `channel_id`, `external_id`, `status`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `company_log` (
	`company_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`changes` text NOT NULL,
	PRIMARY KEY(`company_id`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `company_log_cursors` (
	`company_id` text PRIMARY KEY NOT NULL,
	`drained_seq` integer NOT NULL
) WITHOUT ROWID;
