/** @file Pace: does work that comes in faster than the page can show it as often as the page can take, and leaves it time between. */

/** Rest between two turns, in ms: ten a second are as many as anyone reads. */
const REST_MS = 90
/** Rest for each ms that a turn took: whoever clicks on a slow computer finds the page free three times out of four. */
const RESTS = 3
/** So long after a click or a key the page is its user's, in ms; but nobody who goes on typing waits longer than `LONGEST_MS` for news. */
const CALM_MS = 150
const LONGEST_MS = 1000
/** A frame that has not come by then does not come soon: the tab is hidden. */
const NO_FRAME_MS = 500

export interface Pace {
  /** Asks for a turn; many calls before it become one. */
  soon(): void
}

/** Calls back when the page had a rest, of `atLeast` ms, that suits what it took since `began`, the next frame with it. */
export function afterRest(began: number, then: () => void, atLeast: number = REST_MS): void {
  // What is rendered by it is rendered before the next task, so its time counts.
  setTimeout(() => {
    const rendered = performance.now() - began
    drawn((ms) => setTimeout(then, Math.max(atLeast, RESTS * (rendered + ms))))
  })
}

/** Calls `work` soon after it was asked for, but not before the page had a rest that suits what the last turn took, its frame with it. */
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
    const calm = Math.min(pressedAt() + CALM_MS, due + LONGEST_MS) - began
    if (calm > 0) {
      setTimeout(turn, calm)
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

/** When the user last pressed a button or a key. */
function pressedAt(): number {
  if (lastPress === undefined) {
    lastPress = Number.NEGATIVE_INFINITY
    const note = () => {
      lastPress = performance.now()
    }
    if (typeof window !== 'undefined')
      for (const type of ['pointerdown', 'keydown'])
        window.addEventListener(type, note, { capture: true, passive: true })
  }
  return lastPress
}

/** Calls back after the next frame, with the ms from its beginning until the page was free again; with 0 where no frame comes. */
function drawn(then: (ms: number) => void): void {
  if (typeof requestAnimationFrame === 'undefined') {
    then(0)
    return
  }
  let told = false
  const tell = (ms: number) => {
    if (!told) then(ms)
    told = true
  }
  const late = setTimeout(() => tell(0), NO_FRAME_MS)
  requestAnimationFrame(() => {
    const began = performance.now()
    // What is posted in a frame comes when it is drawn.
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      clearTimeout(late)
      port1.close()
      tell(performance.now() - began)
    }
    port2.postMessage(null)
  })
}
