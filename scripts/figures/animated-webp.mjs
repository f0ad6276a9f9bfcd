/**
 * @file Builds an animated WebP from frames that the browser encoded:
 * https://developers.google.com/speed/webp/docs/riff_container
 */

/**
 * Combines the frames into one looping animation. Each frame is a still WebP, lossy and opaque, with its display time
 * in ms.
 */
export function animatedWebp(frames, { width, height }) {
  const header = Buffer.alloc(10)
  header[0] = 0b10 // It has an animation.
  header.writeUIntLE(width - 1, 4, 3)
  header.writeUIntLE(height - 1, 7, 3)
  // Four bytes of background color and two bytes of loop count; a count of 0 loops forever.
  const animation = Buffer.alloc(6)
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', header),
    chunk('ANIM', animation),
    ...frames.map(({ webp, ms }) => {
      const place = Buffer.alloc(16)
      place.writeUIntLE(width - 1, 6, 3)
      place.writeUIntLE(height - 1, 9, 3)
      place.writeUIntLE(ms, 12, 3)
      place[15] = 0b10 // Replaces the frame before it.
      return chunk('ANMF', Buffer.concat([place, chunk('VP8 ', pixelsOf(webp))]))
    }),
  ])
  return chunk('RIFF', body)
}

/** The encoded pixels of a still WebP: the content of its `VP8 ` chunk. */
function pixelsOf(webp) {
  for (let at = 12; at + 8 <= webp.length; ) {
    const size = webp.readUInt32LE(at + 4)
    if (webp.toString('latin1', at, at + 4) === 'VP8 ') return webp.subarray(at + 8, at + 8 + size)
    at += 8 + size + (size % 2)
  }
  throw new Error('The frame is not a lossy WebP image.')
}

function chunk(name, content) {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}
