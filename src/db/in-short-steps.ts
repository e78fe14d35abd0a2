/** So long a step holds up whoever asks for a page, and so long they are let through then. */
const STEP_MS = 15
const PAUSE_MS = 15

/** Does what takes long in short steps, so that nobody has to wait for it. */
export function inShortSteps(steps: Generator<void>) {
  const go = () => {
    const until = performance.now() + STEP_MS
    while (performance.now() < until) if (steps.next().done) return
    setTimeout(go, PAUSE_MS).unref()
  }
  go()
}
