/**
 * @file toTypeScript: prints a Keras model's JSON as readable TypeScript for TensorFlow.js, one line per layer, with
 * blocks as functions. As in Python, only layers and arguments that the catalog knows are printed.
 */
import { assert } from '../base/assert'
import { dimensions } from '../messages/format'
import type { Expression, Operator } from '../graph/expression'
import { argumentCode, besideSign, type CodeLine, INITIALIZERS, plain, quoted } from './source-code'
import {
  argumentNamer,
  type CallLine,
  Formula,
  type LayerLine,
  type Line,
  type Listing,
  omittedLines,
  type TrainingCode,
  TURN_NUMBER,
} from './program-listing'

/** Prints a listing as TypeScript, line by line. */
export function typescriptLines(listing: Listing, training?: TrainingCode): readonly CodeLine[] {
  const print = printer(argumentNamer(listing))
  const routines = listing.routines.flatMap(({ name, title, ins, args, lines, gives }) => [
    ...plain(
      `/** ${quoted(title).slice(1, -1).replaceAll('*/', '* /')} */`,
      `function ${name}(${[
        ...ins.map((one) => `${one}: tf.SymbolicTensor`),
        ...args.map((one) => `${print.name(one)}: number`),
        'name: string',
      ].join(', ')}) {`,
    ),
    ...lines.flatMap((line) => print.line(line, '  ')),
    // not text: TypeScript
    ...plain(gives.length === 1 ? `  return ${gives[0]}` : `  return [${gives.join(', ')}] as const`, '}', ''),
  ])
  return [
    // not text: TypeScript
    ...plain('/** A TensorFlow.js model, drawn in Netloom. */', "import * as tf from '@tensorflow/tfjs'", ''),
    ...routines,
    ...listing.lines.flatMap((line) => print.line(line, '')),
    ...plain(
      '',
      `export const model = tf.model({ inputs: [${listing.inputs.join(', ')}], outputs: [${listing.outputs.join(', ')}], name: ${quoted(listing.name)} })`,
      ...(training ? trainingLines(training) : []),
    ),
  ]
}

/** The arguments of the functions in tf.train after the learning rate, by class. */
const OPTIMIZERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  SGD: ['sgd'],
  Momentum: ['momentum', 'momentum', 'nesterov'],
  RMSProp: ['rmsprop', 'decay', 'momentum', 'epsilon', 'centered'],
  Adagrad: ['adagrad', 'initial_accumulator_value'],
  Adadelta: ['adadelta', 'rho', 'epsilon'],
  Adamax: ['adamax', 'beta_1', 'beta_2', 'epsilon'],
  Adam: ['adam', 'beta_1', 'beta_2', 'epsilon'],
  // TensorFlow.js has no weight decay.
  AdamW: ['adam', 'beta_1', 'beta_2', 'epsilon'],
}

/** Compiles the model and defines a function that trains it. */
function trainingLines({ heads, optimizer, optional, ...training }: TrainingCode): readonly string[] {
  const known = OPTIMIZERS[optimizer.class_name]
  if (!known) return ['', `// TensorFlow.js has no optimizer ${optimizer.class_name}.`] // not text: a comment in printed code
  const [maker, ...names] = known
  const losses = heads.map(({ class_name, config }) =>
    class_name === 'quantile'
      ? `quantileLoss(${literal(config.levels)})` // not text: TypeScript
      : class_name === 'huber'
        ? `(y: tf.Tensor, p: tf.Tensor) => tf.losses.huberLoss(y, p, undefined, ${config.delta})` // not text: TypeScript
        : class_name === 'squaredEarthMoversDistance'
          ? 'squaredEmd' // not text: TypeScript
          : quoted(class_name === 'klDivergence' ? 'kullbackLeiblerDivergence' : class_name),
  )
  // not text: names of settings in a comment of printed code
  const omitted = [
    ...(optimizer.class_name === 'AdamW' ? ['weight decay'] : []), // not text: as above
    ...(heads.some(({ config }) => config.label_smoothing) ? ['label smoothing'] : []), // not text: as above
    ...(heads.some(({ weight }) => weight !== 1) ? ['loss weights'] : []), // not text: as above
    ...(optional.clip ? ['gradient clipping'] : []), // not text: as above
    ...(optional.accumulate ? ['accumulated batches'] : []), // not text: as above
    ...(optional.movingAverage ? ['weight averaging'] : []), // not text: as above
    ...(optional.earlyStopping ? ['early stopping'] : []), // not text: as above
    ...training.omitted,
  ]
  const isAccurate = heads.every(({ targets, form }) => targets !== 'number' && form !== 'sign')
  return [
    '',
    ...(heads.some(({ class_name }) => class_name === 'quantile') ? QUANTILE_LOSS : []),
    ...(heads.some(({ class_name }) => class_name === 'squaredEarthMoversDistance') ? SQUARED_EMD : []),
    'model.compile({',
    `  optimizer: tf.train.${maker}(${[training.learningRate, ...names.map((name) => literal(optimizer.config[name]))].join(', ')}),`, // not text: TypeScript
    `  loss: ${losses.length === 1 ? losses[0] : `[${losses.join(', ')}]`},`, // not text: TypeScript
    ...(isAccurate ? ["  metrics: ['accuracy'],"] : []),
    '})',
    '',
    '/** Trains the model; options are those of model.fit, such as validationData. */', // not text: a comment in printed code
    'export function train(x: tf.Tensor | tf.Tensor[], y: tf.Tensor | tf.Tensor[], options: tf.ModelFitArgs = {}) {',
    ...omittedLines(omitted, '  //'),
    `  return model.fit(x, y, { batchSize: ${training.batchSize}, epochs: ${training.epochs}, ...options })`,
    '}',
  ]
}

const QUANTILE_LOSS = [
  // not text: a comment in printed code
  '/** The pinball loss; an output has a unit for each level, and y repeats the target for each. */',
  'function quantileLoss(levels: number[]) {',
  '  return (y: tf.Tensor, p: tf.Tensor) => {',
  '    const [level, off] = [tf.tensor1d(levels), tf.sub(y, p)]', // not text: TypeScript
  '    return tf.mean(tf.maximum(tf.mul(level, off), tf.mul(tf.sub(level, 1), off)), -1)', // not text: TypeScript
  '  }',
  '}',
  '',
]

const SQUARED_EMD = [
  "/** The squared earth mover's distance of classes in order; y is one-hot. */", // not text: a comment in printed code
  'function squaredEmd(y: tf.Tensor, p: tf.Tensor) {',
  '  return tf.sum(tf.square(tf.cumsum(tf.sub(p, y), p.rank - 1)), -1)', // not text: TypeScript
  '}',
  '',
]

/**
 * Argument values that are defaults in TensorFlow.js but not in Keras. Keras defaults that tf.js lacks (an LSTM's
 * unitForgetBias) are printed.
 */
const USUAL: Readonly<Record<string, unknown>> = {
  // tf.js has no type for this argument and supports no other value.
  reset_after: false,
}

/** Factory functions whose names cannot be derived from their class. */
const MAKERS: Readonly<Record<string, string>> = { LSTM: 'lstm', GRU: 'gru', Cropping2D: 'cropping2D' }

/** The tf.layers function that creates a class, such as maxPooling2d for MaxPooling2D. */
function makerOf(className: string): string {
  if (Object.hasOwn(MAKERS, className)) return MAKERS[className] as string
  return `${className.charAt(0).toLowerCase()}${className.slice(1)}`.replace(/(\d)D/, '$1d')
}

/** The prefix of layer names inside a function. */
const PREFIX = `\${name}_`
const TURN = `_\${turn + 1}`

/** Returns functions that print the lines of a listing; `name` maps each argument to its name in the code. */
function printer(name: (argument: string) => string) {
  function line(one: Line, indent: string): readonly CodeLine[] {
    const shape = one.shape ? ` // ${dimensions(one.shape)}` : ''
    const within = indent !== ''
    const texts = one.type === 'layer' ? [layerText(one, within)] : callTexts(one, within)
    return texts.map((text, i) => ({
      text: `${indent}${text}${i === texts.length - 1 ? shape : ''}`,
      ...(one.type === 'layer' && one.layer !== undefined ? { layer: one.layer } : {}),
      at: one.at,
    }))
  }

  function layerText({ variable, name: own, className, config, from }: LayerLine, within: boolean): string {
    // not text: TypeScript
    const called = `name: ${within ? `\`\${name}_${own}\`` : quoted(own)}`
    if (className === 'InputLayer') {
      const shape = (config.batch_input_shape as readonly unknown[]).slice(1)
      return `const ${variable} = tf.input({ shape: ${literal(shape)}, ${called} })`
    }
    const given = argumentCode(className, config, USUAL).map((key) => `${camelCase(key)}: ${argument(config[key])}`)
    const on = from.length === 1 ? (from[0] ?? '') : `[${from.join(', ')}]`
    const made = `tf.layers.${makerOf(className)}({ ${[...given, called].join(', ')} })`
    // The cast is needed because the type that `apply` returns does not depend on its argument.
    return `const ${variable} = ${made}.apply(${on}) as tf.SymbolicTensor`
  }

  function callTexts(
    { variables, routine, name: own, from, args, turns }: CallLine,
    within: boolean,
  ): readonly string[] {
    const given = args.map(({ value }) => (value === TURN_NUMBER ? 'turn' : term(value)))
    const called = (turn: string) => (within || turn ? `\`${within ? PREFIX : ''}${own}${turn}\`` : quoted(own))
    const call = (on: readonly string[], turn: string) =>
      `${routine.name}(${[...on, ...given, called(turn)].join(', ')})`
    const several = variables.length > 1
    const target = several ? `[${variables.join(', ')}]` : (variables[0] ?? '')
    if (turns === undefined) return [`const ${target} = ${call(from, '')}`]
    const again = `${target} = ${call(variables, TURN)}`
    return [
      `let ${target} = ${several ? `[${from.join(', ')}]` : from[0]}`,
      // A statement that starts with a bracket would be parsed as a continuation of the previous line, so wrap it in a
      // block.
      `for (let turn = 0; turn < ${term(turns)}; turn++) ${several ? `{ ${again} }` : again}`,
    ]
  }

  function argument(value: unknown): string {
    // tf.js renames these values when it reads JSON, but arguments must use the new names. One activation is missing
    // from tf.js's types.
    if (value === 'log_softmax') return '"logSoftmax" as never' // not text: TypeScript
    if (typeof value === 'string') return quoted(camelCase(value))
    if (value instanceof Formula || typeof value !== 'object' || value === null || Array.isArray(value))
      return term(value)
    const { class_name, config } = value as { class_name: string; config: Readonly<Record<string, unknown>> }
    if (class_name === 'L1L2') return `tf.regularizers.l1l2({ l1: ${term(config.l1)}, l2: ${term(config.l2)} })`
    assert(Object.hasOwn(INITIALIZERS, class_name), `no TypeScript for ${class_name}`)
    const numbers = (INITIALIZERS[class_name] ?? []).map((key) => `${key}: ${term(config[key])}`)
    return `tf.initializers.${makerOf(class_name)}({ ${numbers.join(', ')} })`
  }

  /** Prints a value, including any formulas in it. */
  function term(value: unknown): string {
    if (value instanceof Formula) return expressionText(value.expression, name)
    return Array.isArray(value) ? `[${value.map(term).join(', ')}]` : literal(value)
  }

  return { line, name: (argument: string) => name(argument) }
}

/** An expression in TypeScript, with Netloom's semantics. */
function expressionText(expression: Expression, name: (argument: string) => string): string {
  const side = (one: Expression, sign: Operator, right: boolean) =>
    besideSign(expressionText(one, name), one, sign, right)
  switch (expression.type) {
    case 'number':
      return String(expression.value)
    case 'name':
      return name(expression.name)
    case 'negative':
      return `-${side(expression.of, '*', true)}`
    case 'pair':
      return `${side(expression.a, expression.sign, false)} ${expression.sign === '^' ? '**' : expression.sign} ${side(expression.b, expression.sign, true)}`
    case 'call':
      return `Math.${expression.call}(${expression.args.map((one) => expressionText(one, name)).join(', ')})`
    default:
      return expression satisfies never
  }
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  assert(Array.isArray(value), `no TypeScript for ${typeof value}`)
  return `[${value.map(literal).join(', ')}]`
}

/** Converts kernel_size to kernelSize. */
function camelCase(text: string): string {
  return text.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase())
}
