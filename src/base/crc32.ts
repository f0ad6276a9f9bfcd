/** @file CRC-32 as used in zip files (polynomial 0xEDB88320, reflected), four bytes at a time ("slicing by 4"). */

/** Table k contains the contribution of a byte that is followed by k more bytes. */
const TABLES = makeTables()

function makeTables(): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c
  })
  const tables = [first]
  for (let k = 1; k < 4; k++) {
    const before = tables[k - 1] as Uint32Array
    tables.push(before.map((c) => (first[c & 0xff] as number) ^ (c >>> 8)))
  }
  return tables
}

/**
 * The CRC-32 of the bytes, unsigned. To continue over several arrays, pass the CRC of the earlier bytes as `before`.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array]
  let c = ~before
  let i = 0
  for (; i + 3 < bytes.length; i += 4) {
    c ^=
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24)
    c =
      (t3[c & 0xff] as number) ^
      (t2[(c >>> 8) & 0xff] as number) ^
      (t1[(c >>> 16) & 0xff] as number) ^
      (t0[c >>> 24] as number)
  }
  for (; i < bytes.length; i++) c = (t0[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8)
  return ~c >>> 0
}
