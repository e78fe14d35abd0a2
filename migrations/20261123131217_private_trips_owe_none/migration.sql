-- Private trips owe no report (C11): those whose report nobody has begun are let go, as new ones are.
UPDATE visit_reports
SET status = 'waived', waived_reason = 'Chuyến không tính (việc riêng): không phải báo cáo'
WHERE status = 'empty'
  AND delegation_id IN (SELECT id FROM delegations WHERE counts_as = 'nothing')
  AND id NOT IN (SELECT report_id FROM report_drafts);
