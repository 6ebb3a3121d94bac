CREATE TABLE `companies` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`shard` text DEFAULT 'main' NOT NULL,
	`created_at_ms` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `companies_slug` ON `companies` (`slug`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`company_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`company_id`, `user_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `memberships_user` ON `memberships` (`user_id`,`company_id`);--> statement-breakpoint
CREATE TABLE `meta_apps` (
	`company_id` text PRIMARY KEY NOT NULL,
	`app_secret_sealed` text NOT NULL,
	`verify_token_sealed` text NOT NULL,
	`updated_at_ms` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`company_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`previous_token_hash` text,
	`rotated_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`ended_at_ms` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_at_ms` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `channel_routes` (
	`phone_number_id` text PRIMARY KEY NOT NULL,
	`waba_id` text NOT NULL,
	`app` text NOT NULL,
	`company_id` text NOT NULL,
	`channel_id` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `channel_routes_waba` ON `channel_routes` (`waba_id`);--> statement-breakpoint
CREATE TABLE `rejected_counts` (
	`app` text NOT NULL,
	`day` text NOT NULL,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`app`, `day`, `reason`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `rejected_items` (
	`app` text NOT NULL,
	`id` text NOT NULL,
	`reason` text NOT NULL,
	`phone_number_id` text,
	`excerpt` text NOT NULL,
	`archive_key` text,
	`received_at_ms` integer NOT NULL,
	PRIMARY KEY(`app`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `wakeups` (
	`due_at_ms` integer NOT NULL,
	`company_id` text NOT NULL,
	`kind` text NOT NULL,
	`ref` text NOT NULL,
	PRIMARY KEY(`due_at_ms`, `company_id`, `kind`, `ref`)
) WITHOUT ROWID;
