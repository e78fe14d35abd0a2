/** So long a step holds up whoever asks for a page, and so long they are let through then. */
const STEP_MS = 15
const PAUSE_MS = 15

/** Does what takes long in short steps, so that nobody has to wait for it. Resolves once all is done. */
export const inShortSteps = (steps: Generator<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const go = () => {
      try {
        const until = performance.now() + STEP_MS
        while (performance.now() < until) if (steps.next().done) return resolve()
      } catch (error) {
        return reject(error)
      }
      setTimeout(go, PAUSE_MS).unref()
    }
    go()
  })
