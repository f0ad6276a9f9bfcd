/** @file Texture defects: generated images of cloth, with a mask of the defect. */
import { cosTurn, sinTurn } from '../../base/exact-math'
import type { Rng } from '../../base/rng'
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { between, noisy, paintMasked, turnFraction } from './draw-shape'
import { generatedDataset } from './generated-dataset'

const SIDE = 32
/** Maximum noise added to a pixel, on a scale of 0 to 255. */
const NOISE = 20
const DEFECTS = ['none', 'scratch', 'hole', 'stain'] as const

const picture = { type: 'image', height: SIDE, width: SIDE, channels: 1 } as const

/** Texture defects: generated images of cloth, intact or with a scratch, a hole or a stain, with a mask of the defect. */
export const textureDefects = generatedDataset({
  id: 'texture-defects',
  text: text.textureDefects,
  kind: 'images',
  columns: [
    { name: 'picture', ...picture },
    { name: 'defect', type: 'category', values: DEFECTS },
    { name: 'where', ...picture, mask: true },
  ],
  rows: 1_200,
  target: 'defect',
  ignore: ['where'],
  make(random, rows) {
    const codes = Int16Array.from({ length: rows }, (_, row) => row % DEFECTS.length)
    const { pictures, masks } = paintMasked(rows, SIDE, (pixels, mask, row) =>
      weave(random, DEFECTS[row % DEFECTS.length] ?? 'none', pixels, mask),
    )
    return [
      { type: 'image', pixels: pictures },
      { type: 'category', codes },
      { type: 'image', pixels: masks },
    ]
  },
})

/** Paints one piece of cloth: two crossing waves with random direction and width, plus the defect. */
function weave(random: Rng, defect: (typeof DEFECTS)[number], pixels: Uint8Array, mask: Uint8Array): void {
  const ground = between(random, 100, 150)
  const turn = random.uniform()
  const width = between(random, 4, 7)
  const depth = between(random, 15, 30)
  const defectAt = makeDefect(random, defect)
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
    const along = (x * cosTurn(turn) + y * sinTurn(turn)) / width
    const across = (y * cosTurn(turn) - x * sinTurn(turn)) / width
    const cloth = ground + depth * (sinTurn(turnFraction(along)) + sinTurn(turnFraction(across)))
    const change = defectAt(x + 0.5, y + 0.5)
    pixels[i] = noisy(random, cloth + change, NOISE)
    mask[i] = change === 0 ? 0 : 255
  }
}

/** Returns a function that computes the change in gray value caused by a defect at a position, in pixels. */
function makeDefect(random: Rng, defect: (typeof DEFECTS)[number]): (x: number, y: number) => number {
  const [left, top] = [between(random, 8, SIDE - 8), between(random, 8, SIDE - 8)]
  const turn = random.uniform()
  const [right, down] = [cosTurn(turn), sinTurn(turn)]
  switch (defect) {
    case 'none':
      return () => 0
    case 'scratch': {
      const half = between(random, 6, 12)
      const light = between(random, 50, 80)
      return (x, y) => {
        const [along, across] = [(x - left) * right + (y - top) * down, (y - top) * right - (x - left) * down]
        return Math.abs(along) < half && Math.abs(across) < 0.8 ? light : 0
      }
    }
    case 'hole': {
      const radius = between(random, 2, 3.5)
      const dark = between(random, 60, 90)
      return (x, y) => ((x - left) * (x - left) + (y - top) * (y - top) < radius * radius ? -dark : 0)
    }
    case 'stain': {
      const [long, wide] = [between(random, 5, 8), between(random, 3, 5)]
      const dark = between(random, 20, 35)
      return (x, y) => {
        const along = ((x - left) * right + (y - top) * down) / long
        const across = ((y - top) * right - (x - left) * down) / wide
        return along * along + across * across < 1 ? -dark : 0
      }
    }
    default:
      return defect satisfies never
  }
}
