/** @file Shape kinds: generated images with one shape each, at any position and size, to be classified by kind. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { between, KINDS, makeShape, noisy, coverageOf } from './draw-shape'

const SIDE = 32
/** Maximum noise added to a pixel, on a scale of 0 to 255. */
const NOISE = 24

export const shapeKinds = defineDataset({
  schema: {
    id: 'shape-kinds',
    title: text.shapeKinds.title,
    kind: 'images',
    columns: [
      { name: 'picture', type: 'image', height: SIDE, width: SIDE, channels: 1 },
      { name: 'kind', type: 'category', values: KINDS },
    ],
    rows: 1_500,
    testRows: 0,
    target: 'kind',
    ignore: [],
  },
  about: text.shapeKinds.about,
  licence: text.generated.license,
  source: { name: text.generated.source, url: '' },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: {
    kind: 'generated',
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
          pixels[row * SIDE * SIDE + i] = noisy(random, ground + share * (thing.gray - ground), NOISE)
        }
      }
      return [
        { type: 'image', pixels },
        { type: 'category', codes },
      ]
    },
  },
})
