/**
 * @file Playhead: where virtual time stands between two reports of the worker, which come some times a second: it goes on as fast as it
 * lately did, comes nearer to what is reported, and never goes back while it plays.
 */

export interface Head {
  /** Virtual ms that are shown. */
  readonly shown: number
  /** The last report, and when it came. */
  readonly told: number
  readonly toldWall: number
  /** Virtual ms a real one, as reports lately had it. */
  readonly pace: number
  readonly wall: number
}

/** Without a report for so long, in ms, it waits. */
const LONGEST_GUESS = 500
/** The time in which two thirds of a difference go, in ms. */
const EASE = 150

/** A head that stands. */
export function headAt(at: number, wall: number): Head {
  return { shown: at, told: at, toldWall: wall, pace: 0, wall }
}

/** A report came. One that goes back is another run. */
export function heard(head: Head, at: number, wall: number, speed: number): Head {
  if (at < head.told) return headAt(at, wall)
  const passed = wall - head.toldWall
  const seen = passed > 0 ? (at - head.told) / passed : speed
  // At first nothing is known but what was asked for.
  const pace = head.pace === 0 ? Math.min(seen, speed) : 0.7 * head.pace + 0.3 * seen
  return { ...head, told: at, toldWall: wall, pace: Math.min(speed, pace) }
}

/** A frame later. */
export function next(head: Head, wall: number, clock: { readonly playing: boolean }): Head {
  if (!clock.playing) return { ...head, shown: head.told, wall }
  const passed = Math.max(0, wall - head.wall)
  const goal = head.told + head.pace * Math.min(Math.max(0, wall - head.toldWall), LONGEST_GUESS)
  const going = head.shown + head.pace * passed
  // 1 - 2^(-t/EASE), near enough by a line: a frame is short.
  const nearer = Math.min(1, passed / EASE)
  const shown = going + (goal - going) * nearer
  return { ...head, shown: Math.max(head.shown, Math.min(shown, Math.max(goal, head.shown))), wall }
}
