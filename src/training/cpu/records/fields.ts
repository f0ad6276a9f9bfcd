/**
 * @file Records: the one table of what each kernel of the exact CPU engine reads. From it follow the code of a kernel,
 * the position of each word for the kernel (`kernel-sources.ts` prints it as AssemblyScript) and for the encoder, and
 * the encoder itself, if an op has exactly these fields.
 */
import type { Fields, FieldType, FieldValues, Optional } from './field-types'

export const RECORDS = {
  gatherRows: { source: 'view', table: 'view', order: 'view', out: 'view', rows: 'int', width: 'int', step: 'step' },

  // out[outRows[i] + 4 j] (+)= scale * sum over k of a[rows[i] + columns[k]] * b[bRows[k] + bStep j], then bias,
  // activation and gate. Tables contain the byte offset from a view to each row, column or tap, so that one kernel
  // multiplies matrices, transposed matrices, and windows of images.
  product: {
    a: 'address',
    rows: 'address',
    columns: 'address',
    b: 'address',
    /** 0 if b is already packed as panels. */
    bRows: 'address',
    bStep: 'int',
    /** Scratch space where b is packed as panels of 8 columns, [panels, k, 8]. */
    panels: 'address',
    out: 'address',
    outRows: 'address',
    m: 'int',
    k: 'int',
    n: 'int',
    scale: 'float',
    accumulate: 'flag',
    bias: 'view',
    activation: 'activation',
    /** Has the layout of `out`. */
    gate: 'address',
    gateActivation: 'activation',
    outer: 'int',
    inner: 'int',
    /** Number of bytes from one repeat to the next. */
    aOuter: 'int',
    aInner: 'int',
    bOuter: 'int',
    bInner: 'int',
    outOuter: 'int',
    outInner: 'int',
  },
  // Copies images into larger frames of zeros.
  frame: {
    x: 'address',
    out: 'address',
    images: 'int',
    height: 'int',
    /** Bytes in a row of x. */
    rowBytes: 'int',
    /** Padding rows above and below the image. */
    top: 'int',
    bottom: 'int',
    /** Padding bytes before and after each row. */
    left: 'int',
    right: 'int',
  },
  columnSum: { x: 'matrix', out: 'view', m: 'int', n: 'int', accumulate: 'flag' },

  maxPool: { x: 'view', out: 'view', places: 'view', shape: 'shape' },
  maxPoolGrad: {
    dy: 'view',
    places: 'view',
    out: 'view',
    /** Number of values in dy, and in out. */
    count: 'int',
    size: 'int',
    accumulate: 'flag',
    gate: 'gate',
  },
  averagePool: { x: 'view', out: 'view', shape: 'shape' },
  averagePoolGrad: { dy: 'view', out: 'view', shape: 'shape', accumulate: 'flag', gate: 'gate' },
  depthwise: {
    x: 'view',
    /** The first kernel word to use, and the number of bytes from one kernel word to the next. */
    w: 'address',
    wStep: 'int',
    out: 'view',
    shape: 'shape',
    accumulate: 'flag',
    bias: 'view',
    activation: 'activation',
    gate: 'gate',
  },
  depthwiseInputGrad: { dy: 'view', w: 'view', out: 'view', shape: 'shape', accumulate: 'flag', gate: 'gate' },
  depthwiseFilterGrad: { x: 'view', dy: 'view', out: 'view', shape: 'shape', accumulate: 'flag' },

  fill: { out: 'view', size: 'int', value: 'float' },
  activate: { x: 'view', out: 'view', size: 'int', activation: 'activation' },
  activateGrad: {
    dy: 'view',
    x: 'view',
    y: 'view',
    out: 'view',
    size: 'int',
    activation: 'activation',
    accumulate: 'flag',
  },
  /** `how` is a HowCode value. */
  combine: { how: 'int', a: 'view', b: 'view', out: 'view', size: 'int', scale: 'float' },
  /** The gradient of operand b if `ofB` is set, otherwise that of a. */
  combineGrad: {
    how: 'int',
    ofB: 'flag',
    a: 'view',
    b: 'view',
    dy: 'view',
    out: 'view',
    size: 'int',
    accumulate: 'flag',
  },
  dropout: {
    x: 'view',
    out: 'view',
    size: 'int',
    /** Elements whose 16-bit random draw is below this are dropped; others are multiplied by `kept`. */
    dropBelow: 'int',
    kept: 'float',
    seed: 'int',
    /** The second word of the generator's key. */
    key: 'int',
    step: 'step',
    accumulate: 'flag',
  },
  // Strides are in bytes, axes are ordered from outermost to innermost, and unused axes have size 1.
  strided: {
    x: 'view',
    out: 'view',
    size0: 'int',
    size1: 'int',
    size2: 'int',
    size3: 'int',
    size4: 'int',
    from0: 'int',
    from1: 'int',
    from2: 'int',
    from3: 'int',
    from4: 'int',
    to0: 'int',
    to1: 'int',
    to2: 'int',
    to3: 'int',
    to4: 'int',
    sum0: 'int',
    sum1: 'int',
    along0: 'int',
    along1: 'int',
    scale: 'float',
    accumulate: 'flag',
  },

  softmax: { x: 'view', out: 'view', rows: 'int', width: 'int', log: 'flag', causal: 'flag' },
  softmaxGrad: { dy: 'view', y: 'view', out: 'view', rows: 'int', width: 'int', log: 'flag', accumulate: 'flag' },
  layerNorm: {
    x: 'view',
    gamma: 'view',
    beta: 'view',
    out: 'view',
    mean: 'view',
    inverse: 'view',
    rows: 'int',
    features: 'int',
    epsilon: 'float',
  },
  layerNormGrad: {
    x: 'view',
    dy: 'view',
    gamma: 'view',
    mean: 'view',
    inverse: 'view',
    out: 'view',
    gammaGrad: 'view',
    betaGrad: 'view',
    rows: 'int',
    features: 'int',
    accumulate: 'flag',
  },
  batchNorm: {
    x: 'view',
    gamma: 'view',
    beta: 'view',
    movingMean: 'view',
    movingVariance: 'view',
    out: 'view',
    mean: 'view',
    inverse: 'view',
    rows: 'int',
    features: 'int',
    /** Weight of the batch statistics in the new moving mean and variance: 1 - momentum. */
    pace: 'float',
    epsilon: 'float',
  },
  normalize: {
    x: 'view',
    gamma: 'view',
    beta: 'view',
    movingMean: 'view',
    movingVariance: 'view',
    out: 'view',
    rows: 'int',
    features: 'int',
    epsilon: 'float',
  },
  batchNormGrad: {
    x: 'view',
    dy: 'view',
    gamma: 'view',
    mean: 'view',
    inverse: 'view',
    out: 'view',
    gammaGrad: 'view',
    betaGrad: 'view',
    rows: 'int',
    features: 'int',
    accumulate: 'flag',
  },

  embedding: { ids: 'view', table: 'view', out: 'view', count: 'int', width: 'int', vocabulary: 'int' },
  embeddingGrad: {
    ids: 'view',
    dy: 'view',
    out: 'view',
    count: 'int',
    width: 'int',
    vocabulary: 'int',
    accumulate: 'flag',
  },
  lstmCell: {
    z: 'matrix',
    cBefore: 'matrix',
    c: 'matrix',
    h: 'matrix',
    rows: 'int',
    units: 'int',
    activation: 'activation',
    gates: 'activation',
  },
  lstmCellGrad: {
    z: 'matrix',
    cBefore: 'matrix',
    c: 'matrix',
    dh: 'matrix',
    dc: 'matrix',
    dz: 'matrix',
    rows: 'int',
    units: 'int',
    activation: 'activation',
    gates: 'activation',
  },
  gruGates: { z: 'matrix', hBefore: 'matrix', rh: 'matrix', rows: 'int', units: 'int', gates: 'activation' },
  gruState: { z: 'matrix', hBefore: 'matrix', h: 'matrix', rows: 'int', units: 'int', activation: 'activation' },
  gruStateGrad: {
    z: 'matrix',
    hBefore: 'matrix',
    dh: 'matrix',
    dz: 'matrix',
    dhBefore: 'matrix',
    rows: 'int',
    units: 'int',
    activation: 'activation',
    gates: 'activation',
  },
  gruGatesGrad: {
    z: 'matrix',
    hBefore: 'matrix',
    drh: 'matrix',
    dz: 'matrix',
    dhBefore: 'matrix',
    rows: 'int',
    units: 'int',
    gates: 'activation',
  },

  loss: {
    /** The position of the loss in the alphabetical order of all losses. */
    loss: 'int',
    /** A FusedCode value. */
    fused: 'int',
    output: 'view',
    /** Where the activated outputs are written, and the number of bytes per row, 0 if they are not needed. */
    activated: 'address',
    activatedStep: 'int',
    targets: 'view',
    order: 'view',
    /** Where the gradient is written, and the number of bytes per row, 0 if it is not needed. */
    gradient: 'address',
    gradientStep: 'int',
    classWeights: 'view',
    rowWeights: 'view',
    confusion: 'view',
    /** Set if targets are class indices. */
    classes: 'flag',
    threshold: 'float',
    rows: 'int',
    width: 'int',
    /** Targets are mapped to target * factor + offset; if there is one number per class, the factor is 1. */
    factor: 'float',
    offset: 'float',
    /** Smoothed targets are target * keep + spread. */
    keep: 'float',
    spread: 'float',
    /** A table of the parameters of the loss (f32). */
    parameters: 'address',
    weight: 'float',
    head: 'int',
    heads: 'int',
    figures: 'view',
    /** Capacity of the metrics ring in steps. */
    ring: 'int',
    perRow: 'int',
    step: 'step',
  },
  penalty: { w: 'view', gradient: 'view', size: 'int', l1: 'float', l2: 'float', penalty: 'view', fresh: 'flag' },
  /** `weights` is a table of head weights (f32). */
  finish: { weights: 'address', heads: 'int', penalty: 'view', figures: 'view', ring: 'int', step: 'step' },
  addGradients: { gradients: 'view', sum: 'view', size: 'int', step: 'step' },
  /** `segments` is a table with one pair (index of the first word, number of words) per segment. */
  squares: { gradients: 'view', segments: 'address', count: 'int', out: 'view', total: 'flag' },
  update: {
    /** The position of the rule among those of all optimizers. */
    rule: 'int',
    weights: 'view',
    gradients: 'view',
    /** The optimizer's slots, absent if it has fewer. */
    slot0: 'view',
    slot1: 'view',
    slot2: 'view',
    /** A table of the rule's constants (f32). */
    parameters: 'address',
    /** A ClipCode value. */
    clip: 'int',
    limit: 'float',
    /** A table with the words of `Span` for each span. */
    spans: 'address',
    spanCount: 'int',
    average: 'view',
    step: 'step',
  },
} as const satisfies Readonly<Record<string, Fields>>

export type RecordName = keyof typeof RECORDS

type Named<F extends Fields, T extends FieldType> = { [K in keyof F]: F[K] extends T ? K : never }[keyof F]

/** The values of a record, by field. */
export type RecordValues<N extends RecordName> = {
  readonly [K in Named<
    (typeof RECORDS)[N],
    Exclude<FieldType, Optional | 'step'>
  >]: FieldValues[(typeof RECORDS)[N][K] & FieldType]
} & {
  readonly [K in Named<(typeof RECORDS)[N], Optional>]?: FieldValues[(typeof RECORDS)[N][K] & FieldType]
}
