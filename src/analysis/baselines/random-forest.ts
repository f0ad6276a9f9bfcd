/**
 * @file Random forest (Breiman 2001): each tree is grown on a bootstrap sample, and each split is the best among some
 * randomly drawn features, with at most 32 histogram bins per feature. With histograms, training 40 such trees on 1,600
 * digits takes a second; ml-random-forest takes minutes.
 */
import { baselinesText as text } from '../../messages/en/evaluate/simple-models'
import { type Rng, rng } from '../../base/rng'
import type { BaselineDef, TrainingData } from './baseline'

const TREES = 40
const BINS = 32
/** The minimum number of rows in a leaf for numeric targets; for classes, nodes are split down to a single row. */
const MIN_LEAF = 3

export const forest: BaselineDef = {
  id: 'forest',
  title: () => text.randomForest({ trees: TREES }),
  *fit(data) {
    const stepped = binFeatures(data)
    const random = rng(data.seed, { kind: 'weights', index: 0 })
    const trees: Tree[] = []
    const draw = drawing(data)
    for (let tree = 0; tree < TREES; tree++) {
      yield
      const drawn = Uint32Array.from({ length: data.rows }, () => draw(random))
      trees.push(yield* growTree(data, stepped, drawn, random))
    }
    return function* (x, count) {
      const out = new Float64Array(count)
      for (let row = 0; row < count; row++) {
        if (row % 256 === 0) yield
        out[row] = vote(trees, x.subarray(row * data.width, (row + 1) * data.width), data.classes)
      }
      return out
    }
  },
}

/** Returns a function that draws a row with a probability proportional to its weight. */
function drawing({ rows, weights }: TrainingData): (random: Rng) => number {
  if (!weights) return (random) => random.below(rows)
  let total = 0
  const sums = Float64Array.from(weights, (one) => (total += one))
  return (random) => Math.min(rows - 1, binOf(sums, random.uniform() * total))
}

interface BinnedFeatures {
  /** For each feature, at most BINS - 1 bin edges in ascending order. */
  readonly borders: readonly Float32Array[]
  /** The bin index of each value, with shape [rows, width]. */
  readonly bins: Uint8Array
}

/** Divides the values of each feature into bins at the feature's quantiles. */
function binFeatures({ x, rows, width }: TrainingData): BinnedFeatures {
  const at = new Uint8Array(rows * width)
  const borders = Array.from({ length: width }, (_, feature) => {
    const sorted = Float32Array.from({ length: rows }, (_, row) => x[row * width + feature] as number).sort()
    const cuts = new Set<number>()
    for (let step = 1; step < BINS; step++) {
      const index = Math.floor((step * rows) / BINS)
      const [below, above] = [sorted[index - 1] ?? (sorted[0] as number), sorted[index] as number]
      if (above > below) cuts.add(Math.fround((below + above) / 2))
    }
    // A feature with few distinct values gets an edge between each pair of adjacent values.
    if (cuts.size < BINS / 2) {
      for (let i = 1; i < rows && cuts.size < BINS - 1; i++) {
        const [below, above] = [sorted[i - 1] as number, sorted[i] as number]
        if (above > below) cuts.add(Math.fround((below + above) / 2))
      }
    }
    const rising = Float32Array.from(cuts).sort()
    for (let row = 0; row < rows; row++) at[row * width + feature] = binOf(rising, x[row * width + feature] as number)
    return rising
  })
  return { borders, bins: at }
}

/** Returns the bin of a value: the number of edges that are less than or equal to the value. */
function binOf(borders: Float32Array | Float64Array, value: number): number {
  let [low, high] = [0, borders.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((borders[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

type Tree =
  | { readonly prediction: number }
  | { readonly feature: number; readonly border: number; readonly below: Tree; readonly above: Tree }

/** Grows a tree on these rows. It uses no recursion, because a tree can have as many levels as there are rows. */
function* growTree(
  data: TrainingData,
  stepped: BinnedFeatures,
  drawn: Uint32Array,
  random: Rng,
): Generator<void, Tree> {
  type Open = { feature: number; border: number; below?: Tree | Open; above?: Tree | Open } | { prediction: number }
  const root: { node?: Open } = {}
  const todo: { readonly rows: Uint32Array; readonly put: (node: Open) => void }[] = [
    {
      rows: drawn,
      put: (node) => {
        root.node = node
      },
    },
  ]
  for (let work = todo.pop(); work; work = todo.pop()) {
    const { rows, put } = work
    if (rows.length > 2000) yield
    const split = bestSplit(data, stepped, rows, random)
    if (!split) {
      put({ prediction: predictionOf(data, rows) })
      continue
    }
    const { feature, bin } = split
    const node = { feature, border: (stepped.borders[feature] as Float32Array)[bin] as number } as Exclude<
      Open,
      { prediction: number }
    >
    put(node)
    const below = rows.filter((row) => (stepped.bins[row * data.width + feature] as number) <= bin)
    const above = rows.filter((row) => (stepped.bins[row * data.width + feature] as number) > bin)
    todo.push({
      rows: below,
      put: (child) => {
        node.below = child
      },
    })
    todo.push({
      rows: above,
      put: (child) => {
        node.above = child
      },
    })
  }
  return root.node as Tree
}

interface Split {
  readonly feature: number
  /** Rows in this bin or a lower one go to the left branch. */
  readonly bin: number
}

/**
 * Finds the best split among some features, using Gini impurity for classes and the remaining variance for numbers.
 * Undefined if no split is an improvement.
 */
function bestSplit(
  data: TrainingData,
  { borders, bins: steps }: BinnedFeatures,
  rows: Uint32Array,
  random: Rng,
): Split | undefined {
  const { y, width, classes } = data
  const min = classes > 0 ? 1 : MIN_LEAF
  if (rows.length < 2 * min) return undefined
  const kinds = Math.max(1, classes)
  const counts = new Float64Array(BINS)
  const sums = new Float64Array(BINS * kinds)
  const [left, right] = [new Float64Array(kinds), new Float64Array(kinds)]
  const whole = totals(data, rows)
  const purest = purity(whole, rows.length)
  if (classes > 0 && whole.some((count) => count === rows.length)) return undefined
  let best: (Split & { readonly gain: number }) | undefined
  // Features that cannot split these rows do not count toward the number of features tried.
  let tries = classes > 0 ? Math.ceil(Math.sqrt(width)) : Math.max(1, Math.ceil(width / 3))
  const features = Uint32Array.from({ length: width }, (_, feature) => feature)
  for (let tried = 0; tried < width && tries > 0; tried++) {
    const at = tried + random.below(width - tried)
    const feature = features[at] as number
    features[at] = features[tried] as number
    const cuts = (borders[feature] as Float32Array).length
    counts.fill(0)
    sums.fill(0)
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number
      const step = steps[row * width + feature] as number
      counts[step] = (counts[step] as number) + 1
      const to = classes > 0 ? step * kinds + (y[row] as number) : step
      sums[to] = (sums[to] as number) + (classes > 0 ? 1 : (y[row] as number))
    }
    left.fill(0)
    let n = 0
    let cut = false
    for (let step = 0; step < cuts; step++) {
      if (counts[step] === 0) continue
      n += counts[step] as number
      for (let kind = 0; kind < kinds; kind++)
        left[kind] = (left[kind] as number) + (sums[step * kinds + kind] as number)
      if (n < min || rows.length - n < min) continue
      cut = true
      for (let kind = 0; kind < kinds; kind++) right[kind] = (whole[kind] as number) - (left[kind] as number)
      const gain = purity(left, n) + purity(right, rows.length - n) - purest
      if (gain > 1e-9 * Math.abs(purest) && gain > (best?.gain ?? 0)) best = { feature, bin: step, gain }
    }
    if (cut) tries--
  }
  return best
}

/** Returns the class counts or, for numeric targets, the sum of the values. */
function totals({ y, classes }: TrainingData, rows: Uint32Array): Float64Array {
  const sums = new Float64Array(Math.max(1, classes))
  for (const row of rows) {
    const kind = classes > 0 ? (y[row] as number) : 0
    sums[kind] = (sums[kind] as number) + (classes > 0 ? 1 : (y[row] as number))
  }
  return sums
}

/**
 * For classes, the number of rows times (1 - Gini); for numbers, the part of the sum of squares that the mean explains.
 * A larger value means a purer node.
 */
function purity(sums: Float64Array, rows: number): number {
  let all = 0
  for (let kind = 0; kind < sums.length; kind++) all += (sums[kind] as number) * (sums[kind] as number)
  return all / rows
}

function predictionOf(data: TrainingData, rows: Uint32Array): number {
  const sums = totals(data, rows)
  return data.classes > 0 ? sums.indexOf(Math.max(...sums)) : (sums[0] as number) / rows.length
}

function vote(trees: readonly Tree[], row: Float32Array, classes: number): number {
  const votes = new Float64Array(Math.max(1, classes))
  for (const tree of trees) {
    let node = tree
    while (!('prediction' in node)) node = (row[node.feature] as number) < node.border ? node.below : node.above
    const kind = classes > 0 ? node.prediction : 0
    votes[kind] = (votes[kind] as number) + (classes > 0 ? 1 : node.prediction / trees.length)
  }
  return classes > 0 ? votes.indexOf(Math.max(...votes)) : (votes[0] as number)
}
