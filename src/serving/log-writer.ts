/** @file Journal: what happened to a service, in the order of its ids and times, as batches of the log. */
import type { Change, Entry, Labeller } from '../ops/record'
import { LABELLERS } from '../ops/record'
import { openColumns, type Sizes } from './columns'
import type { Flight, Token } from './request-context'

/** Requests of one batch of the log. */
const ROOM = 8192

export interface Journal {
  /** The number of the next request; counted up by whoever takes it. */
  next: number
  /** Where virtual time stands. */
  at: number
  /** A request is over. One that was overtaken waits for those before it; its flight is let go once it is written. */
  ended(flight: Flight, end: Token, letGo?: (flight: Flight) => void): void
  changed(what: Change['what'], at?: number): void
  labelled(
    labels: readonly { readonly request: number; readonly label: number; readonly at?: number }[],
    by: Labeller,
  ): void
  /** From the next request on its stages are others: so many columns there are, and these are theirs. */
  redrawn(stages: number, places: readonly number[]): void
  /** All since the last time. */
  take(): Entry[]
  /** From now on, or no longer, somebody reads along. */
  watch(on: 'on' | 'off'): void
  /** All since it was last read, for whoever reads along; what is taken is not changed by it. */
  read(): Entry[]
  /** Requests that came and are not over. */
  readonly open: number
}

/** A journal of requests with so many stages and answers of so many numbers. */
export function openJournal({ first = 0, at = 0, ...sizes }: Sizes & { first?: number; at?: number }): Journal {
  let columns = openColumns(ROOM, sizes)
  let entries: Entry[] = []
  let written = first
  const overtaking = new Map<
    number,
    { readonly flight: Flight; readonly end: Token; readonly letGo?: (flight: Flight) => void }
  >()

  let unread: Entry[] | undefined

  function add(entry: Entry): void {
    entries.push(entry)
    // What is told is handed over, and is nobody's here then.
    unread?.push(entry.kind === 'change' ? entry : structuredClone(entry))
  }
  function flush(): void {
    const taken = columns.take()
    if (taken) add(taken)
  }
  function write(flight: Flight, end: Token): void {
    columns.add(flight, end)
    written++
    if (columns.count === ROOM) flush()
  }

  const journal: Journal = {
    next: first,
    at,
    ended(flight, end, letGo) {
      if (flight.asked.id !== written) {
        overtaking.set(flight.asked.id, { flight, end, ...(letGo && { letGo }) })
        return
      }
      write(flight, end)
      letGo?.(flight)
      for (let waiting = overtaking.get(written); waiting; waiting = overtaking.get(written)) {
        overtaking.delete(written)
        write(waiting.flight, waiting.end)
        waiting.letGo?.(waiting.flight)
      }
    },
    changed(what, when = journal.at) {
      flush()
      add({ kind: 'change', at: when, what })
    },
    labelled(labels, by) {
      flush()
      add({
        kind: 'labels',
        count: labels.length,
        id: Float64Array.from(labels, ({ request }) => request),
        label: Float32Array.from(labels, ({ label }) => label),
        at: Float64Array.from(labels, (one) => one.at ?? journal.at),
        by: new Uint8Array(labels.length).fill(LABELLERS.indexOf(by)),
      })
    },
    redrawn(stages, places) {
      flush()
      columns = openColumns(ROOM, { ...sizes, stages, places })
    },
    take() {
      flush()
      const taken = entries
      entries = []
      return taken
    },
    watch(on) {
      flush()
      unread = on === 'on' ? [] : undefined
    },
    read() {
      flush()
      const read = unread ?? []
      if (unread) unread = []
      return read
    },
    get open() {
      return journal.next - written
    },
  }
  return journal
}
