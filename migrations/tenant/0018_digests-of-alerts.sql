ALTER TABLE `alert_notifications` ADD `alert_ids` text;--> statement-breakpoint
CREATE INDEX `alert_notifications_digests` ON `alert_notifications` (`company_id`,`id`) WHERE transition = 'digest';