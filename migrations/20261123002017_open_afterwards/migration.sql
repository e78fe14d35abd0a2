CREATE INDEX `checklist_items_afterwards` ON `checklist_items` (`state`,`delegation_id`,`position`) WHERE (anchor = 'end' or "offset" >= 0);
