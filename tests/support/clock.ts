import { vi } from 'vitest'

/** What is done on a day: at noon in Hà Nội, whatever day it is. */
export async function on<Result>(day: string, act: () => Promise<Result>): Promise<Result> {
  vi.useFakeTimers({ now: Date.parse(`${day}T05:00:00Z`), toFake: ['Date'] })
  try {
    return await act()
  } finally {
    vi.useRealTimers()
  }
}
