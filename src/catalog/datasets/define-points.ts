/** @file definePoints: generated datasets of points in the plane, each drawn with a seed. */
import { cosTurn, sinTurn } from '../../base/exact-math'
import type { Rng } from '../../base/rng'
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { type DatasetDef, defineDataset } from '../dataset-def'

interface PointsSpec {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly classes: readonly string[]
  readonly rows: number
  /** Draws a point of class `label`, without noise; both coordinates are about -1 to 1. */
  pointAt(random: Rng, label: number): readonly [number, number]
  /** Standard deviation of the noise on each coordinate. */
  readonly noise: number
}

/** Defines a dataset of points. Rows cycle through the classes, so that class sizes differ by at most one. */
export function definePoints(spec: PointsSpec): DatasetDef {
  const { id, title, about, classes, rows, noise } = spec
  return defineDataset({
    schema: {
      id,
      title,
      kind: 'points',
      columns: [
        { name: 'x', type: 'number' },
        { name: 'y', type: 'number' },
        { name: 'class', type: 'category', values: classes },
      ],
      rows,
      testRows: 0,
      target: 'class',
      ignore: [],
    },
    about,
    licence: text.generated.license,
    source: { name: text.generated.source, url: '' },
    split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
    rows: {
      kind: 'generated',
      make(random, count) {
        const [xs, ys, codes] = [new Float32Array(count), new Float32Array(count), new Int16Array(count)]
        for (let row = 0; row < count; row++) {
          const label = row % classes.length
          const [x, y] = spec.pointAt(random, label)
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
    },
  })
}

/** The point at distance `radius` from the origin, at an angle given as a fraction of a full turn. */
export function polar(radius: number, turn: number): readonly [number, number] {
  const within = turn - Math.floor(turn)
  return [radius * cosTurn(within), radius * sinTurn(within)]
}
