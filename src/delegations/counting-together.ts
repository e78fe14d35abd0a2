import type Database from 'better-sqlite3'
import { givenTo } from '../db/kept-then.ts'
import type { Write } from '../db/write.ts'

// Counted one by one, most of what thousands of visits cost would go into what triggers keep of each.
const atRest = [
  'count_cells_sum_at_insert',
  'count_cells_sum_at_update',
  'delegation_countries_count_at_delete',
  'delegation_countries_count_at_insert',
  'delegation_countries_touch_people_at_delete',
  'delegation_countries_touch_people_at_insert',
  'delegation_partners_count_at_delete',
  'delegation_partners_count_at_insert',
  'delegation_partners_touch_people_at_delete',
  'delegation_partners_touch_people_at_insert',
  'delegations_count_at_delete',
  'delegations_count_at_insert',
  'delegations_count_at_update',
  'delegations_leave_out_at_delete',
  'delegations_leave_out_at_insert',
  'delegations_leave_out_at_update',
  'delegations_people_at_insert',
  'delegations_touch_people',
  'participants_people_at_delete',
  'participants_people_at_insert',
  'participants_people_at_update',
  'participants_touch_people_at_delete',
  'participants_touch_people_at_insert',
  'participants_touch_people_at_update',
]

/**
 * Runs `act` with the triggers that count visits at rest. It may add visits, and change or remove those of `visits`, with
 * what belongs to them, and no others. These are taken out of all that is counted before, and what then stands of them,
 * with all that was added, is counted in again; the transaction of `write` keeps others from seeing it half done.
 */
export function countingTogether({ db }: Write, visits: Iterable<number>, act: () => void) {
  const { $client } = db
  const last = $client.prepare<[], number>('select coalesce(max(id), 0) from delegations').pluck().get()!
  $client.exec(
    `create temp table together_visits (id integer primary key);
     create temp table together_cells (dimension text, key text, unit_id integer, direction text, period text,
       delegations integer, trips integer, unknown integer)`,
  )
  $client
    .prepare('insert or ignore into temp.together_visits select value from json_each(?) where value <= ?')
    .run(JSON.stringify([...visits]), last)
  tally($client, -1)
  resting($client, atRest, () => {
    act()
    $client.prepare('insert into temp.together_visits select id from delegations where id > ?').run(last)
    countWithin($client)
    tally($client, 1)
    keepTallied($client)
  })
  $client.exec('drop table temp.together_cells; drop table temp.together_visits')
}

/** Runs `act` without these triggers. */
export function resting(client: Database.Database, triggers: string[], act: () => void) {
  const definitions = client
    .prepare<[string], string>(
      `select sql from sqlite_schema where type = 'trigger' and name in (select value from json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(triggers))
  client.exec(triggers.map((name) => `drop trigger ${name};`).join(''))
  act()
  client.exec(definitions.join(';'))
}

// What is kept of each visit itself. The head-count is touched, not changed: how many travelled is worked out by the
// trigger that follows it (C2). A row that was added with what is kept of it is not written again.
function countWithin(client: Database.Database) {
  const partnerCount = '(select count(*) from delegation_partners where delegation_id = delegations.id)'
  client.exec(
    `update delegations set head_count = head_count
       where id in (select id from temp.together_visits) and (person_trip_count is not head_count or is_list_complete
         or head_count <= (select count(*) from participants where delegation_id = delegations.id));
     update delegations set partner_count = ${partnerCount}
       where id in (select id from temp.together_visits) and partner_count <> ${partnerCount}`,
  )
}

const given = givenTo('together', 'main.', 'temp.together_visits')

// Adds what the visits give to their cells now, or takes it off, and empties the cells of their people.
function tally(client: Database.Database, sign: 1 | -1) {
  client.exec(
    `with ${given.tables}
       insert into temp.together_cells
       select dimension, key, unit_id, direction, period,
         ${sign} * sum(delegations), ${sign} * sum(trips), ${sign} * sum(unknown)
       from (${given.rows})
       group by dimension, key, unit_id, direction, period;
     insert into people_cells (unit_id, direction, period, visits, stamp)
       select unit_id, direction, substr(starts_on, 1, 7), null, (select coalesce(max(stamp), 0) + 1 from people_cells)
       from delegations where id in (select id from temp.together_visits) and are_people_counted
         and exists (select 1 from participants where delegation_id = delegations.id)
       group by 1, 2, 3
       on conflict (unit_id, direction, period) do update set visits = null, stamp = excluded.stamp`,
  )
}

const counts = ['delegation_count', 'person_trip_count', 'unknown_people_count']
const columns = counts.join()
const added = counts.map((count) => `${count} = ${count} + excluded.${count}`).join()

// As the triggers of `count_cells` and `count_sums` keep them.
function keepTallied(client: Database.Database) {
  client.exec(
    `insert into count_cells (dimension, key, unit_id, direction, period, ${columns})
       select dimension, key, unit_id, direction, period, sum(delegations) d, sum(trips) t, sum(unknown) u
       from temp.together_cells group by 1, 2, 3, 4, 5 having d or t or u
       on conflict (dimension, key, unit_id, direction, period) do update set ${added};
     ${addToSums('unit_id', 'year', 'substr(period, 1, 4)')};
     ${addToSums('unit_id', 'ever', `''`)};
     ${addToSums('0', 'month', 'period')};
     ${addToSums('0', 'year', 'substr(period, 1, 4)')};
     ${addToSums('0', 'ever', `''`)};
     insert into count_sums (dimension, unit_id, grain, key, direction, period, ${columns}, stamp)
       select 'changes', unit_id, 'month', '', direction, period, 0, 0, 0, 1 from (
         select unit_id, direction, period from temp.together_cells union select 0, direction, period from temp.together_cells)
       where true
       on conflict (dimension, unit_id, grain, key, direction, period) do update set stamp = stamp + 1;
     ${lookForEnds('unit_id', 'year', 'substr(period, 1, 4)', `count_cells part where`)};
     ${lookForEnds('0', 'year', 'substr(period, 1, 4)', `count_sums part where part.grain = 'month' and`)};
     ${['unit_id', '0'].map((unit) => lookForEnds(unit, 'ever', `''`, `count_sums part where part.grain = 'year' and`)).join(';')}`,
  )
}

const addToSums = (unit: string, grain: string, period: string) =>
  `insert into count_sums (dimension, unit_id, grain, key, direction, period, ${columns}, stamp)
     select dimension, ${unit}, '${grain}', key, direction, ${period}, sum(delegations) d, sum(trips) t, sum(unknown) u,
       iif(dimension = 'partner', ${nextStamp}, 0)
     from temp.together_cells group by 1, 2, 4, 5, 6 having d or t or u
     on conflict (dimension, unit_id, grain, key, direction, period) do update set ${added}, stamp = excluded.stamp`

// Whoever remembers the sums of partners reads again those with a higher stamp.
const nextStamp = `coalesce((select stamp from count_sums where dimension <> 'changes' and stamp > 0
  order by stamp desc limit 1), 0) + 1`

// The first and the last month of sums, looked for in the cells or sums they are of.
function lookForEnds(unit: string, grain: 'year' | 'ever', period: string, parts: string) {
  const [first, last] =
    grain === 'ever'
      ? ['min(first_on)', 'max(last_on)']
      : [`min(substr(part.period || '-12', 1, 7))`, 'max(part.period)']
  const found = (end: string) =>
    `(select ${end} from ${parts} part.dimension = asked.dimension and part.unit_id = asked.unit_id
       and part.key = asked.key and part.direction = asked.direction ${
         grain === 'ever'
           ? ''
           : `and part.period >= asked.period and part.period < asked.period || '~' and part.delegation_count > 0`
       })`
  return `update count_sums as sum set first_on = ${found(first)}, last_on = ${found(last)}
     from (select distinct dimension, ${unit} unit_id, key, direction, ${period} period from temp.together_cells
       where delegations <> 0) asked
     where sum.dimension = asked.dimension and sum.unit_id = asked.unit_id and sum.grain = '${grain}'
       and sum.key = asked.key and sum.direction = asked.direction and sum.period = asked.period`
}
