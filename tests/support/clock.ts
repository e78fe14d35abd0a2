import { afterEach, beforeEach, vi } from 'vitest'

/** What is done on a day: at noon in Hà Nội, whatever day it is. */
export async function on<Result>(day: string, act: () => Promise<Result>): Promise<Result> {
  stopClock(`${day}T05:00:00Z`)
  try {
    return await act()
  } finally {
    vi.useRealTimers()
  }
}

/** Has each test of a file begin at an instant, and the clock stand still but for `goOn`. */
export function beginAt(instant: string) {
  beforeEach(() => stopClock(instant))
  afterEach(() => void vi.useRealTimers())
}

/** So many days go by. */
export const goOn = (days = 1) => void vi.setSystemTime(Date.now() + days * 86_400_000)

const stopClock = (instant: string) => void vi.useFakeTimers({ now: Date.parse(instant), toFake: ['Date'] })
