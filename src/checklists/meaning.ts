import { sql } from 'drizzle-orm'

/**
 * Whether its visit's file settles a line, 1 or 0, in a statement that joins both tables. It is asked each time and
 * never stored: a paper that is taken away opens the line again.
 */
export const isSettled = sql<number>`case checklist_items.settled_by
  when 'invitation' then exists (select 1 from documents paper
    where paper.delegation_id = delegations.id and paper.kind = 'invitation')
  when 'members' then delegations.is_list_complete or exists (select 1 from documents paper
    where paper.delegation_id = delegations.id and paper.kind = 'member_list')
  when 'estimate' then exists (select 1 from fundings
    where fundings.delegation_id = delegations.id and fundings.estimate is not null)
    or exists (select 1 from documents paper where paper.delegation_id = delegations.id and paper.kind = 'budget')
  when 'members_and_estimate' then (delegations.is_list_complete or exists (select 1 from documents paper
    where paper.delegation_id = delegations.id and paper.kind = 'member_list'))
    and (exists (select 1 from fundings where fundings.delegation_id = delegations.id and fundings.estimate is not null)
    or exists (select 1 from documents paper where paper.delegation_id = delegations.id and paper.kind = 'budget'))
  when 'programme' then exists (select 1 from programme_items where programme_items.delegation_id = delegations.id)
    or exists (select 1 from documents paper where paper.delegation_id = delegations.id and paper.kind = 'programme')
  when 'submission' then delegations.status in ('submitted', 'approved', 'underway', 'returned', 'reported')
    or delegations.approval_number is not null
  when 'approval' then delegations.status in ('approved', 'underway', 'returned', 'reported')
    or delegations.approval_number is not null or exists (select 1 from documents paper
    where paper.delegation_id = delegations.id and paper.kind = 'decision')
  when 'press_permit' then exists (select 1 from press_works
    where press_works.delegation_id = delegations.id and press_works.permit_number is not null)
    or exists (select 1 from documents paper where paper.delegation_id = delegations.id and paper.kind = 'press_permit')
  when 'report' then exists (select 1 from visit_reports
    where visit_reports.delegation_id = delegations.id and visit_reports.status in ('submitted', 'accepted', 'waived'))
  when 'costs' then exists (select 1 from fundings
    where fundings.delegation_id = delegations.id and fundings.actual is not null)
  else 0 end`
