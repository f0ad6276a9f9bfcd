/**
 * @file Forest: a random forest (Breiman 2001): trees on rows drawn with replacement, each split the best of some places drawn at
 * random, over at most 32 steps a place. By histograms, as 40 such trees on 1,600 digits take a second; ml-random-forest takes minutes.
 */
import { baselinesText as text } from '../../messages/en/data/baselines'
import { type Rng, rng } from '../../base/rng'
import type { BaselineDef, Lesson } from './baseline'

const TREES = 40
const STEPS = 32
/** Rows of a leaf at least, for numbers; classes are told apart to the last row. */
const LEAF = 3

export const forest: BaselineDef = {
  id: 'forest',
  title: () => text.randomForest({ trees: TREES }),
  *fit(lesson) {
    const stepped = steps(lesson)
    const random = rng(lesson.seed, { kind: 'weights', index: 0 })
    const trees: Tree[] = []
    for (let tree = 0; tree < TREES; tree++) {
      yield
      const drawn = Uint32Array.from({ length: lesson.rows }, () => random.below(lesson.rows))
      trees.push(yield* grow(lesson, stepped, drawn, random))
    }
    return function* (x, count) {
      const out = new Float64Array(count)
      for (let row = 0; row < count; row++) {
        if (row % 256 === 0) yield
        out[row] = vote(trees, x.subarray(row * lesson.width, (row + 1) * lesson.width), lesson.classes)
      }
      return out
    }
  },
}

interface Stepped {
  /** [width][at most STEPS - 1]: values between steps, rising. */
  readonly borders: readonly Float32Array[]
  /** [rows, width]: the step each value is on. */
  readonly at: Uint8Array
}

/** Each place cut at its quantiles. */
function steps({ x, rows, width }: Lesson): Stepped {
  const at = new Uint8Array(rows * width)
  const borders = Array.from({ length: width }, (_, place) => {
    const sorted = Float32Array.from({ length: rows }, (_, row) => x[row * width + place] as number).sort()
    const cuts = new Set<number>()
    for (let step = 1; step < STEPS; step++) {
      const index = Math.floor((step * rows) / STEPS)
      const [below, above] = [sorted[index - 1] ?? (sorted[0] as number), sorted[index] as number]
      if (above > below) cuts.add(Math.fround((below + above) / 2))
    }
    // A place of few values is cut between all of them.
    if (cuts.size < STEPS / 2) {
      for (let i = 1; i < rows && cuts.size < STEPS - 1; i++) {
        const [below, above] = [sorted[i - 1] as number, sorted[i] as number]
        if (above > below) cuts.add(Math.fround((below + above) / 2))
      }
    }
    const rising = Float32Array.from(cuts).sort()
    for (let row = 0; row < rows; row++) at[row * width + place] = stepOf(rising, x[row * width + place] as number)
    return rising
  })
  return { borders, at }
}

/** How many borders lie at or below a value. */
function stepOf(borders: Float32Array, value: number): number {
  let [low, high] = [0, borders.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((borders[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

type Tree =
  | { readonly answer: number }
  | { readonly place: number; readonly border: number; readonly below: Tree; readonly above: Tree }

/** Grows a tree on these rows, without recursion: a tree may be as deep as its rows are many. */
function* grow(lesson: Lesson, stepped: Stepped, drawn: Uint32Array, random: Rng): Generator<void, Tree> {
  type Open = { place: number; border: number; below?: Tree | Open; above?: Tree | Open } | { answer: number }
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
    const split = bestSplit(lesson, stepped, rows, random)
    if (!split) {
      put({ answer: answerOf(lesson, rows) })
      continue
    }
    const { place, step } = split
    const node = { place, border: (stepped.borders[place] as Float32Array)[step] as number } as Exclude<
      Open,
      { answer: number }
    >
    put(node)
    const below = rows.filter((row) => (stepped.at[row * lesson.width + place] as number) <= step)
    const above = rows.filter((row) => (stepped.at[row * lesson.width + place] as number) > step)
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
  readonly place: number
  /** Rows on this step or below go one way. */
  readonly step: number
}

/** The best of some places: classes by Gini, numbers by the variance that is left. None where nothing gets better. */
function bestSplit(lesson: Lesson, { borders, at: steps }: Stepped, rows: Uint32Array, random: Rng): Split | undefined {
  const { y, width, classes } = lesson
  const least = classes > 0 ? 1 : LEAF
  if (rows.length < 2 * least) return undefined
  const kinds = Math.max(1, classes)
  const counts = new Float64Array(STEPS)
  const sums = new Float64Array(STEPS * kinds)
  const whole = totals(lesson, rows)
  const purest = purity(whole, rows.length)
  if (classes > 0 && whole.some((count) => count === rows.length)) return undefined
  let best: (Split & { readonly gain: number }) | undefined
  // Places that cut these rows nowhere do not count as tried.
  let tries = classes > 0 ? Math.ceil(Math.sqrt(width)) : Math.max(1, Math.ceil(width / 3))
  const places = Uint32Array.from({ length: width }, (_, place) => place)
  for (let tried = 0; tried < width && tries > 0; tried++) {
    const at = tried + random.below(width - tried)
    const place = places[at] as number
    places[at] = places[tried] as number
    const cuts = (borders[place] as Float32Array).length
    counts.fill(0)
    sums.fill(0)
    for (const row of rows) {
      const step = steps[row * width + place] as number
      counts[step] = (counts[step] as number) + 1
      const to = classes > 0 ? step * kinds + (y[row] as number) : step
      sums[to] = (sums[to] as number) + (classes > 0 ? 1 : (y[row] as number))
    }
    const left = new Float64Array(kinds)
    let n = 0
    let cut = false
    for (let step = 0; step < cuts; step++) {
      n += counts[step] as number
      for (let kind = 0; kind < kinds; kind++)
        left[kind] = (left[kind] as number) + (sums[step * kinds + kind] as number)
      if (n < least || rows.length - n < least || counts[step] === 0) continue
      cut = true
      const right = whole.map((sum, kind) => sum - (left[kind] as number))
      const gain = purity(left, n) + purity(right, rows.length - n) - purest
      if (gain > 1e-9 * Math.abs(purest) && gain > (best?.gain ?? 0)) best = { place, step, gain }
    }
    if (cut) tries--
  }
  return best
}

/** Counts of the classes, or the sum of the numbers. */
function totals({ y, classes }: Lesson, rows: Uint32Array): Float64Array {
  const whole = new Float64Array(Math.max(1, classes))
  for (const row of rows) {
    const kind = classes > 0 ? (y[row] as number) : 0
    whole[kind] = (whole[kind] as number) + (classes > 0 ? 1 : (y[row] as number))
  }
  return whole
}

/** Rows times (1 - Gini), or what the mean explains of the squares: the larger, the purer. */
function purity(sums: Float64Array, rows: number): number {
  return sums.reduce((all, sum) => all + sum * sum, 0) / rows
}

function answerOf(lesson: Lesson, rows: Uint32Array): number {
  const whole = totals(lesson, rows)
  return lesson.classes > 0 ? whole.indexOf(Math.max(...whole)) : (whole[0] as number) / rows.length
}

function vote(trees: readonly Tree[], row: Float32Array, classes: number): number {
  const votes = new Float64Array(Math.max(1, classes))
  for (const tree of trees) {
    let node = tree
    while (!('answer' in node)) node = (row[node.place] as number) < node.border ? node.below : node.above
    const kind = classes > 0 ? node.answer : 0
    votes[kind] = (votes[kind] as number) + (classes > 0 ? 1 : node.answer / trees.length)
  }
  return classes > 0 ? votes.indexOf(Math.max(...votes)) : (votes[0] as number)
}
