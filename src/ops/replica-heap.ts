/** @file ReplicaHeap: busy replicas in a binary heap, with the replica that will be free first on top. */

export interface ReplicaHeap {
  readonly size: number
  /** The replica that will be free first; ties go to the lowest number. Undefined if the heap is empty. */
  top(): number | undefined
  pop(): number | undefined
  push(replica: number): void
  /** Removes all replicas for which `holds` returns false. */
  keep(holds: (replica: number) => boolean): void
}

/**
 * Creates an empty heap; `freeAt` is indexed by replica, and its values must not change for replicas that are in the
 * heap.
 */
export function makeReplicaHeap(freeAt: readonly number[]): ReplicaHeap {
  let heap: number[] = []
  const at = (i: number) => heap[i] as number
  const before = (a: number, b: number) => {
    const [first, second] = [freeAt[a] as number, freeAt[b] as number]
    return first < second || (first === second && a < b)
  }

  function push(replica: number): void {
    let i = heap.push(replica) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(replica, at(parent))) break
      heap[i] = at(parent)
      i = parent
    }
    heap[i] = replica
  }
  function pop(): number | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return first
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(at(child + 1), at(child))) child++
      if (!before(at(child), last)) break
      heap[i] = at(child)
      i = child
    }
    heap[i] = last
    return first
  }

  return {
    get size() {
      return heap.length
    },
    top: () => heap[0],
    pop,
    push,
    keep(holds) {
      const remaining = heap.filter(holds)
      heap = []
      remaining.forEach(push)
    },
  }
}
