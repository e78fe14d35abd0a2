import { type Db, rememberedCatalogue } from '../db/open.ts'

// Thousands of partners are put in order, of whom a write moves one or two: they are put in order beginning with the
// order they were in before, in which a sort finds hardly anything to do.

/** Something that is told apart by its key, and sorted by name where nothing else tells it from others. */
interface Keyed {
  key: string
  order: string
}

interface Wanted<Item extends Keyed> {
  /** What they are, how they are named and how they are sorted: the same name for the same answer. */
  name: string
  keys: ReadonlyMap<string, unknown>
  /** Whether what was made of it before is what would be made of it now; names are those of the catalogue. */
  isStill: (item: Item) => boolean
  make: (key: string) => Item
  compare: (one: Item, other: Item) => number
}

/** So many orders of thousands are held. */
const MOST_HELD = 24

/** What is made of each key, in order. */
export function inOrder<Item extends Keyed>(
  db: Db,
  { name, keys, isStill, make, compare }: Wanted<Item>,
): readonly Item[] {
  const held = rememberedCatalogue(db, 'in order', () => new Map<string, readonly Keyed[]>())
  const before = (held.get(name) ?? []) as readonly Item[]
  const items: Item[] = []
  for (const item of before) if (keys.has(item.key)) items.push(isStill(item) ? item : make(item.key))
  if (items.length < keys.size) {
    const known = new Set(items.map(({ key }) => key))
    for (const key of keys.keys()) if (!known.has(key)) items.push(make(key))
  }
  items.sort((one, other) => compare(one, other) || byName(one, other))
  held.delete(name)
  held.set(name, items)
  for (const [oldest] of held) if (held.size > MOST_HELD) held.delete(oldest)
  return items
}

function byName(one: Keyed, other: Keyed): number {
  if (one.order !== other.order) return one.order < other.order ? -1 : 1
  return one.key < other.key ? -1 : 1
}
