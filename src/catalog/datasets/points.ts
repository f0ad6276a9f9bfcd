/** @file Points in the plane, drawn with a seed, to be separated by class. */
import { cosTurn, sinTurn } from '../../base/exact-math'
import type { Rng } from '../../base/rng'
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import type { DatasetDef } from '../dataset-def'
import { generatedDataset } from './generated-dataset'

interface PointsSpec {
  readonly id: string
  readonly text: { readonly title: string; readonly about: string }
  readonly classes: readonly string[]
  readonly rows: number
  /** Draws a point of class `label`, without noise; both coordinates are about -1 to 1. */
  pointAt(random: Rng, label: number): readonly [number, number]
  /** Standard deviation of the noise on each coordinate. */
  readonly noise: number
}

/** Defines a dataset of points. Rows cycle through the classes, so that class sizes differ by at most one. */
function pointDataset({ classes, noise, pointAt, ...dataset }: PointsSpec): DatasetDef {
  return generatedDataset({
    ...dataset,
    kind: 'points',
    columns: [
      { name: 'x', type: 'number' },
      { name: 'y', type: 'number' },
      { name: 'class', type: 'category', values: classes },
    ],
    target: 'class',
    make(random, count) {
      const [xs, ys, codes] = [new Float32Array(count), new Float32Array(count), new Int16Array(count)]
      for (let row = 0; row < count; row++) {
        const label = row % classes.length
        const [x, y] = pointAt(random, label)
        xs[row] = x + noise * random.normal()
        ys[row] = y + noise * random.normal()
        codes[row] = label
      }
      return [
        { type: 'number', values: xs },
        { type: 'number', values: ys },
        { type: 'category', codes },
      ]
    },
  })
}

/** The point at distance `radius` from the origin, at an angle given as a fraction of a full turn. */
function polar(radius: number, turn: number): readonly [number, number] {
  const within = turn - Math.floor(turn)
  return [radius * cosTurn(within), radius * sinTurn(within)]
}

/** Moons: two interlocking half circles. */
export const moons = pointDataset({
  id: 'moons',
  text: text.moons,
  classes: ['upper', 'lower'],
  rows: 600,
  noise: 0.07,
  pointAt(random, label) {
    const [x, y] = polar(1, random.uniform() / 2)
    // The half circles of radius 1 span 3 by 1.5; scale them to the range -1 to 1.
    return label === 0 ? [(x - 0.5) / 1.5, (y - 0.25) / 1.5] : [(0.5 - x) / 1.5, (0.25 - y) / 1.5]
  },
})

/** Circles: a ring of points inside another ring. */
export const circles = pointDataset({
  id: 'circles',
  text: text.circles,
  classes: ['outer', 'inner'],
  rows: 600,
  noise: 0.07,
  pointAt: (random, label) => polar(label === 0 ? 0.9 : 0.45, random.uniform()),
})

/** Turns of each spiral arm. */
const TURNS = 1.5

/** Spirals: two arms that wind around each other, the hardest of the point datasets. */
export const spirals = pointDataset({
  id: 'spirals',
  text: text.spirals,
  classes: ['first arm', 'second arm'],
  rows: 1000,
  noise: 0.025,
  pointAt(random, label) {
    const along = random.uniform()
    return polar(0.08 + 0.92 * along, TURNS * along + label / 2)
  },
})

/** Half the width of the empty gap between the classes, along each axis. */
const GAP = 0.06

/** XOR: the class is the sign of x times y, so neither coordinate alone predicts it. */
export const xor = pointDataset({
  id: 'xor',
  text: text.xor,
  classes: ['same sign', 'other sign'],
  rows: 600,
  noise: 0.02,
  pointAt(random, label) {
    const side = random.below(2) === 0 ? 1 : -1
    const x = GAP + (1 - GAP) * random.uniform()
    const y = GAP + (1 - GAP) * random.uniform()
    return [side * x, (label === 0 ? side : -side) * y]
  },
})

/** Blobs: three clouds that barely overlap, the easiest of the point datasets. */
export const blobs = pointDataset({
  id: 'blobs',
  text: text.blobs,
  classes: ['top', 'left', 'right'],
  rows: 600,
  noise: 0.19,
  // Place the first cloud straight up (a quarter turn) and the others a third of a turn apart.
  pointAt: (_, label) => polar(0.6, 0.25 + label / 3),
})

/** Squares along each side of the checkerboard. */
const SIDE = 4

/** Checkerboard: 4×4 squares in two colors. */
export const checkerboard = pointDataset({
  id: 'checkerboard',
  text: text.checkerboard,
  classes: ['dark', 'light'],
  rows: 1000,
  noise: 0,
  pointAt(random, label) {
    const row = random.below(SIDE)
    const column = 2 * random.below(SIDE / 2) + ((row + label) % 2)
    return [(2 * (column + random.uniform())) / SIDE - 1, (2 * (row + random.uniform())) / SIDE - 1]
  },
})
