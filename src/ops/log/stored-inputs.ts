/** @file Stored inputs: external inputs (row -1) keyed by request ID, up to a limit in bytes. */

export interface RetainedInputs {
  /** Stores an input and drops the oldest inputs if necessary. An input that exceeds the limit is not stored. */
  put(id: number, input: RetainedInput): void
  get(id: number): RetainedInput | undefined
  /** Drops all inputs except the newest `most`. */
  keepNewest(most: number): void
  readonly bytes: number
  entries(): IterableIterator<[number, RetainedInput]>
}

/** Values keyed by column, as they were sent, or a tensor of encoded values. */
export type RetainedInput =
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, string | number | boolean | null>> }
  | { readonly kind: 'tensor'; readonly shape: readonly number[]; readonly data: Float32Array<ArrayBuffer> }

/** Creates an empty store with a limit in bytes; 16 MB can hold 5,000 images of 28 × 28 pixels. */
export function makeRetainedInputs(most = 16_000_000): RetainedInputs {
  const inputs = new Map<number, RetainedInput>()
  let bytes = 0
  const drop = (id: number) => {
    const input = inputs.get(id)
    if (!input) return
    bytes -= sizeOf(input)
    inputs.delete(id)
  }
  return {
    put(id, input) {
      drop(id)
      const size = sizeOf(input)
      if (size > most) return
      for (const old of inputs.keys()) {
        if (bytes + size <= most) break
        drop(old)
      }
      inputs.set(id, input)
      bytes += size
    },
    get: (id) => inputs.get(id),
    keepNewest(newest) {
      for (const old of inputs.keys()) {
        if (inputs.size <= newest) break
        drop(old)
      }
    },
    get bytes() {
      return bytes
    },
    entries: () => inputs.entries(),
  }
}

/** The estimated memory used by an input: two bytes per character, and about 16 bytes for each key and number. */
function sizeOf(input: RetainedInput): number {
  if (input.kind === 'tensor') return input.data.byteLength
  let size = 0
  for (const [name, value] of Object.entries(input.values)) {
    size += 2 * name.length + (typeof value === 'string' ? 2 * value.length : 8) + 16
  }
  return size
}
