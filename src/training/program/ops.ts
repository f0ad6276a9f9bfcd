/**
 * @file Ops: the vocabulary of a step. A training step is a list of ops over buffers: forward, backward and update, nothing
 * hidden. `interpret.ts` says what each op means, number by number; the CPU and GPU machines are fast ways to do the same.
 * All numbers are float32 unless said; matrices are row by row; images are [batch, height, width, channels].
 */

/** What a buffer holds: it decides how long it lives and who may write it. */
export type Role =
  /** All weights of a network in one arena: the trainable ones first, in model order, then the others. */
  | 'weights'
  /** One arena, laid out as the trainable weights are. */
  | 'gradients'
  /** What the optimizer keeps: as many arenas as it has slots, one after another. */
  | 'slots'
  /** Rows as they are stored, targets, tables: written by the host before a run. */
  | 'data'
  /** The row numbers of the batches to come (u32). */
  | 'order'
  /** What changes from step to step: see `StepConstants`. */
  | 'constants'
  /** Where the machine is: [index of the step in the constants, steps whose figures are written] (u32). */
  | 'state'
  /** The ring of figures: step s of the state stands at (s mod as many steps as the buffer holds) * `figureWords`. */
  | 'figures'
  /** Results and their gradients. Never shared, so that any of them can be looked at after a step. */
  | 'work'

export interface BufferSpec {
  readonly name: string
  readonly role: Role
  /** In words of four bytes. */
  readonly words: number
  /** The layer it belongs to, by its name in the Keras JSON. */
  readonly layer?: string
}

/** A place in a buffer: `buffer` counts the program's buffers, `offset` its words. */
export interface View {
  readonly buffer: number
  readonly offset: number
}

/** A view of rows; `stride` is the words from one row to the next. */
export interface Matrix extends View {
  readonly stride: number
}

/** Words of one step's constants, in this order; see `StepConstants`. */
export const CONSTANT_WORDS = 8

/** What the host says of each step, so that a recording never freezes it. Words of the record in brackets. */
export interface StepConstants {
  /** [0] u32. Steps done before this one since the run's first epoch: what masks and noise are drawn by. */
  readonly step: number
  /** [1] u32. Where this batch begins in the order. */
  readonly first: number
  /** [2] The learning rate. */
  readonly rate: number
  /** [3] 1 / (1 - beta1^t) where the rule wants it, t counting updates from 1; else 1. */
  readonly correction1: number
  /** [4] 1 / sqrt(1 - beta2^t) where the rule wants it; else 1. */
  readonly correction2: number
  /** [5] 1: the weights are moved after this step; 0: its gradients are only added up. */
  readonly update: number
  /** [6] What summed gradients are multiplied by before they are used: 1 / batches that were added up. */
  readonly share: number
  /** [7] 1: summing begins anew with this step's gradients. */
  readonly fresh: number
}

/** Words of one step's record in the ring: total loss, then loss, sum and known rows of each head. The sum is of right answers or of absolute errors as encoded. */
export function figureWords(heads: number): number {
  return 1 + 3 * heads
}

export type ActivationName =
  | 'linear'
  | 'relu'
  | 'relu6'
  | 'leaky_relu'
  | 'sigmoid'
  | 'hard_sigmoid'
  | 'tanh'
  | 'elu'
  | 'selu'
  | 'gelu'
  | 'swish'
  | 'mish'
  | 'softplus'
  | 'softsign'

export interface Activation {
  readonly name: ActivationName
  /** Of leaky_relu: the slope below zero. */
  readonly alpha?: number
}

/** Activations whose slope can be told from their result alone: these may ride along with a product or a convolution. */
export const FROM_RESULT: ReadonlySet<ActivationName> = new Set([
  'linear',
  'relu',
  'relu6',
  'leaky_relu',
  'sigmoid',
  'hard_sigmoid',
  'tanh',
  'elu',
  'selu',
  'softsign',
])

/** Multiplies a gradient by the slope of the activation (one of FROM_RESULT) whose result is `result`, laid out as the gradient. */
export interface Gate {
  readonly activation: Activation
  readonly result: View
}

/** Where results go on top of what is there (`out += ...`) instead of in its place. */
interface Accumulates {
  readonly accumulate?: boolean
}

export interface ConvShape {
  readonly batch: number
  readonly inHeight: number
  readonly inWidth: number
  readonly inChannels: number
  readonly outHeight: number
  readonly outWidth: number
  readonly outChannels: number
  readonly kernelHeight: number
  readonly kernelWidth: number
  readonly strideHeight: number
  readonly strideWidth: number
  readonly padTop: number
  readonly padLeft: number
  readonly dilationHeight: number
  readonly dilationWidth: number
}

export type Op =
  // ---- rows in -------------------------------------------------------------------------------------------------------
  /** out[i, :] = source[order[first + i], :]; `first` of this step's constants. With `table`, the source holds bytes, four a word, and each becomes table[byte]. */
  | {
      readonly op: 'gatherRows'
      readonly source: View
      readonly table?: View
      readonly order: View
      readonly out: View
      readonly rows: number
      readonly width: number
    }
  // ---- products ------------------------------------------------------------------------------------------------------
  /**
   * out = slope(gate) * act((accumulate ? out : 0) + scale * A B + bias), [m, n], summed over k. A is stored [m, k], or [k, m] with
   * transposeA; B [k, n], or [n, k] with transposeB. `batches` repeats it: repeat i of outer * inner stands at
   * (i div inner) * outerStride + (i mod inner) * innerStride words further, for a, b and out each.
   */
  | ({
      readonly op: 'product'
      readonly a: Matrix
      readonly b: Matrix
      readonly out: Matrix
      readonly m: number
      readonly k: number
      readonly n: number
      readonly transposeA?: boolean
      readonly transposeB?: boolean
      readonly scale?: number
      readonly bias?: View
      readonly activation?: Activation
      readonly gate?: Gate
      readonly batches?: {
        readonly outer: number
        readonly inner: number
        readonly a: readonly [number, number]
        readonly b: readonly [number, number]
        readonly out: readonly [number, number]
      }
    } & Accumulates)
  /** out[n] = sum over m of x[m, n]. */
  | ({
      readonly op: 'columnSum'
      readonly x: Matrix
      readonly out: View
      readonly m: number
      readonly n: number
    } & Accumulates)
  // ---- number by number ----------------------------------------------------------------------------------------------
  | { readonly op: 'fill'; readonly out: View; readonly size: number; readonly value: number }
  | {
      readonly op: 'activate'
      readonly x: View
      readonly out: View
      readonly size: number
      readonly activation: Activation
    }
  /** out = dy * slope at x, whose result was y. `out` may be `dy`. */
  | ({
      readonly op: 'activateGrad'
      readonly dy: View
      readonly x: View
      readonly y: View
      readonly out: View
      readonly size: number
      readonly activation: Activation
    } & Accumulates)
  /** Softmax of each row, or its logarithm. `causal`: in row r, columns beyond r mod width take no part and become 0. */
  | {
      readonly op: 'softmax'
      readonly x: View
      readonly out: View
      readonly rows: number
      readonly width: number
      readonly log?: boolean
      readonly causal?: boolean
    }
  /** From the result y: y (dy - sum(dy y)), or for the logarithm dy - exp(y) sum(dy). `out` may be `dy`. */
  | ({
      readonly op: 'softmaxGrad'
      readonly dy: View
      readonly y: View
      readonly out: View
      readonly rows: number
      readonly width: number
      readonly log?: boolean
    } & Accumulates)
  /** out = scale * (a how b). */
  | {
      readonly op: 'combine'
      readonly how: 'add' | 'multiply' | 'maximum' | 'minimum'
      readonly a: View
      readonly b: View
      readonly out: View
      readonly size: number
      readonly scale?: number
    }
  /** The gradient of `combine` for its side `of`. Where both are equal, maximum and minimum give it to a. */
  | ({
      readonly op: 'combineGrad'
      readonly how: 'multiply' | 'maximum' | 'minimum'
      readonly of: 'a' | 'b'
      readonly a: View
      readonly b: View
      readonly dy: View
      readonly out: View
      readonly size: number
    } & Accumulates)
  /** out = x * mask, the mask of base/rng's `fillMask` by (seed, place, step): forward and backward alike. `out` may be `x`. */
  | ({
      readonly op: 'dropout'
      readonly x: View
      readonly out: View
      readonly size: number
      readonly rate: number
      readonly seed: number
      readonly place: number
    } & Accumulates)
  /**
   * Copies, moves, repeats and sums by strides: for every index i within `sizes` (up to 5 axes),
   * out[i . to] = scale * sum over j within `sum` (up to 2 axes) of x[i . from + j . along]. Two i never share a place of out.
   */
  | ({
      readonly op: 'strided'
      readonly x: View
      readonly out: View
      readonly sizes: readonly number[]
      readonly from: readonly number[]
      readonly to: readonly number[]
      readonly sum?: readonly number[]
      readonly along?: readonly number[]
      readonly scale?: number
    } & Accumulates)
  // ---- images --------------------------------------------------------------------------------------------------------
  /** Kernel w [kh, kw, in, out]. out = act(x * w + bias). */
  | {
      readonly op: 'conv2d'
      readonly x: View
      readonly w: View
      readonly out: View
      readonly shape: ConvShape
      readonly bias?: View
      readonly activation?: Activation
    }
  /** The gradient by x; with bias and activation the forward pass of a transposed convolution: act(... + bias), bias by input channel. */
  | ({
      readonly op: 'conv2dInputGrad'
      readonly dy: View
      readonly w: View
      readonly out: View
      readonly shape: ConvShape
      readonly bias?: View
      readonly activation?: Activation
      readonly gate?: Gate
    } & Accumulates)
  | ({
      readonly op: 'conv2dFilterGrad'
      readonly x: View
      readonly dy: View
      readonly out: View
      readonly shape: ConvShape
    } & Accumulates)
  /** Kernel w [kh, kw, in, multiplier]; output channel = input channel * multiplier + q; outChannels = inChannels * multiplier. */
  | {
      readonly op: 'depthwise'
      readonly x: View
      readonly w: View
      readonly out: View
      readonly shape: ConvShape
      readonly bias?: View
      readonly activation?: Activation
    }
  | ({
      readonly op: 'depthwiseInputGrad'
      readonly dy: View
      readonly w: View
      readonly out: View
      readonly shape: ConvShape
      readonly gate?: Gate
    } & Accumulates)
  | ({
      readonly op: 'depthwiseFilterGrad'
      readonly x: View
      readonly dy: View
      readonly out: View
      readonly shape: ConvShape
    } & Accumulates)
  /** inChannels = outChannels. `places` gets, for each result, the word of x (u32, from x's own offset) it was taken from: the first largest. */
  | { readonly op: 'maxPool'; readonly x: View; readonly out: View; readonly places: View; readonly shape: ConvShape }
  | ({
      readonly op: 'maxPoolGrad'
      readonly dy: View
      readonly places: View
      readonly out: View
      readonly shape: ConvShape
      readonly gate?: Gate
    } & Accumulates)
  /** The mean over the places of the window that lie inside the image. */
  | { readonly op: 'averagePool'; readonly x: View; readonly out: View; readonly shape: ConvShape }
  | ({
      readonly op: 'averagePoolGrad'
      readonly dy: View
      readonly out: View
      readonly shape: ConvShape
      readonly gate?: Gate
    } & Accumulates)
  // ---- norms ---------------------------------------------------------------------------------------------------------
  /**
   * By feature over rows [rows, features]: out = gamma (x - mean) inverse + beta; mean and inverse (1 / sqrt(variance + epsilon)) are
   * kept for the way back; moving = moving - (moving - batch's) * (1 - momentum), the variance as it is, as tf.js-layers has it.
   */
  | {
      readonly op: 'batchNorm'
      readonly x: View
      readonly gamma: View
      readonly beta: View
      readonly movingMean: View
      readonly movingVariance: View
      readonly out: View
      readonly mean: View
      readonly inverse: View
      readonly rows: number
      readonly features: number
      readonly momentum: number
      readonly epsilon: number
    }
  /** At prediction: by the moving mean and variance. */
  | {
      readonly op: 'normalize'
      readonly x: View
      readonly gamma: View
      readonly beta: View
      readonly movingMean: View
      readonly movingVariance: View
      readonly out: View
      readonly rows: number
      readonly features: number
      readonly epsilon: number
    }
  /** Accumulates into `out` alone, where asked; gamma's and beta's gradients are set, and absent where frozen; so is `out` where nobody asks. */
  | ({
      readonly op: 'batchNormGrad'
      readonly x: View
      readonly dy: View
      readonly gamma: View
      readonly mean: View
      readonly inverse: View
      readonly out?: View
      readonly gammaGrad?: View
      readonly betaGrad?: View
      readonly rows: number
      readonly features: number
    } & Accumulates)
  /** By row over its features; gamma and beta by feature, absent for 1 and 0. */
  | {
      readonly op: 'layerNorm'
      readonly x: View
      readonly gamma?: View
      readonly beta?: View
      readonly out: View
      readonly mean: View
      readonly inverse: View
      readonly rows: number
      readonly features: number
      readonly epsilon: number
    }
  | ({
      readonly op: 'layerNormGrad'
      readonly x: View
      readonly dy: View
      readonly gamma?: View
      readonly mean: View
      readonly inverse: View
      readonly out?: View
      readonly gammaGrad?: View
      readonly betaGrad?: View
      readonly rows: number
      readonly features: number
    } & Accumulates)
  // ---- sequences -----------------------------------------------------------------------------------------------------
  /** out[i, :] = table[ids[i], :]; ids are floats that hold whole numbers; an id out of the vocabulary gives zeros. */
  | {
      readonly op: 'embedding'
      readonly ids: View
      readonly table: View
      readonly out: View
      readonly count: number
      readonly width: number
      readonly vocabulary: number
    }
  /** out[v, :] = sum of dy[i, :] where ids[i] = v, in the order of i. */
  | ({
      readonly op: 'embeddingGrad'
      readonly ids: View
      readonly dy: View
      readonly out: View
      readonly count: number
      readonly width: number
      readonly vocabulary: number
    } & Accumulates)
  /**
   * One step of an LSTM. `z` [rows, 4 units] comes as sums (input, forget, cell, output, as Keras orders them) and leaves as opened
   * gates. c = f cBefore + i g, h = o act(c). Without `cBefore` it is zero.
   */
  | {
      readonly op: 'lstmCell'
      readonly z: Matrix
      readonly cBefore?: Matrix
      readonly c: Matrix
      readonly h: Matrix
      readonly rows: number
      readonly units: number
      readonly activation: Activation
      readonly gates: Activation
    }
  /** `dh` is read; `dc` [rows, units] is read (what the next step gave) and left as what the step before gets; dz are the slopes by the sums. */
  | {
      readonly op: 'lstmCellGrad'
      readonly z: Matrix
      readonly cBefore?: Matrix
      readonly c: Matrix
      readonly dh: Matrix
      readonly dc: Matrix
      readonly dz: Matrix
      readonly rows: number
      readonly units: number
      readonly activation: Activation
      readonly gates: Activation
    }
  /** GRU (reset before the product), first half: opens the update and reset gates in z [rows, 3 units] (update, reset, candidate) and sets rh = r hBefore. */
  | {
      readonly op: 'gruGates'
      readonly z: Matrix
      readonly hBefore?: Matrix
      readonly rh: Matrix
      readonly rows: number
      readonly units: number
      readonly gates: Activation
    }
  /** Second half: bends the candidate in z and sets h = u hBefore + (1 - u) candidate. */
  | {
      readonly op: 'gruState'
      readonly z: Matrix
      readonly hBefore?: Matrix
      readonly h: Matrix
      readonly rows: number
      readonly units: number
      readonly activation: Activation
    }
  /** The way back through the second half: dz of update (through its gate) and candidate; dhBefore = u dh. */
  | {
      readonly op: 'gruStateGrad'
      readonly z: Matrix
      readonly hBefore?: Matrix
      readonly dh: Matrix
      readonly dz: Matrix
      readonly dhBefore: Matrix
      readonly rows: number
      readonly units: number
      readonly activation: Activation
      readonly gates: Activation
    }
  /** The way back through the first half: dz of reset from drh; dhBefore += r drh. */
  | {
      readonly op: 'gruGatesGrad'
      readonly z: Matrix
      readonly hBefore?: Matrix
      readonly drh: Matrix
      readonly dz: Matrix
      readonly dhBefore: Matrix
      readonly rows: number
      readonly units: number
      readonly gates: Activation
    }
  // ---- loss and figures ----------------------------------------------------------------------------------------------
  /**
   * The loss of one head over its rows with a known target, its gradient, and its figures. `output` [rows, width]. `fused` says that
   * output holds the sums before that activation: the loss bends them itself (into `bent`, [rows, width]) and the gradient is by the
   * sums. Formulas, clipping included, as in training/losses.ts. targets[row of the dataset]: the class, or the number; NaN where
   * missing. The loss is the sum over known rows, each times its class weight, by known (at least 1). Gradients are weight / known * the row's class weight * d(loss of the row). Writes [loss, sum, known] of the head into the
   * ring, and adds each known row's (true, said) into `confusion` [c, c] (u32), c = max(2, width). With several rows a row of the
   * dataset (`perRow`), row r belongs to order[first + r div perRow], its target at that * perRow + r mod perRow.
   */
  | {
      readonly op: 'loss'
      readonly loss: string
      readonly config: Readonly<Record<string, unknown>>
      readonly fused?: 'softmax' | 'sigmoid'
      readonly output: View
      readonly bent?: View
      readonly targets: View
      readonly order: View
      readonly gradient?: View
      readonly classWeights?: View
      readonly confusion?: View
      readonly classes: boolean
      readonly threshold: number
      readonly form: 'oneHot' | 'sign' | 'plain'
      readonly rows: number
      readonly width: number
      readonly weight: number
      readonly head: number
      readonly heads: number
      readonly figures: View
      /** Rows of `order` that count for one row of the dataset: 1, or for sequences of targets the steps of each. */
      readonly perRow?: number
    }
  /** Adds l1 |w| + l2 w^2, summed, to the step's penalty (`penalty`, one word), and its slope to the gradient. First of a step: `fresh` sets it. */
  | {
      readonly op: 'penalty'
      readonly w: View
      readonly gradient?: View
      readonly size: number
      readonly l1: number
      readonly l2: number
      readonly penalty: View
      readonly fresh: boolean
    }
  /** Ends a step: total loss = sum of weights * head losses + penalty into the ring, and both counters of the state move on. */
  | {
      readonly op: 'finish'
      readonly weights: readonly number[]
      readonly penalty?: View
      readonly figures: View
    }
  // ---- update --------------------------------------------------------------------------------------------------------
  /** sum = (fresh ? 0 : sum) + gradients, by this step's constants. */
  | { readonly op: 'addGradients'; readonly gradients: View; readonly sum: View; readonly size: number }
  /** out[i] = sum of squares of segment i; with `total`, out[0] over all of them. */
  | {
      readonly op: 'squares'
      readonly gradients: View
      readonly segments: readonly { readonly offset: number; readonly size: number }[]
      readonly out: View
      readonly total: boolean
    }
  /**
   * Moves every trainable weight by the rule (formulas as in training/optimizers.ts, rule and config as lowered), where this step's
   * `update` says so. Gradients are multiplied by `share`, then clipped: by value to +-limit, by norm per segment, or by the global norm
   * (limit / norm where norm exceeds limit). `average` (moving average of weights): a = a k + w (1 - k) after the move.
   */
  | {
      readonly op: 'update'
      readonly rule: string
      readonly config: Readonly<Record<string, unknown>>
      readonly weights: View
      readonly gradients: View
      readonly slots: readonly View[]
      readonly size: number
      readonly clip?:
        | { readonly by: 'value'; readonly limit: number }
        | {
            readonly by: 'norm'
            readonly limit: number
            readonly squares: View
            readonly segments: readonly { readonly offset: number; readonly size: number }[]
          }
        | { readonly by: 'globalNorm'; readonly limit: number; readonly squares: View }
      readonly average?: { readonly view: View; readonly keep: number }
    }

export type OpName = Op['op']
export type OpOf<K extends OpName> = Extract<Op, { readonly op: K }>

/** Whose time an op is: the layer and the part of the step. */
export interface Tagged {
  readonly op: Op
  readonly layer: string
  readonly phase: 'input' | 'forward' | 'loss' | 'backward' | 'update'
}
