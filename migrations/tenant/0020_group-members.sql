ALTER TABLE `conversation_authors` ADD `member_at_ms` integer;--> statement-breakpoint
ALTER TABLE `conversation_authors` ADD `gone_at_ms` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `members_asked_at_ms` integer;