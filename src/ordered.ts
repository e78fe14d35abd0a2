/** How many of what is in order come before a place in it: where what belongs there is, or is put in. */
export function placeIn<Place>(
  items: readonly Place[],
  place: Place,
  inTurn: (one: Place, other: Place) => number,
): number {
  let [from, to] = [0, items.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (inTurn(items[middle]!, place) < 0) from = middle + 1
    else to = middle
  }
  return from
}
