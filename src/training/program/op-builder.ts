/**
 * @file Build: the API that lowers layers to ops. Forward ops are emitted immediately and register their backward work,
 * which runs in reverse order after the losses. Gradients are computed only if a trainable weight needs them.
 */
import { assert } from '../../base/assert'
import type { Activation, Gate, Op, Tagged, View } from './ops'
import type { Buffers, Use } from './program'

export type Shape = readonly number[]

/**
 * How a tensor was computed from its pre-activation, with the data needed to convert its gradient to the gradient of
 * the pre-activation.
 */
export type ActivationUse =
  | { readonly kind: 'none' }
  /**
   * The derivative can be computed from the result, so the op that computes the gradient can multiply by the
   * derivative.
   */
  | { readonly kind: 'result'; readonly activation: Activation }
  | { readonly kind: 'sums'; readonly activation: Activation; readonly sums: View }
  | { readonly kind: 'softmax'; readonly log: boolean; readonly width: number }

/** A buffer of values, which several tensors with different shapes may share. */
interface Node {
  readonly name: string
  readonly layer: string
  readonly view: View
  readonly words: number
  readonly activation: ActivationUse
  /** Whether the values depend on a trainable weight. */
  readonly needsGradient: boolean
  /** How many gradients will be added in total, and how many have been added so far. */
  expectedGradients: number
  addedGradients: number
  /** Whether the accumulated gradient is already the gradient of the pre-activation. */
  isPreActivation: boolean
}

/** The result of a layer, with shape [rows, ...shape]. */
export interface Tensor {
  readonly view: View
  readonly shape: Shape
  /** The number of values per row. */
  readonly size: number
  readonly node: Node
}

export interface TensorOptions {
  readonly needsGradient: boolean
  readonly activation?: ActivationUse
  readonly at?: View
  readonly part?: string
}

/**
 * A result whose activation is applied by the loss: the pre-activation, and the tensor whose gradient is the gradient
 * of the pre-activation.
 */
export interface PreActivation {
  readonly view: View
  readonly owner: Tensor
}

/** The buffer that a gradient is written to. */
export interface Sink {
  readonly out: View
  readonly accumulate: boolean
  readonly gate?: Gate
}

/**
 * Determines when an op may multiply its gradient by the activation's derivative: for the last gradient that is added,
 * only if there is a single gradient, or never.
 */
export type GateUse = 'last' | 'only' | 'never'

export interface Build {
  readonly use: Use
  readonly rows: number
  readonly seed: number
  emit(op: Op): void
  /** Runs `work` and tags all ops that it emits with this layer and phase. */
  within<T>(layer: string, phase: Tagged['phase'], work: () => T): T
  /**
   * Creates a result of the current layer or of a `part` of it. It gets its own buffer unless `at` specifies a view.
   */
  tensor(shape: Shape, options: TensorOptions): Tensor
  /** Returns the same values with a different shape, without copying them. */
  reshaped(x: Tensor, shape: Shape): Tensor
  /** Returns a scratch buffer of the current layer, named after its contents. */
  scratch(what: string, words: number): View
  /**
   * Registers the backward work, which computes the gradients of the inputs from the gradient of `out` and calls `sink`
   * or `set` once for each input.
   */
  backward(out: Tensor, inputs: readonly Tensor[], work: () => void): void
  /** Returns the buffer for the next gradient of x; undefined if no gradient is needed. */
  sink(x: Tensor, gateUse: GateUse): Sink | undefined
  /** Writes a gradient using an op that cannot accumulate; uses a scratch buffer if x already has a gradient. */
  set(x: Tensor, write: (out: View) => void): void
  /** The gradient of the pre-activation of x. */
  preActivationGrad(x: Tensor): View
  /** The gradient of x itself, if there is one. */
  gradientOf(x: Tensor): View | undefined
  /** Whether the result of this layer remains a pre-activation because its loss applies the activation. */
  leavesPreActivation(layer: string): boolean
  setPreActivation(layer: string, preActivation: PreActivation): void
  preActivationOf(layer: string): PreActivation | undefined
  /** Registers a loss that will provide a gradient of x. */
  expectLoss(x: Tensor): void
  runBackward(): void
  ops(): readonly Tagged[]
}

export interface BuildOptions {
  readonly use: Use
  readonly rows: number
  readonly seed: number
  /** Names of the layers whose activation is applied by the loss. */
  readonly fused: ReadonlySet<string>
}

export function openBuild(buffers: Buffers, { use, rows, seed, fused }: BuildOptions): Build {
  const ops: Tagged[] = []
  const backwardWork: {
    readonly layer: string
    readonly out: Tensor
    readonly inputs: readonly Tensor[]
    readonly work: () => void
  }[] = []
  const preActivations = new Map<string, PreActivation>()
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
  function sink({ node }: Tensor, gateUse: GateUse): Sink | undefined {
    if (!node.needsGradient) return undefined
    const accumulate = node.addedGradients > 0
    node.addedGradients++
    const isLast = node.addedGradients === node.expectedGradients
    const out = gradient(node)
    if (!isLast || node.activation.kind !== 'result' || gateUse === 'never' || (gateUse === 'only' && accumulate)) {
      return { out, accumulate }
    }
    node.isPreActivation = true
    return { out, accumulate, gate: { activation: node.activation.activation, result: node.view } }
  }

  return {
    use,
    rows,
    seed,
    emit,
    within,
    scratch,
    sink,
    tensor(shape, { needsGradient, activation = { kind: 'none' }, at, part }) {
      const size = sizeOf(shape)
      const words = rows * size
      const name = part === undefined ? layer : `${layer} ${part}`
      const view = at ?? buffers.get(name, 'work', words, layer)
      const node = {
        ...{ name, layer, view, words, activation, needsGradient: needsGradient && use === 'train' },
        ...{ expectedGradients: 0, addedGradients: 0, isPreActivation: false },
      }
      return { view, shape, size, node }
    },
    reshaped: (x, shape) => ({ ...x, shape }),
    backward(out, inputs, work) {
      if (!out.node.needsGradient) return
      for (const { node } of inputs) if (node.needsGradient) node.expectedGradients++
      backwardWork.push({ layer, out, inputs, work })
    },
    set(x, write) {
      const to = sink(x, 'never')
      if (!to) return
      if (!to.accumulate) return write(to.out)
      const { words } = x.node
      const added = scratch('gradient apart', words)
      write(added)
      emit({ op: 'combine', how: 'add', a: to.out, b: added, out: to.out, size: words })
    },
    preActivationGrad({ node }) {
      const dy = gradient(node)
      if (node.isPreActivation) return dy
      node.isPreActivation = true
      const { activation: use, view, words } = node
      switch (use.kind) {
        case 'none':
          break
        case 'result':
          emit({ op: 'activateGrad', dy, x: view, y: view, out: dy, size: words, activation: use.activation })
          break
        case 'sums':
          emit({ op: 'activateGrad', dy, x: use.sums, y: view, out: dy, size: words, activation: use.activation })
          break
        case 'softmax': {
          const { width, log } = use
          emit({ op: 'softmaxGrad', dy, y: view, out: dy, rows: words / width, width, log })
          break
        }
        default:
          use satisfies never
      }
      return dy
    },
    gradientOf: ({ node }) => (node.addedGradients > 0 ? gradient(node) : undefined),
    leavesPreActivation: (name) => fused.has(name),
    setPreActivation(name, preActivation) {
      preActivations.set(name, preActivation)
    },
    preActivationOf: (name) => preActivations.get(name),
    expectLoss({ node }) {
      node.expectedGradients++
    },
    runBackward() {
      for (const { layer: name, out, inputs, work } of [...backwardWork].reverse()) {
        assert(out.node.addedGradients === out.node.expectedGradients, `all gradients of ${name} have been added`)
        // This result gets no gradient (for example, the ids of an embedding), so its inputs must not wait for one.
        if (out.node.addedGradients === 0)
          for (const { node } of inputs) node.expectedGradients -= node.needsGradient ? 1 : 0
        else within(name, 'backward', work)
      }
    },
    ops: () => ops,
  }
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((size, n) => size * n, 1)
}
