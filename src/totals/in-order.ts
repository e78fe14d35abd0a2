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
  /** The keys of which something else would be made now, in turn, as they are told; all are looked at where they are not. */
  moved: (readonly string[] | undefined)[]
  /** Whether what was made of it before is what would be made of it now; names are those of the catalogue. */
  isStill: (item: Item) => boolean
  make: (key: string) => Item
  compare: (one: Item, other: Item) => number
}

/** Beyond so many that moved all are sorted. */
const MOST_PUT_IN = 50

/** So many orders of thousands are held. */
const MOST_HELD = 24

interface Held {
  items: readonly Keyed[]
  byKey: Map<string, Keyed>
  moved: { keys: readonly string[] | undefined; upTo: number }[]
}

/** What is made of each key, in order. */
export function inOrder<Item extends Keyed>(db: Db, wanted: Wanted<Item>): readonly Item[] {
  const { name, keys, make, compare } = wanted
  const held = rememberedCatalogue(db, 'in order', () => new Map<string, Held>())
  const before = held.get(name)
  const { items, byKey } = (before ?? { items: [], byKey: new Map() }) as {
    items: readonly Item[]
    byKey: Map<string, Item>
  }
  const inTurn = (one: Item, other: Item) => compare(one, other) || byName(one, other)
  const others = othersOf(wanted, before)
  const now = [...items]
  const isEachPutIn = others.length <= MOST_PUT_IN
  for (const key of others) {
    const old = byKey.get(key)
    if (old && isEachPutIn) now.splice(placeIn(now, old, inTurn), 1)
    if (!keys.has(key)) byKey.delete(key)
    else {
      const item = make(key)
      byKey.set(key, item)
      if (isEachPutIn) now.splice(placeIn(now, item, inTurn), 0, item)
    }
  }
  const sorted = isEachPutIn ? now : [...byKey.values()].toSorted(inTurn)
  held.delete(name)
  held.set(name, {
    items: sorted,
    byKey,
    moved: wanted.moved.map((moved) => ({ keys: moved, upTo: moved?.length ?? 0 })),
  })
  for (const [oldest] of held) if (held.size > MOST_HELD) held.delete(oldest)
  return sorted
}

/** The keys of which something else is to be made than before, or nothing any more. */
function othersOf<Item extends Keyed>(
  { keys, moved, isStill }: Wanted<Item>,
  before: Held | undefined,
): string[] {
  const byKey = before?.byKey as Map<string, Item> | undefined
  const isTold = moved.every((told, nth) => told && told === before?.moved[nth]?.keys)
  const looked = isTold
    ? new Set(moved.flatMap((told, nth) => told!.slice(before!.moved[nth]!.upTo)))
    : new Set([...(byKey?.keys() ?? []), ...keys.keys()])
  return [...looked].filter((key) => {
    const item = byKey?.get(key)
    return item ? !keys.has(key) || !isStill(item) : keys.has(key)
  })
}

function byName(one: Keyed, other: Keyed): number {
  if (one.order !== other.order) return one.order < other.order ? -1 : 1
  return one.key < other.key ? -1 : 1
}
