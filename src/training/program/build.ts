/**
 * @file Build: what layers are lowered with. Forward ops are written down at once, each with what is to be done on the way back;
 * the way back runs in the other direction when the losses are in. Gradients go where a trainable weight asks for them.
 */
import { assert } from '../../base/assert'
import type { Buffers } from './buffers'
import type { Activation, Gate, Op, Tagged, View } from './ops'
import type { Use } from './program'

export type Shape = readonly number[]

/** How the numbers of a tensor were bent from sums, and so what its gradient takes to be one by those sums. */
export type Bend =
  | { readonly kind: 'none' }
  /** The slope is told by the result, so whoever computes the gradient can multiply it in. */
  | { readonly kind: 'result'; readonly activation: Activation }
  | { readonly kind: 'sums'; readonly activation: Activation; readonly sums: View }
  | { readonly kind: 'softmax'; readonly log: boolean; readonly width: number }

/** Numbers in a buffer of their own; tensors of other shapes may share them. */
interface Node {
  readonly name: string
  readonly layer: string
  readonly view: View
  readonly words: number
  readonly bend: Bend
  /** Whether a trainable weight is behind it. */
  readonly needs: boolean
  /** Gradients that will come, and have come. */
  expected: number
  given: number
  /** Whether the bend is in the gradient. */
  bent: boolean
}

/** [rows, ...shape] of a layer's result. */
export interface Tensor {
  readonly view: View
  readonly shape: Shape
  /** Numbers a row. */
  readonly size: number
  readonly node: Node
}

export interface TensorOptions {
  readonly needs: boolean
  readonly bend?: Bend
  readonly at?: View
  readonly part?: string
}

/** What a loss bends itself: the sums, and the tensor whose gradient is by them. */
export interface Sums {
  readonly view: View
  readonly owner: Tensor
}

/** Where a gradient goes. */
export interface Sink {
  readonly out: View
  readonly accumulate: boolean
  readonly gate?: Gate
}

/** When the bend may ride along: on whatever is written last, only where nothing was written before, or never. */
export type Gates = 'last' | 'only' | 'never'

export interface Build {
  readonly use: Use
  readonly rows: number
  readonly seed: number
  emit(op: Op): void
  /** All ops that `work` emits are this layer's, in this phase. */
  within<T>(layer: string, phase: Tagged['phase'], work: () => T): T
  /** A result of the layer at work: its own, or that of a `part` of it; in a buffer of its own unless it is `at` a place. */
  tensor(shape: Shape, options: TensorOptions): Tensor
  /** The same numbers in another shape. */
  reshaped(x: Tensor, shape: Shape): Tensor
  /** A buffer of the layer at work, by what is in it. */
  scratch(what: string, words: number): View
  /** What turns the gradient of `out` into those of the inputs, one `sink` or `set` each. */
  back(out: Tensor, inputs: readonly Tensor[], work: () => void): void
  /** Where the next gradient of x goes; nothing when nobody asks for it. */
  sink(x: Tensor, gates: Gates): Sink | undefined
  /** A gradient by an op that can only set: through a place of its own where another came before. */
  set(x: Tensor, write: (out: View) => void): void
  /** The gradient of x by the sums it was bent from. */
  slopes(x: Tensor): View
  /** The gradient of x as it came, where it has one. */
  gradientOf(x: Tensor): View | undefined
  /** Whether the result of this layer is left as sums, for its loss to bend. */
  leavesSums(layer: string): boolean
  leaveSums(layer: string, sums: Sums): void
  sumsOf(layer: string): Sums | undefined
  /** Counts a loss that will set a gradient of x. */
  awaitLoss(x: Tensor): void
  runBack(): void
  ops(): readonly Tagged[]
}

export interface BuildOptions {
  readonly use: Use
  readonly rows: number
  readonly seed: number
  /** Layers whose activation is left to the loss. */
  readonly fused: ReadonlySet<string>
}

export function openBuild(buffers: Buffers, { use, rows, seed, fused }: BuildOptions): Build {
  const ops: Tagged[] = []
  const returns: {
    readonly layer: string
    readonly out: Tensor
    readonly inputs: readonly Tensor[]
    readonly work: () => void
  }[] = []
  const sums = new Map<string, Sums>()
  let layer = ''
  let phase: Tagged['phase'] = 'input'

  const emit = (op: Op) => {
    ops.push({ op, layer, phase })
  }
  const scratch = (what: string, words: number) => buffers.get(`${layer} ${what}`, 'work', words, layer)
  const gradient = ({ name, words, layer: of }: Node) => buffers.get(`${name} gradient`, 'work', words, of)
  function within<T>(name: string, part: Tagged['phase'], work: () => T): T {
    const before = [layer, phase] as const
    layer = name
    phase = part
    try {
      return work()
    } finally {
      ;[layer, phase] = before
    }
  }
  function sink({ node }: Tensor, gates: Gates): Sink | undefined {
    if (!node.needs) return undefined
    const accumulate = node.given > 0
    node.given++
    const last = node.given === node.expected
    const out = gradient(node)
    if (!last || node.bend.kind !== 'result' || gates === 'never' || (gates === 'only' && accumulate)) {
      return { out, accumulate }
    }
    node.bent = true
    return { out, accumulate, gate: { activation: node.bend.activation, result: node.view } }
  }

  return {
    use,
    rows,
    seed,
    emit,
    within,
    scratch,
    sink,
    tensor(shape, { needs, bend = { kind: 'none' }, at, part }) {
      const size = sizeOf(shape)
      const words = rows * size
      const name = part === undefined ? layer : `${layer} ${part}`
      const view = at ?? buffers.get(name, 'work', words, layer)
      const asks = needs && use === 'train'
      const node = { name, layer, view, words, bend, needs: asks, expected: 0, given: 0, bent: false }
      return { view, shape, size, node }
    },
    reshaped: (x, shape) => ({ ...x, shape }),
    back(out, inputs, work) {
      if (!out.node.needs) return
      for (const { node } of inputs) if (node.needs) node.expected++
      returns.push({ layer, out, inputs, work })
    },
    set(x, write) {
      const place = sink(x, 'never')
      if (!place) return
      if (!place.accumulate) return write(place.out)
      const { words } = x.node
      const apart = scratch('gradient apart', words)
      write(apart)
      emit({ op: 'combine', how: 'add', a: place.out, b: apart, out: place.out, size: words })
    },
    slopes({ node }) {
      const dy = gradient(node)
      if (node.bent) return dy
      node.bent = true
      const { bend, view, words } = node
      switch (bend.kind) {
        case 'none':
          break
        case 'result':
          emit({ op: 'activateGrad', dy, x: view, y: view, out: dy, size: words, activation: bend.activation })
          break
        case 'sums':
          emit({ op: 'activateGrad', dy, x: bend.sums, y: view, out: dy, size: words, activation: bend.activation })
          break
        case 'softmax': {
          const { width, log } = bend
          emit({ op: 'softmaxGrad', dy, y: view, out: dy, rows: words / width, width, log })
          break
        }
        default:
          bend satisfies never
      }
      return dy
    },
    gradientOf: ({ node }) => (node.given > 0 ? gradient(node) : undefined),
    leavesSums: (name) => fused.has(name),
    leaveSums(name, left) {
      sums.set(name, left)
    },
    sumsOf: (name) => sums.get(name),
    awaitLoss({ node }) {
      node.expected++
    },
    runBack() {
      for (const { layer: name, out, inputs, work } of [...returns].reverse()) {
        assert(out.node.given === out.node.expected, `all gradients of ${name} are in`)
        // Read by nothing that has a slope (numbers that an embedding looks up): what it reads waits for nothing from here.
        if (out.node.given === 0) for (const { node } of inputs) node.expected -= node.needs ? 1 : 0
        else within(name, 'backward', work)
      }
    },
    ops: () => ops,
  }
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((size, n) => size * n, 1)
}
