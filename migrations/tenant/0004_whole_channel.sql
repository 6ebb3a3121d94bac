CREATE TABLE `alerts` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`severity` text NOT NULL,
	`channel_id` text,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`count` integer NOT NULL,
	`opened_at_ms` integer NOT NULL,
	`last_at_ms` integer NOT NULL,
	`acknowledged_at_ms` integer,
	`acknowledged_by_id` text,
	`resolved_at_ms` integer,
	`resolved_by_id` text,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open` ON `alerts` (`company_id`,`key`) WHERE resolved_at_ms is null;--> statement-breakpoint
CREATE TABLE `channel_facts` (
	`company_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`fact` text NOT NULL,
	`value` text NOT NULL,
	`as_of_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `channel_id`, `fact`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `replays` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`channel_id` text NOT NULL,
	`from_ms` integer NOT NULL,
	`to_ms` integer NOT NULL,
	`state` text NOT NULL,
	`cursor` text,
	`objects_read` integer NOT NULL,
	`items_read` integer NOT NULL,
	`error` text,
	`created_by_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`finished_at_ms` integer,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contact_merges` (
	`company_id` text NOT NULL,
	`into_contact_id` text NOT NULL,
	`id` text NOT NULL,
	`from_contact_id` text NOT NULL,
	`reason` text NOT NULL,
	`by_user_id` text,
	`record` text NOT NULL,
	`at_ms` integer NOT NULL,
	`undone_at_ms` integer,
	`undone_by_id` text,
	PRIMARY KEY(`company_id`, `into_contact_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `pending_amendments` (
	`company_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`external_id` text NOT NULL,
	`kind` text NOT NULL,
	`by` text NOT NULL,
	`at_ms` integer NOT NULL,
	`payload` text NOT NULL,
	`received_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `channel_id`, `external_id`, `kind`, `by`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `provider_media` (
	`company_id` text NOT NULL,
	`upload_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`expires_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `upload_id`, `channel_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `uploads` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`mime_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`filename` text,
	`details` text NOT NULL,
	`created_by_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `quick_replies` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`shortcut` text NOT NULL,
	`text` text NOT NULL,
	`version` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `quick_replies_shortcut` ON `quick_replies` (`company_id`,`shortcut`);--> statement-breakpoint
ALTER TABLE `channels` ADD `disconnected_at_ms` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `kind` text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `parent_user_id` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `group_id` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `marketing_opt_out_at_ms` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `marketing_opt_out_source` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `merged_into_id` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `merged_into_id` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `referral` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `handover` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `automations_paused_at_ms` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `sender` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `origin` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `media` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `pricing` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `reactions` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `edits` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `edited_at_ms` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `revoked_at_ms` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `decided_by_id` text;--> statement-breakpoint
ALTER TABLE `pending_updates` ADD `pricing` text;