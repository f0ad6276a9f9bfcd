/**
 * @file Pace: limits work to the rate at which the page can render, and leaves time to handle user input in between.
 */

interface Pauses {
  /** Minimum pause between two updates, in ms. */
  readonly leastMs: number
  /** Pause per ms of work. */
  readonly factor: number
}

/**
 * Nobody can read more than ten updates a second, and even on a slow computer the page is idle three quarters of the
 * time.
 */
const PAGE: Pauses = { leastMs: 90, factor: 3 }
let pauses = PAGE
/**
 * Updates wait until there has been no click or key press for this long, in ms, but at most `LONGEST_MS` while the user
 * keeps typing.
 */
const INPUT_QUIET_MS = 150
const LONGEST_MS = 1000
/** If no frame comes within this time, in ms, the tab is assumed to be hidden. */
const NO_FRAME_MS = 500

/** Updates follow each other at once. For tests, which have no page to render. */
export function neverPause(): void {
  pauses = { leastMs: 0, factor: 0 }
}

/** Undoes `neverPause`. */
export function pauseForPage(): void {
  pauses = PAGE
}

export interface Pace {
  /** Requests an update; requests made before it starts are merged into one. */
  soon(): void
}

/**
 * Calls `then` after a pause that is proportional to the time since `began` plus the duration of the next frame, but at
 * least `atLeast` ms.
 */
export function afterRest(began: number, then: () => void, atLeast: number = pauses.leastMs): void {
  // React renders before the next task, so this includes the rendering time.
  setTimeout(() => {
    const rendered = performance.now() - began
    afterFrame((ms) => setTimeout(then, Math.max(atLeast, pauses.factor * (rendered + ms))))
  })
}

/**
 * Runs `work` soon after a request, after a pause that is proportional to the duration of the previous run and the
 * frame that followed it.
 */
export function makePace(work: () => void): Pace {
  let state: 'free' | 'busy' | 'busy-asked-again' = 'free'
  let due = 0

  function begin(): void {
    due = performance.now()
    turn()
  }
  function turn(): void {
    state = 'busy'
    const began = performance.now()
    const wait = Math.min(pressedAt() + INPUT_QUIET_MS, due + LONGEST_MS) - began
    if (wait > 0) {
      setTimeout(turn, wait)
      return
    }
    work()
    afterRest(began, rested)
  }
  function rested(): void {
    if (state === 'busy-asked-again') begin()
    else state = 'free'
  }

  return {
    soon() {
      if (state !== 'free') {
        state = 'busy-asked-again'
        return
      }
      state = 'busy'
      setTimeout(begin)
    },
  }
}

let lastPress: number | undefined

/** The time of the user's last pointer or key press. */
function pressedAt(): number {
  if (lastPress === undefined) {
    lastPress = Number.NEGATIVE_INFINITY
    const recordPress = () => {
      lastPress = performance.now()
    }
    if (typeof window !== 'undefined')
      for (const type of ['pointerdown', 'keydown'])
        window.addEventListener(type, recordPress, { capture: true, passive: true })
  }
  return lastPress
}

/** Calls `then` after the next frame with the frame's duration in ms, or with 0 if no frame comes. */
function afterFrame(then: (ms: number) => void): void {
  if (typeof requestAnimationFrame === 'undefined') {
    then(0)
    return
  }
  let finished = false
  const finish = (ms: number) => {
    if (!finished) then(ms)
    finished = true
  }
  const late = setTimeout(() => finish(0), NO_FRAME_MS)
  requestAnimationFrame(() => {
    const began = performance.now()
    // A message posted in a frame callback arrives after the frame is drawn.
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      clearTimeout(late)
      port1.close()
      finish(performance.now() - began)
    }
    port2.postMessage(null)
  })
}
