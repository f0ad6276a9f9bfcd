/** @file Weak slices: 20 tables with a planted slice, and 20 clean ones, searched by the formula of the page. */
import { withModules } from './modules.mjs'

const ROWS = 2000
const DATASETS = 20

/** How many planted slices are the first that is found, and how many datasets have a slice that is not planted. */
export function weakSlices() {
  return withModules(async (load) => {
    const [{ findWeakSlices }, { rng }] = [await load('/src/metrics/weak-slices.ts'), await load('/src/base/rng.ts')]
    const search = (seed, planted) => {
      const random = rng(seed, { kind: 'resample', epoch: 0 })
      const features = [5, 5, 5, 5, 2, 3, 4, 8].map((buckets) => ({
        ...{ buckets, isOrdered: buckets === 5 },
        codes: Array.from({ length: ROWS }, () => random.below(buckets)),
      }))
      const isIn = (conditions) => (row) =>
        conditions.every(({ feature, from, to }) => {
          const code = features[feature].codes[row]
          return code >= from && code <= to
        })
      const isHard = planted ? isIn(planted) : () => false
      const errors = Array.from({ length: ROWS }, (_, row) => Number(random.uniform() < (isHard(row) ? 0.35 : 0.06)))
      const rows = [...errors.keys()]
      return slicesIn(findWeakSlices(features, { errors, isRate: true }, { least: 20 })).map(({ conditions }) => {
        const [own, both] = [rows.filter(isIn(conditions)), rows.filter((row) => isIn(conditions)(row) && isHard(row))]
        const either = own.length + (planted ? rows.filter(isHard).length : 0) - both.length
        return { inside: both.length / own.length, overlap: both.length / either }
      })
    }
    const random = rng(1, { kind: 'resample', epoch: 2 })
    const planted = Array.from({ length: DATASETS }, (_, seed) => search(seed, plant(random)))
    const clean = Array.from({ length: DATASETS }, (_, seed) => search(100 + seed))
    const found = planted.filter(([first]) => first?.overlap > 0.5).length
    const strays = planted.filter((slices) => slices.some(({ inside }) => inside < 0.25)).length
    const withFalse = clean.filter((slices) => slices.length > 0).length
    return {
      said: `${found} of ${DATASETS} planted slices found first, ${strays} datasets with another slice; ${withFalse} of ${DATASETS} clean datasets with a false slice`,
      reached: withFalse <= 0.05 * DATASETS,
      ...{ found, strays, withFalse, datasets: DATASETS },
    }
  })
}

function slicesIn(work) {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** A slice of one or two conditions with 4% to 50% of the rows. */
function plant(random) {
  const number = { feature: random.below(4), from: 3, to: 4 }
  const kind = 4 + random.below(3)
  const category = { feature: kind, from: 0, to: 0 }
  return [[number], [category], [number, category]][random.below(3)]
}
