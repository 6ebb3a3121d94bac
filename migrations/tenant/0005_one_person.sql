ALTER TABLE `contact_identifiers` ADD `until_ms` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `identifiers` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `conversations_by_merge` ON `conversations` (`company_id`,`merged_into_id`) WHERE merged_into_id is not null;--> statement-breakpoint
UPDATE OR IGNORE `contact_identifiers` SET `value` = CASE
	WHEN `value` GLOB '549*' THEN '54' || substr(`value`, 4)
	WHEN `value` GLOB '521*' THEN '52' || substr(`value`, 4)
	ELSE substr(`value`, 1, 4) || '9' || substr(`value`, 5) END
WHERE `kind` = 'phone' AND ((length(`value`) = 13 AND (`value` GLOB '549*' OR `value` GLOB '521*'))
	OR (length(`value`) = 12 AND `value` GLOB '55[1-9][1-9][6-9]*'));--> statement-breakpoint
UPDATE `contacts` SET `identifiers` = (SELECT json_group_array(identifier) FROM (
	SELECT 'phone ' || CASE
		WHEN length(`phone`) = 13 AND `phone` GLOB '549*' THEN '54' || substr(`phone`, 4)
		WHEN length(`phone`) = 13 AND `phone` GLOB '521*' THEN '52' || substr(`phone`, 4)
		WHEN length(`phone`) = 12 AND `phone` GLOB '55[1-9][1-9][6-9]*' THEN substr(`phone`, 1, 4) || '9' || substr(`phone`, 5)
		ELSE `phone` END AS identifier WHERE `phone` IS NOT NULL
	UNION ALL SELECT 'user_id ' || `user_id` WHERE `user_id` IS NOT NULL));
