/** @file LabelQueue: pending labels ordered by due time, as a binary min-heap in flat arrays. */

export interface LabelQueue {
  readonly size: number
  /** The time at which the next label is due; Infinity if there is none. */
  readonly nextAt: number
  add(at: number, request: number, label: number): void
  /** Removes and returns the labels that are due by a given time, ordered by time and then by request. */
  due(untilMs: number): { readonly at: number; readonly request: number; readonly label: number }[]
}

/** An empty queue. */
export function makeLabelQueue(): LabelQueue {
  const ats: number[] = []
  const requests: number[] = []
  const labels: number[] = []

  const before = (i: number, j: number) => {
    const [a, b] = [ats[i] as number, ats[j] as number]
    return a < b || (a === b && (requests[i] as number) < (requests[j] as number))
  }
  function swap(i: number, j: number): void {
    for (const column of [ats, requests, labels]) {
      const heldOut = column[i] as number
      column[i] = column[j] as number
      column[j] = heldOut
    }
  }
  function sink(from: number): void {
    for (let i = from; ; ) {
      let child = 2 * i + 1
      if (child >= ats.length) return
      if (child + 1 < ats.length && before(child + 1, child)) child++
      if (!before(child, i)) return
      swap(i, child)
      i = child
    }
  }

  return {
    get size() {
      return ats.length
    },
    get nextAt() {
      return ats[0] ?? Number.POSITIVE_INFINITY
    },
    add(at, request, label) {
      let i = ats.push(at) - 1
      requests.push(request)
      labels.push(label)
      for (let parent = (i - 1) >> 1; i > 0 && before(i, parent); parent = (i - 1) >> 1) {
        swap(i, parent)
        i = parent
      }
    },
    due(untilMs) {
      const dueLabels = []
      while (ats.length > 0 && (ats[0] as number) <= untilMs) {
        dueLabels.push({ at: ats[0] as number, request: requests[0] as number, label: labels[0] as number })
        swap(0, ats.length - 1)
        ats.pop()
        requests.pop()
        labels.pop()
        sink(0)
      }
      return dueLabels
    },
  }
}
