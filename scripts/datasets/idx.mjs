/**
 * @file Reads IDX files in the format of MNIST: a big-endian header (magic number, one size per axis), then unsigned
 * bytes.
 */

const UNSIGNED_BYTES = 0x08

/** Parses an IDX file; returns the sizes of the axes and the bytes. */
export function readIdx(buffer, name) {
  const axes = buffer[3]
  if (buffer[0] !== 0 || buffer[1] !== 0 || buffer[2] !== UNSIGNED_BYTES)
    throw new Error(`${name} is not an IDX file of unsigned bytes`)
  const sizes = Array.from({ length: axes }, (_, axis) => buffer.readUInt32BE(4 + 4 * axis))
  const bytes = buffer.subarray(4 + 4 * axes)
  const wanted = sizes.reduce((product, size) => product * size, 1)
  if (bytes.length !== wanted) throw new Error(`${name} has ${bytes.length} bytes, not ${wanted}`)
  return { sizes, bytes }
}

/** Images and labels of two IDX files. Throws if their counts differ. */
export function readPair(images, labels, name) {
  const pixels = readIdx(images, `${name} images`)
  const classes = readIdx(labels, `${name} labels`)
  if (pixels.sizes[0] !== classes.sizes[0])
    throw new Error(`${name} has ${pixels.sizes[0]} images, ${classes.sizes[0]} labels`)
  return { pixels: pixels.bytes, classes: classes.bytes, size: pixels.sizes[1] * pixels.sizes[2] }
}

/** A seeded random sample of `each` rows of every class, shuffled. */
export function drawEach(pair, classes, each, seed, { rng, shuffle }) {
  const random = rng(seed, { kind: 'split' })
  const order = shuffle(
    Array.from(pair.classes, (_, row) => row),
    random,
  )
  const left = new Array(classes).fill(each)
  return order.filter((row) => left[pair.classes[row]]-- > 0)
}

/** The pixels and classes of some rows. */
export function gather(pair, rows) {
  const pixels = new Uint8Array(rows.length * pair.size)
  for (const [at, row] of rows.entries()) {
    pixels.set(pair.pixels.subarray(row * pair.size, (row + 1) * pair.size), at * pair.size)
  }
  return { pixels, classes: rows.map((row) => pair.classes[row]) }
}
