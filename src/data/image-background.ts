/** @file The background of gray images: dark, as on the drawing pad, where ink is bright, or light, as on paper. */

export type Background = 'dark' | 'light'

/** The largest value of a dark background: predicted images are not exactly 0 there. */
const DARK = 8
/** The smallest value of a light background: scanned paper is not exactly 255. */
const LIGHT = 224

/** The background of a gray image: of at least half of the pixels along its border; undefined if they differ. */
export function backgroundOf(pixels: ArrayLike<number>, height: number, width: number): Background | undefined {
  let [border, dark, light] = [0, 0, 0]
  for (let y = 0; y < height; y++) {
    const isEdge = y === 0 || y === height - 1
    for (let x = 0; x < width; x += isEdge ? 1 : Math.max(1, width - 1)) {
      const value = pixels[y * width + x] ?? 0
      border++
      if (value <= DARK) dark++
      if (value >= LIGHT) light++
    }
  }
  return dark * 2 >= border ? 'dark' : light * 2 >= border ? 'light' : undefined
}
