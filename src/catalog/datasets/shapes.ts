/**
 * @file Shapes: generated images of discs, squares and triangles of equal area with soft edges, to be marked pixel by
 * pixel or classified by kind.
 */
import { cosTurn, sinTurn } from '../../base/exact-math'
import type { Rng } from '../../base/rng'
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { between, coverageOf, KINDS, makeShape, noisy, paintMasked } from './draw-shape'
import { generatedDataset } from './generated-dataset'

const SIDE = 32
/** Maximum noise added to a pixel, on a scale of 0 to 255. */
const NOISE = 16

const DRAWN = ['disc', 'disc', 'square', 'triangle'] as const

const picture = { type: 'image', height: SIDE, width: SIDE, channels: 1 } as const

/** Shapes: generated images of discs, squares and triangles, with a mask that marks the discs. */
export const shapes = generatedDataset({
  id: 'shapes',
  text: text.shapes,
  kind: 'images',
  columns: [
    { name: 'picture', ...picture },
    { name: 'discs', ...picture, mask: true },
  ],
  rows: 600,
  target: 'discs',
  // The mask is the target, so it is not offered as an input.
  ignore: ['discs'],
  make(random, rows) {
    const { pictures, masks } = paintMasked(rows, SIDE, (pixels, mask) => paint(random, pixels, mask))
    return [
      { type: 'image', pixels: pictures },
      { type: 'image', pixels: masks },
    ]
  },
})

/** Paints one image and its mask. Later shapes cover earlier ones. */
function paint(random: Rng, pixels: Uint8Array, mask: Uint8Array): void {
  const ground = between(random, 50, 120)
  const turn = random.uniform()
  const slope = between(random, 0, 2)
  const [right, down] = [slope * cosTurn(turn), slope * sinTurn(turn)]
  const things = Array.from({ length: 1 + random.below(3) }, () =>
    // Half of the shapes are discs, because two of the four entries in DRAWN are.
    makeShape(random, { kind: DRAWN[random.below(4)] ?? 'disc', side: SIDE, ground }, [5, 8]),
  )
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
    const behind = ground + right * (x - SIDE / 2) + down * (y - SIDE / 2)
    const gray = things.reduce((under, thing) => {
      const share = coverageOf(thing, x, y)
      return under + share * (thing.gray - under)
    }, behind)
    pixels[i] = noisy(random, gray, NOISE)
    mask[i] = things.findLast((thing) => thing.covers(x + 0.5, y + 0.5))?.disc ? 255 : 0
  }
}

/** Shape kinds: generated images with one shape each, at any position and size, to be classified by kind. */
export const shapeKinds = generatedDataset({
  id: 'shape-kinds',
  text: text.shapeKinds,
  kind: 'images',
  columns: [
    { name: 'picture', type: 'image', height: SIDE, width: SIDE, channels: 1 },
    { name: 'kind', type: 'category', values: KINDS },
  ],
  rows: 1_500,
  target: 'kind',
  make(random, rows) {
    const pixels = new Uint8Array(rows * SIDE * SIDE)
    const codes = new Int16Array(rows)
    for (let row = 0; row < rows; row++) {
      codes[row] = row % KINDS.length
      const ground = between(random, 40, 120)
      const kind = KINDS[row % KINDS.length] ?? 'disc'
      const thing = makeShape(random, { kind, side: SIDE, ground }, [4, 11])
      for (let i = 0; i < SIDE * SIDE; i++) {
        const share = coverageOf(thing, i % SIDE, Math.floor(i / SIDE))
        pixels[row * SIDE * SIDE + i] = noisy(random, ground + share * (thing.gray - ground), 24)
      }
    }
    return [
      { type: 'image', pixels },
      { type: 'category', codes },
    ]
  },
})
