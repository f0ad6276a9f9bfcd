/**
 * @file Build: the API that layers are lowered with. Forward ops are emitted at once, each together with its backward
 * work, which runs in reverse order after the losses. Gradients are computed only where a trainable weight needs them.
 */
import { assert } from '../../base/assert'
import type { Buffers } from './buffers'
import type { Activation, Gate, Op, Tagged, View } from './ops'
import type { Use } from './program'

export type Shape = readonly number[]

/**
 * How a tensor was computed from its pre-activation, and what its gradient needs to become the gradient of the
 * pre-activation.
 */
export type ActivationUse =
  | { readonly kind: 'none' }
  /** The derivative follows from the result, so the op that computes the gradient can multiply by it. */
  | { readonly kind: 'result'; readonly activation: Activation }
  | { readonly kind: 'sums'; readonly activation: Activation; readonly sums: View }
  | { readonly kind: 'softmax'; readonly log: boolean; readonly width: number }

/** Numbers in their own buffer, which tensors of other shapes may share. */
interface Node {
  readonly name: string
  readonly layer: string
  readonly view: View
  readonly words: number
  readonly activation: ActivationUse
  /** Whether a trainable weight comes before it. */
  readonly needsGradient: boolean
  /** How many gradients will be added, and how many have been. */
  expectedGradients: number
  addedGradients: number
  /** Whether the gradient is already that of the pre-activation. */
  isPreActivation: boolean
}

/** The result of a layer, [rows, ...shape]. */
export interface Tensor {
  readonly view: View
  readonly shape: Shape
  /** Numbers per row. */
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
 * A result whose activation the loss applies: the pre-activation, and the tensor whose gradient is the one of the
 * pre-activation.
 */
export interface PreActivation {
  readonly view: View
  readonly owner: Tensor
}

/** Where a gradient is written. */
export interface Sink {
  readonly out: View
  readonly accumulate: boolean
  readonly gate?: Gate
}

/**
 * When the derivative of the activation may be multiplied in: with the last gradient that is added, only if there is a
 * single one, or never.
 */
export type GateUse = 'last' | 'only' | 'never'

export interface Build {
  readonly use: Use
  readonly rows: number
  readonly seed: number
  emit(op: Op): void
  /** Runs `work` and assigns all ops that it emits to this layer and phase. */
  within<T>(layer: string, phase: Tagged['phase'], work: () => T): T
  /** A result of the current layer or of a `part` of it, in its own buffer unless it is placed `at` a view. */
  tensor(shape: Shape, options: TensorOptions): Tensor
  /** The same numbers with another shape. */
  reshaped(x: Tensor, shape: Shape): Tensor
  /** A scratch buffer of the current layer, by a name for its contents. */
  scratch(what: string, words: number): View
  /**
   * Registers the backward work that turns the gradient of `out` into those of the inputs, with one `sink` or `set`
   * each.
   */
  backward(out: Tensor, inputs: readonly Tensor[], work: () => void): void
  /** Where the next gradient of x is written; undefined if it is not needed. */
  sink(x: Tensor, gateUse: GateUse): Sink | undefined
  /** Writes a gradient with an op that cannot accumulate, through a scratch buffer if x has a gradient already. */
  set(x: Tensor, write: (out: View) => void): void
  /** The gradient of the pre-activation of x. */
  preActivationGrad(x: Tensor): View
  /** The gradient of x itself, if it has one. */
  gradientOf(x: Tensor): View | undefined
  /** Whether the result of this layer stays a pre-activation, because its loss applies the activation. */
  leavesPreActivation(layer: string): boolean
  setPreActivation(layer: string, preActivation: PreActivation): void
  preActivationOf(layer: string): PreActivation | undefined
  /** Registers a loss that will set a gradient of x. */
  expectLoss(x: Tensor): void
  runBackward(): void
  ops(): readonly Tagged[]
}

export interface BuildOptions {
  readonly use: Use
  readonly rows: number
  readonly seed: number
  /** Layers whose activation is applied by the loss. */
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
        // No gradient reaches this result (such as ids of an embedding), so its inputs must not wait for one.
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
