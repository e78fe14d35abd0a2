import type Database from 'better-sqlite3'

// What triggers keep of the rows is no part of history: for a register of the past it is worked out again, by the same
// rules, for the visits that changed since.

/** One thing that triggers keep: how it is worked out for the visits in `then_visits`, once their rows are as they were. */
interface Kept {
  /** The table it stands in. */
  name: string
  wind: (client: Database.Database) => void
}

/** What the counted figures of a visit are read from. */
export const countedFrom = [
  'delegations',
  'participants',
  'delegation_partners',
  'delegation_countries',
] as const

// What a visit gives to each cell it stands in: {of} stands before the tables or views it is read from.
const gives = `select dimension, key, unit_id, direction, substr(starts_on, 1, 7) as period,
    is_counted as delegations, coalesce(person_trip_count, 0) as trips, person_trip_count is null as unknown
  from (
    select visit_id, 'all' as dimension, '' as key from {of}_visits
    union all select visit_id, 'purpose', coalesce(purpose_kind, '') from {of}_visits
    union all select visit_id, 'partner', '' from {of}_visits where partner_count = 0
    union all select delegation_id as visit_id, 'partner', cast(partner_id as text) from {of}_partners
    union all select delegation_id, 'country', country from {of}_countries
    union all select visit_id, 'country', '' from {of}_visits
      where visit_id not in (select delegation_id from {of}_countries)
  ) place join {of}_visits using (visit_id)
  where are_people_counted
  union all
  select 'left_out', why, unit_id, direction, substr(starts_on, 1, 7), 1, 0, 0 from (
    select *, case when status in ('postponed', 'cancelled') then status when counts_as = 'nothing' then 'excluded'
      when status not in ('underway', 'returned', 'reported') then 'ahead'
      when counts_as = 'people_only' then 'peopleOnly' end as why
    from {of}_visits
  ) where why is not null`

/** What the visits `ids` give to cells, one row for each visit and cell: a query, and the tables it is to be given first. */
export const givenTo = (name: string, of: 'main.' | 'temp.whole_', ids = 'temp.then_visits') => ({
  // Each is looked up by the visits alone, before anything is joined to it.
  tables: `${name}_visits as materialized (
    select id as visit_id, unit_id, direction, starts_on, purpose_kind, partner_count, person_trip_count, is_counted,
      are_people_counted, status, counts_as from ${of}delegations where id in (select id from ${ids})),
  ${name}_partners as materialized (
    select delegation_id, partner_id from ${of}delegation_partners
    where delegation_id in (select id from ${ids})),
  ${name}_countries as materialized (
    select delegation_id, country from ${of}delegation_countries
    where delegation_id in (select id from ${ids}))`,
  rows: gives.replaceAll('{of}', name),
})

const was = givenTo('was', 'temp.whole_')
const stands = givenTo('stands', 'main.')

/** In the order in which they are worked out. */
export const keptTables: readonly Kept[] = [
  {
    name: 'delegations',
    wind(client) {
      const columns = client
        .prepare<[], string>(`select name from pragma_table_xinfo('delegations', 'main') where hidden = 0`)
        .pluck()
        .all()
        .join()
      client.exec(
        `insert into temp.then_delegations (${columns}) select ${columns} from main.delegations
           where id in (select id from temp.then_visits) and id not in (select id from temp.then_ids_delegations);
         insert or ignore into temp.then_ids_delegations select id from temp.then_visits;
         -- C2, as the triggers have it.
         with travellers as materialized (
           select delegation_id, has_travelled from temp.whole_participants
           where delegation_id in (select id from temp.then_visits) and side = 'delegation'
         ), links as materialized (
           select delegation_id from temp.whole_delegation_partners
           where delegation_id in (select id from temp.then_visits)
         )
         update temp.then_delegations as visit set
           partner_count = coalesce(linked.partners, 0),
           person_trip_count = iif(listed > 0 and (is_list_complete or travelled >= head_count), travelled, head_count)
         from temp.then_visits
           left join (select delegation_id, count(*) as listed, sum(has_travelled) as travelled
             from travellers group by 1) named on named.delegation_id = then_visits.id
           left join (select delegation_id, count(*) as partners from links group by 1) linked
             on linked.delegation_id = then_visits.id
         where visit.id = then_visits.id`,
      )
    },
  },
  {
    name: 'count_cells',
    wind(client) {
      const columns = place.join()
      client.exec(
        `create temp table if not exists then_count_cells (dimension text, key text, unit_id integer, direction text,
           period text, delegation_count integer, person_trip_count integer, unknown_people_count integer,
           primary key (${columns})) without rowid;
         -- A cell that is known already holds what it held, whatever changed later.
         with ${was.tables}, ${stands.tables}
         insert or ignore into temp.then_count_cells
           select ${place.map((column) => `given.${column}`).join()},
             coalesce(delegation_count, 0) + delegations, coalesce(person_trip_count, 0) + trips,
             coalesce(unknown_people_count, 0) + unknown
           from (
             select ${columns}, sum(delegations) as delegations, sum(trips) as trips, sum(unknown) as unknown from (
               select * from (${was.rows})
               union all
               select ${columns}, -delegations, -trips, -unknown from (${stands.rows})
             ) group by ${columns}
           ) given left join main.count_cells cell on ${isSamePlace('cell', 'given')};
         drop view temp.whole_count_cells;
         create temp view whole_count_cells as
           select * from main.count_cells cell
             where not exists (select 1 from temp.then_count_cells known where ${isSamePlace('known', 'cell')})
           union all select * from temp.then_count_cells`,
      )
    },
  },
  {
    // Of what had a cell otherwise, all sums are added up anew; a sum that is known already holds what it held.
    name: 'count_sums',
    wind(client) {
      client.exec(
        `create temp table if not exists then_summed (dimension text, key text, direction text,
           primary key (dimension, key, direction)) without rowid;
         create temp table if not exists then_to_sum (dimension text, key text, direction text);
         create temp table if not exists then_count_sums (dimension text, unit_id integer, grain text, key text,
           direction text, period text, delegation_count integer, person_trip_count integer,
           unknown_people_count integer, first_on text, last_on text,
           primary key (dimension, unit_id, grain, key, direction, period)) without rowid;
         insert into temp.then_to_sum select distinct dimension, key, direction from temp.then_count_cells
           except select dimension, key, direction from temp.then_summed;
         with cell as materialized (
           select cell.* from temp.then_to_sum asked cross join main.count_cells cell using (dimension, key, direction)
             where not exists (select 1 from temp.then_count_cells known where ${isSamePlace('known', 'cell')})
           union all
           select cell.* from temp.then_to_sum asked cross join temp.then_count_cells cell using (dimension, key, direction)
         -- Each from the next finer, of which there are fewer.
         ), month_of_all as materialized (${summed('cell', '0', 'period', 'null', 'null')}
         ), year_of_unit as materialized (${summed('cell', 'unit_id', 'substr(period, 1, 4)', ...firstAndLast)}
         ), year_of_all as materialized (${summed('month_of_all', '0', 'substr(period, 1, 4)', ...firstAndLast)}
         )
         insert into temp.then_count_sums ${[
           from('month_of_all', 'month'),
           from('year_of_unit', 'year'),
           from('year_of_all', 'year'),
           from(`(${summed('year_of_unit', 'unit_id', `''`, 'min(first_on)', 'max(last_on)')})`, 'ever'),
           from(`(${summed('year_of_all', '0', `''`, 'min(first_on)', 'max(last_on)')})`, 'ever'),
         ].join(' union all ')};
         insert into temp.then_summed select * from temp.then_to_sum;
         delete from temp.then_to_sum;
         drop view temp.whole_count_sums;
         create temp view whole_count_sums as
           select * from main.count_sums sum where not exists (select 1 from temp.then_summed summed
             where summed.dimension = sum.dimension and summed.key = sum.key and summed.direction = sum.direction)
           union all select *, 0 as stamp from temp.then_count_sums`,
      )
    },
  },
  {
    // Emptied, a cell is worked out from the visits by whoever reads it; one that no visit is in today is there again.
    name: 'people_cells',
    wind(client) {
      const columns = 'unit_id, direction, period'
      client.exec(
        `create temp table if not exists then_people_cells (unit_id integer, direction text, period text,
           primary key (${columns})) without rowid;
         insert or ignore into temp.then_people_cells
           select unit_id, direction, substr(starts_on, 1, 7) from temp.whole_delegations
             where id in (select id from temp.then_visits)
           union select unit_id, direction, substr(starts_on, 1, 7) from main.delegations
             where id in (select id from temp.then_visits);
         drop view temp.whole_people_cells;
         create temp view whole_people_cells as
           select ${columns}, iif(exists (select 1 from temp.then_people_cells emptied where emptied.unit_id = cell.unit_id
               and emptied.direction = cell.direction and emptied.period = cell.period), null, visits) as visits, stamp
             from main.people_cells cell
           union all select ${columns}, null, (select coalesce(max(stamp), 0) + 1 from main.people_cells)
             from temp.then_people_cells emptied where not exists (select 1 from main.people_cells cell
               where cell.unit_id = emptied.unit_id and cell.direction = emptied.direction and cell.period = emptied.period)`,
      )
    },
  },
]

/** What a finer sum adds up to in each `period`, of each unit or of all. */
const summed = (finer: string, unit: 'unit_id' | '0', period: string, first: string, last: string) =>
  `select dimension, ${unit} as unit_id, key, direction, ${period} as period,
     sum(delegation_count) as delegation_count, sum(person_trip_count) as person_trip_count,
     sum(unknown_people_count) as unknown_people_count, ${first} as first_on, ${last} as last_on
   from ${finer} group by dimension, key, direction, ${unit === '0' ? '' : 'unit_id, '}${period}`
const firstAndLast = [
  `min(iif(delegation_count > 0, substr(period || '-12', 1, 7), null))`,
  `max(iif(delegation_count > 0, period, null))`,
] as const
const from = (sums: string, grain: string) =>
  `select dimension, unit_id, '${grain}', key, direction, period, delegation_count, person_trip_count,
     unknown_people_count, first_on, last_on from ${sums}`

const place = ['dimension', 'key', 'unit_id', 'direction', 'period']
const isSamePlace = (one: string, other: string) =>
  place.map((column) => `${one}.${column} = ${other}.${column}`).join(' and ')
