ALTER TABLE `contacts` ADD `given_name_as_of_ms` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `profile_as_of_ms` integer;