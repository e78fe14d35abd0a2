import { type Db, rememberedCatalogue } from '../db/open.ts'
import { placeIn } from '../ordered.ts'

// Thousands of partners are put in order, of whom a write moves one or two: those are put into the order that the others
// were in before.

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

/** Beyond so many that moved all are sorted. */
const MOST_PUT_IN = 50

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
  const others: Item[] = []
  for (const item of before) {
    if (!keys.has(item.key)) continue
    if (isStill(item)) items.push(item)
    else others.push(make(item.key))
  }
  if (items.length + others.length < keys.size) {
    const known = new Set([...items, ...others].map(({ key }) => key))
    for (const key of keys.keys()) if (!known.has(key)) others.push(make(key))
  }
  const inTurn = (one: Item, other: Item) => compare(one, other) || byName(one, other)
  if (others.length > MOST_PUT_IN) {
    items.push(...others)
    items.sort(inTurn)
  } else for (const item of others) items.splice(placeIn(items, item, inTurn), 0, item)
  held.delete(name)
  held.set(name, items)
  for (const [oldest] of held) if (held.size > MOST_HELD) held.delete(oldest)
  return items
}

function byName(one: Keyed, other: Keyed): number {
  if (one.order !== other.order) return one.order < other.order ? -1 : 1
  return one.key < other.key ? -1 : 1
}
