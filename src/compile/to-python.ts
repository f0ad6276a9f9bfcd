/**
 * @file toPython: prints a Keras model's JSON as readable Keras 3 source, one line per layer, with blocks as functions.
 * Only layers and arguments that the catalog knows are printed, so a file from elsewhere cannot inject anything else.
 */
import { assert } from '../base/assert'
import { dimensions } from '../messages/format'
import type { Shape } from '../catalog/layer-def'
import type { KerasModel } from '../catalog/keras-json'
import type { Expression, Operator } from '../graph/expression'
import { argumentCode, besideSign, type CodeLine, INITIALIZERS, literal, plain, sourceOf } from './source-code'
import {
  argumentNamer,
  type CallLine,
  Formula,
  type LayerLine,
  type Line,
  type Listing,
  listingOf,
  omittedLines,
  type TrainingCode,
  TURN_NUMBER,
} from './program-listing'

/**
 * Source code that assigns the model to `model`. `shapes`: output shapes, keyed by layer name and printed as comments.
 */
export function toPython(model: KerasModel, shapes?: ReadonlyMap<string, Shape>): string {
  return sourceOf(pythonLines(listingOf(model, shapes)))
}

/** Prints a listing as Python, line by line. */
export function pythonLines(listing: Listing, training?: TrainingCode): readonly CodeLine[] {
  const print = printer(argumentNamer(listing))
  const routines = listing.routines.flatMap(({ name, title, ins, args, lines, gives }) => [
    // not text: Python
    ...plain('', '', `def ${name}(${[...ins, ...args.map(print.name), 'name'].join(', ')}):`, `    ${literal(title)}`),
    ...lines.flatMap((line) => print.line(line, '    ')),
    ...plain(`    return ${gives.join(', ')}`),
  ])
  const lines = listing.lines.flatMap((line) => print.line(line, ''))
  const body = [...routines, ...lines].map(({ text }) => text).join('\n')
  const imports = ['initializers', 'layers', 'regularizers'].filter((name) => body.includes(`${name}.`))
  return [
    ...plain(
      routines.length === 0
        ? // not text: a docstring in printed Python
          '"""A Keras model, drawn in Netloom. Run it to see its layers; load_weights.py puts its weights in."""'
        : // not text: a docstring in printed Python
          '"""A Keras model, drawn in Netloom: a function for each block. load_weights.py puts its weights in."""',
      ...(body.includes('math.') ? ['import math', ''] : []),
      'import keras',
      // not text: Python
      ...(imports.length > 0 ? [`from keras import ${imports.join(', ')}`] : []),
      ...(body.includes(HARD_SIGMOID) ? HELPER : []),
    ),
    ...routines,
    ...plain(...(routines.length > 0 || body.includes(HARD_SIGMOID) ? ['', ''] : [''])),
    ...lines,
    ...plain(
      '',
      `model = keras.Model(inputs=[${listing.inputs.join(', ')}], outputs=[${listing.outputs.join(', ')}], name=${literal(listing.name)})`,
      ...(training ? trainingLines(training) : []),
      '',
      'if __name__ == "__main__":',
      '    model.summary()',
    ),
  ]
}

/** Keras 3 names of losses and optimizers that differ from those in a plan or in TensorFlow.js. */
const CLASSES: Readonly<Record<string, string>> = {
  cosineProximity: 'CosineSimilarity',
  logcosh: 'LogCosh',
  klDivergence: 'KLDivergence',
  Momentum: 'SGD',
  RMSProp: 'RMSprop',
}
/** Keras 3 names of the arguments of optimizers. */
const OPTIMIZER_ARGUMENTS: Readonly<Record<string, string>> = { decay: 'rho' }
/** The optimizers that divide by the corrected mean of the squared gradients. */
const ADAMS: ReadonlySet<string> = new Set(['Adam', 'AdamW']) // not text: class names
/** The metrics that early stopping can monitor, and their names in Keras. */
const MONITORED: Readonly<Record<string, string>> = {
  loss: 'loss',
  validationLoss: 'val_loss',
  accuracy: 'accuracy',
  validationAccuracy: 'val_accuracy',
}

/** Compiles the model and defines a function that trains it. */
function trainingLines({ heads, optimizer, optional, ...training }: TrainingCode): readonly string[] {
  const { clip, accumulate, movingAverage, earlyStopping } = optional
  const made = (
    module: string,
    name: string,
    args: Readonly<Record<string, unknown>>,
    more: readonly string[] = [],
  ) => {
    const className = CLASSES[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`
    // Keras refuses whole numbers as a learning rate or momentum.
    const given = Object.entries(args).map(([key, value]) => `${key}=${literal(value).replace(/^\d+$/, '$&.0')}`)
    return `keras.${module}.${className}(${[...given, ...more].join(', ')})`
  }
  const settings = {
    learning_rate: training.learningRate,
    ...Object.fromEntries(
      Object.entries(optimizer.config).map(([key, value]) => [OPTIMIZER_ARGUMENTS[key] ?? key, value]),
    ),
    ...(clip ? { [{ value: 'clipvalue', norm: 'clipnorm', globalNorm: 'global_clipnorm' }[clip.by]]: clip.limit } : {}),
  }
  const accumulation = accumulate === undefined ? [] : [`gradient_accumulation_steps=${accumulate}`]
  // Keras averages after every batch, Netloom after every update.
  const root = accumulate === undefined ? '' : ` ** (1 / ${accumulate})`
  const averaging = movingAverage === undefined ? [] : ['use_ema=True', `ema_momentum=${movingAverage}${root}`] // not text: Python
  const losses = heads.map(({ class_name, config }) =>
    class_name === 'quantile'
      ? `quantile_loss(${literal(config.levels)})` // not text: Python
      : class_name === 'squaredEarthMoversDistance'
        ? 'squared_emd' // not text: Python
        : made('losses', class_name, config.label_smoothing === 0 ? {} : config),
  )
  const metrics = heads.map(({ targets, form, class_name }) =>
    class_name === 'quantile' || form === 'sign' ? [] : targets === 'number' ? ['mae'] : ['accuracy'],
  )
  const list = (of: readonly string[]) => (of.length === 1 ? (of[0] ?? '') : `[${of.join(', ')}]`)
  const monitor = earlyStopping && MONITORED[earlyStopping.metric]
  // Keras names the accuracy of one output among several after it.
  const isMonitored =
    monitor !== undefined && (monitor.endsWith('loss') || (metrics.length === 1 && metrics[0]?.includes('accuracy')))
  const stops = earlyStopping && isMonitored
  // `fit` ends by setting the weights to the average in the optimizer. `swap_on_epoch` puts the average in the model at
  // the end of each epoch, for early stopping to keep. Nothing else would restore it where training stops early.
  const swap = stops && earlyStopping.restoreBest ? 'swap_on_epoch=True' : ''
  const callbacks = [
    ...(movingAverage === undefined ? [] : [`SwapEMAWeights(${swap})`]),
    ...(stops
      ? [
          // not text: Python
          `EarlyStopping(monitor=${literal(monitor)}, patience=${earlyStopping.patience}, restore_best_weights=${literal(earlyStopping.restoreBest)})`,
        ]
      : []),
  ].map((call) => `            keras.callbacks.${call},`) // not text: Python
  // not text: names of settings in a comment of printed code
  const omitted = [
    ...training.omitted,
    ...(earlyStopping && !isMonitored ? ['early stopping'] : []), // not text: as above
    // Keras adds epsilon before it. With an epsilon that is not tiny, its first steps are up to 31 times smaller.
    ...(ADAMS.has(optimizer.class_name) && Number(optimizer.config.epsilon) > 1e-7
      ? ['epsilon added after the bias correction'] // not text: as above
      : []),
    ...(accumulate === undefined ? [] : ['an update after the last batch of each epoch']), // not text: as above
    ...(movingAverage === undefined ? [] : ['a lower decay of the average in the first updates']), // not text: as above
  ]
  return [
    '',
    ...(heads.some(({ class_name }) => class_name === 'quantile') ? QUANTILE_LOSS : []),
    ...(heads.some(({ class_name }) => class_name === 'squaredEarthMoversDistance') ? SQUARED_EMD : []),
    'model.compile(',
    `    optimizer=${made('optimizers', optimizer.class_name, settings, [...accumulation, ...averaging])},`,
    `    loss=${list(losses)},`,
    ...(heads.some(({ weight }) => weight !== 1)
      ? [`    loss_weights=[${heads.map(({ weight }) => weight).join(', ')}],`]
      : []),
    `    metrics=${list(metrics.map((one) => `[${one.map(literal).join(', ')}]`))},`,
    ')',
    '',
    '',
    'def train(x, y, **options):', // not text: Python
    '    """Trains the model; options are those of model.fit, such as validation_data."""', // not text: a docstring
    ...omittedLines(omitted, '    #'),
    '    return model.fit(', // not text: Python
    '        x,',
    '        y,',
    `        batch_size=${training.batchSize},`,
    `        epochs=${training.epochs},`,
    ...(callbacks.length > 0 ? ['        callbacks=[', ...callbacks, '        ],'] : []),
    '        **options,',
    '    )',
    '',
  ]
}

const QUANTILE_LOSS = [
  '',
  'def quantile_loss(levels):', // not text: Python
  '    """The pinball loss; the output has a unit for each level, and y is one target per row."""', // not text: a docstring
  '    def loss(y, p):', // not text: Python
  '        off = keras.ops.reshape(y, (-1, 1)) - p',
  '        level = keras.ops.array([levels])', // not text: Python
  '        return keras.ops.mean(keras.ops.maximum(level * off, (level - 1.0) * off), axis=-1)',
  '    return loss', // not text: Python
  '',
  '',
]

const SQUARED_EMD = [
  '',
  'def squared_emd(y, p):', // not text: Python
  '    """The squared earth mover\'s distance of classes in order; y is one-hot."""', // not text: a docstring
  '    return keras.ops.sum(keras.ops.square(keras.ops.cumsum(p - y, axis=-1)), axis=-1)', // not text: Python
  '',
  '',
]

const HARD_SIGMOID = 'netloom_hard_sigmoid'
const HELPER = [
  '',
  '',
  '@keras.saving.register_keras_serializable(package="netloom")', // not text: Python
  `def ${HARD_SIGMOID}(x):`, // not text: Python
  '    # As Keras 2 and TensorFlow.js have it; that of Keras 3 has another slope.', // not text: Python
  '    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)',
]

/** Argument values that are defaults in Keras but not in TensorFlow.js. */
const USUAL: Readonly<Record<string, unknown>> = {
  kernel_initializer: 'glorot_uniform',
  depthwise_initializer: 'glorot_uniform',
  pointwise_initializer: 'glorot_uniform',
  unit_forget_bias: true,
}

/** Keras 3 names for arguments that have other names in Keras 2. */
const RENAMED: Readonly<Record<string, string>> = { alpha: 'negative_slope' }

/** Returns functions that print the lines of a listing; `name` maps each argument to its name in the code. */
function printer(name: (argument: string) => string) {
  function line(one: Line, indent: string): readonly CodeLine[] {
    const shape = one.shape ? `  # ${dimensions(one.shape)}` : ''
    const texts = one.type === 'layer' ? [layerText(one, indent !== '')] : callTexts(one, indent !== '')
    return texts.map((text, i) => ({
      text: `${indent}${text}${i === texts.length - 1 ? shape : ''}`,
      ...(one.type === 'layer' && one.layer !== undefined ? { layer: one.layer } : {}),
      at: one.at,
    }))
  }

  function layerText({ variable, name: own, className, config, from }: LayerLine, within: boolean): string {
    const called = within ? `f"{name}_${own}"` : literal(own)
    if (className === 'InputLayer') {
      const shape = (config.batch_input_shape as readonly unknown[]).slice(1)
      return `${variable} = keras.Input(shape=${literal(shape)}, name=${called})`
    }
    const given = argumentCode(className, config, USUAL).map(
      (key) => `${RENAMED[key] ?? key}=${argument(key, config[key])}`,
    )
    const on = from.length === 1 ? (from[0] ?? '') : `[${from.join(', ')}]`
    return `${variable} = layers.${className}(${[...given, `name=${called}`].join(', ')})(${on})`
  }

  function callTexts(
    { variables, routine, name: own, from, args, turns }: CallLine,
    within: boolean,
  ): readonly string[] {
    const given = args.map(({ name: arg, value }) => `${name(arg)}=${value === TURN_NUMBER ? 'turn' : term(value)}`)
    const called = (turn: string) => (within || turn ? `f"${within ? '{name}_' : ''}${own}${turn}"` : literal(own))
    const call = (on: readonly string[], turn: string) =>
      `${variables.join(', ')} = ${routine.name}(${[...on, ...given, `name=${called(turn)}`].join(', ')})`
    if (turns === undefined) return [call(from, '')]
    return [
      `${variables.join(', ')} = ${from.join(', ')}`,
      `for turn in range(${term(turns)}):`, // not text: Python
      `    ${call(variables, '_{turn + 1}')}`,
    ]
  }

  function argument(key: string, value: unknown): string {
    if (key.endsWith('activation')) return value === 'hard_sigmoid' ? HARD_SIGMOID : literal(value)
    if (key.endsWith('initializer') && typeof value === 'string') return literal(value.replace('le_cun', 'lecun'))
    if (value instanceof Formula || typeof value !== 'object' || value === null || Array.isArray(value))
      return term(value)
    const { class_name, config } = value as { class_name: string; config: Readonly<Record<string, unknown>> }
    if (class_name === 'L1L2') return `regularizers.L1L2(l1=${term(config.l1)}, l2=${term(config.l2)})`
    assert(Object.hasOwn(INITIALIZERS, class_name), `no Python for ${class_name}`)
    const numbers = (INITIALIZERS[class_name] ?? []).map((key) => `${key}=${term(config[key])}`)
    return `initializers.${class_name}(${numbers.join(', ')})`
  }

  /** Prints a value, including any formulas in it. */
  function term(value: unknown): string {
    if (value instanceof Formula) {
      const text = expressionText(value.expression, name)
      return value.whole && !isWholeIn(value.expression, value.fractions) ? `int(${text})` : text
    }
    if (!Array.isArray(value)) return literal(value)
    return value.length === 1 ? `(${term(value[0])},)` : `(${value.map(term).join(', ')})`
  }

  return { line, name: (argument: string) => name(argument) }
}

/**
 * Whether the expression yields an int in Python when the result is an integer; the / operator would yield a float such
 * as 8.0.
 */
function isWholeIn(expression: Expression, fractions: ReadonlySet<string>): boolean {
  const each = (one: Expression) => isWholeIn(one, fractions)
  switch (expression.type) {
    case 'number':
      return Number.isInteger(expression.value)
    case 'name':
      return !fractions.has(expression.name)
    case 'negative':
      return each(expression.of)
    case 'pair':
      return '+-*'.includes(expression.sign) && each(expression.a) && each(expression.b)
    case 'call':
      return !['min', 'max'].includes(expression.call) || expression.args.every(each)
    default:
      return expression satisfies never
  }
}

/** Prints an expression in Python with Netloom's semantics: halves round up, and % has the sign of the dividend. */
function expressionText(expression: Expression, name: (argument: string) => string): string {
  const side = (one: Expression, sign: Operator, right: boolean) =>
    besideSign(expressionText(one, name), one, sign, right)
  switch (expression.type) {
    case 'number':
      return literal(expression.value)
    case 'name':
      return name(expression.name)
    case 'negative':
      return `-${side(expression.of, '*', true)}`
    case 'pair': {
      const { sign, a, b } = expression
      // not text: Python
      if (sign === '%') return `math.fmod(${expressionText(a, name)}, ${expressionText(b, name)})`
      return `${side(a, sign, false)} ${sign === '^' ? '**' : sign} ${side(b, sign, true)}`
    }
    case 'call': {
      const args = expression.args.map((one) => expressionText(one, name)).join(', ')
      if (expression.call === 'min' || expression.call === 'max') return `${expression.call}(${args})`
      // not text: Python
      return expression.call === 'round' ? `math.floor(${args} + 0.5)` : `math.${expression.call}(${args})`
    }
    default:
      return expression satisfies never
  }
}
