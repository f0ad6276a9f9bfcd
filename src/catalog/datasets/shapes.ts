/** @file Shapes: generated images of discs, squares and triangles, with a mask that marks the discs. */
import { cosTurn, sinTurn } from '../../base/exact-math'
import type { Rng } from '../../base/rng'
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { between, makeShape, noisy, paintMasked, coverageOf } from './draw-shape'

const SIDE = 32
/** Maximum noise added to a pixel, on a scale of 0 to 255. */
const NOISE = 16

const DRAWN = ['disc', 'disc', 'square', 'triangle'] as const

const picture = { type: 'image', height: SIDE, width: SIDE, channels: 1 } as const

export const shapes = defineDataset({
  schema: {
    id: 'shapes',
    title: text.shapes.title,
    kind: 'images',
    columns: [
      { name: 'picture', ...picture },
      { name: 'discs', ...picture, mask: true },
    ],
    rows: 600,
    testRows: 0,
    target: 'discs',
    // The mask is the target, so it is not offered as an input.
    ignore: ['discs'],
  },
  about: text.shapes.about,
  licence: text.generated.license,
  source: { name: text.generated.source, url: '' },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: {
    kind: 'generated',
    make(random, rows) {
      const { pictures, masks } = paintMasked(rows, SIDE, (pixels, mask) => paint(random, pixels, mask))
      return [
        { type: 'image', pixels: pictures },
        { type: 'image', pixels: masks },
      ]
    },
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
