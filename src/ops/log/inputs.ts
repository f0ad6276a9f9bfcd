/** @file Kept inputs: what came from outside (row -1), by the id of its request, as many as fit in a number of bytes. */

export interface KeptInputs {
  /** Keeps an input; the oldest make room. One that is larger than all the room is not kept. */
  put(id: number, input: KeptInput): void
  get(id: number): KeptInput | undefined
  /** Only so many of the newest stay. */
  cut(most: number): void
  readonly bytes: number
  entries(): IterableIterator<[number, KeptInput]>
}

/** Values by column as they were sent, or a tensor. */
export type KeptInput =
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, string | number | boolean | null>> }
  | { readonly kind: 'tensor'; readonly shape: readonly number[]; readonly data: Float32Array<ArrayBuffer> }

/** Room for inputs; 16 MB are 5,000 pictures of 28 × 28. */
export function openKeptInputs(most = 16_000_000): KeptInputs {
  const kept = new Map<number, KeptInput>()
  let bytes = 0
  const drop = (id: number) => {
    const input = kept.get(id)
    if (!input) return
    bytes -= sizeOf(input)
    kept.delete(id)
  }
  return {
    put(id, input) {
      drop(id)
      const size = sizeOf(input)
      if (size > most) return
      for (const old of kept.keys()) {
        if (bytes + size <= most) break
        drop(old)
      }
      kept.set(id, input)
      bytes += size
    },
    get: (id) => kept.get(id),
    cut(newest) {
      for (const old of kept.keys()) {
        if (kept.size <= newest) break
        drop(old)
      }
    },
    get bytes() {
      return bytes
    },
    entries: () => kept.entries(),
  }
}

/** Letters are two bytes in memory; a key and a number take about 16 more. */
function sizeOf(input: KeptInput): number {
  if (input.kind === 'tensor') return input.data.byteLength
  let size = 0
  for (const [name, value] of Object.entries(input.values)) {
    size += 2 * name.length + (typeof value === 'string' ? 2 * value.length : 8) + 16
  }
  return size
}
