/**
 * @file Prints the activations and the optimizers as AssemblyScript on four float32 numbers at once, with the functions of
 * `kernels/exact.ts`.
 */
import type { ActivationFormula } from './activation-formula'
import { ACTIVATIONS, DERIVATIVE_FROM_RESULT } from './activations'
import { type Expression, substitute, variable, variablesOf } from './expression'
import type { Flags } from './optimizer-formula'
import { type OptimizerFormula, prepareRule, RULES } from './optimizer-formulas'
import { extract, isInvariant, printAll, type Syntax } from './print'

/** The functions of `kernels/exact.ts` that formulas may call. */
const EXACT_FUNCTIONS = 'erf, exp, expm1OfNegative, log, sigmoid, softplus, tanh'

export const LANES: Syntax = {
  operations: {
    negate: (x) => `f32x4.neg(${x})`,
    abs: (x) => `f32x4.abs(${x})`,
    sqrt: (x) => `f32x4.sqrt(${x})`,
    exp: (x) => `exp(${x})`,
    log: (x) => `log(${x})`,
    log1p: (x) => `log(f32x4.add(f32x4.splat(1), ${x}))`,
    expm1: (x) => `expm1OfNegative(${x})`,
    tanh: (x) => `tanh(${x})`,
    sigmoid: (x) => `sigmoid(${x})`,
    softplus: (x) => `softplus(${x})`,
    erf: (x) => `erf(${x})`,
    single: (x) => x,
    add: (a, b) => `f32x4.add(${a}, ${b})`,
    subtract: (a, b) => `f32x4.sub(${a}, ${b})`,
    multiply: (a, b) => `f32x4.mul(${a}, ${b})`,
    divide: (a, b) => `f32x4.div(${a}, ${b})`,
    min: (a, b) => `f32x4.min(${a}, ${b})`,
    max: (a, b) => `f32x4.max(${a}, ${b})`,
    atLeast: (x, bound) => `f32x4.pmax(${x}, ${bound})`,
    atMost: (x, bound) => `f32x4.pmin(${x}, ${bound})`,
    clip: (x, low, high) => `f32x4.min(f32x4.max(${x}, ${low}), ${high})`,
    less: (a, b) => `f32x4.lt(${a}, ${b})`,
    atLeastEqual: (a, b) => `f32x4.ge(${a}, ${b})`,
    greater: (a, b) => `f32x4.gt(${a}, ${b})`,
    equal: (a, b) => `f32x4.eq(${a}, ${b})`,
    both: (a, b) => `v128.and(${a}, ${b})`,
    // All bits of a condition are set or cleared, so 0 elsewhere needs only `and`.
    select: (condition, yes, no, { args }) =>
      args[2]?.value === 0 ? `v128.and(${yes}, ${condition})` : `v128.bitselect(${yes}, ${no}, ${condition})`,
  },
  number: (value) => `f32x4.splat(${value})`,
  variable: (name) => name,
  declare: (name, text) => `const ${name} = ${text}`,
}

/** The source of all activations. An activation's code is its position in alphabetical order. */
export function activationKernels(): string {
  const all = [...ACTIVATIONS.values()]
  const fromResult = all.filter(({ name }) => DERIVATIVE_FROM_RESULT.has(name))
  const frequent = ({ isFrequent }: ActivationFormula) => isFrequent === true
  const rare = (formula: ActivationFormula) => !frequent(formula)
  return `/** @file Generated from src/formulas/activations by npm run kernels. */
import { ${EXACT_FUNCTIONS} } from '../exact'

/** Activation codes in records. */
export enum ActivationCode {
${all.map(({ name }) => `  ${name},`).join('\n')}
}

/** act(x). \`alpha\` is the setting of the activation, if it has one. The most frequent ones are inlined; a NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function applyActivation(code: i32, alpha: f32, x: v128): v128 {
${all.filter(frequent).map(oneLine('result')).join('\n')}
  return applyOther(code, alpha, x)
}

/** act'(x) from the result y = act(x), for activations whose derivative needs only the result. */
// @ts-ignore: decorator
@inline
export function derivativeFromResult(code: i32, alpha: f32, y: v128): v128 {
${fromResult.filter(frequent).map(oneLine('derivative')).join('\n')}
  return derivativeOther(code, alpha, y)
}

function applyOther(code: i32, alpha: f32, x: v128): v128 {
  switch (code) {
${all.filter(rare).map(branch('result')).join('\n')}
    default:
      return unreachable()
  }
}

function derivativeOther(code: i32, alpha: f32, y: v128): v128 {
  switch (code) {
${fromResult.filter(rare).map(branch('derivative')).join('\n')}
    default:
      return unreachable()
  }
}

/** act'(x), where y = act(x). */
export function derivative(code: i32, alpha: f32, x: v128, y: v128): v128 {
  switch (code) {
${all
  .filter(({ name }) => !DERIVATIVE_FROM_RESULT.has(name))
  .map(branch('derivative'))
  .join('\n')}
    default:
      return derivativeFromResult(code, alpha, y)
  }
}
`
}

type Part = 'result' | 'derivative'

function oneLine(part: Part): (formula: ActivationFormula) => string {
  return (formula) => `  if (code == ActivationCode.${formula.name}) return ${printed(formula[part]).results[0]}`
}

function branch(part: Part): (formula: ActivationFormula) => string {
  return (formula) => {
    const { statements, results } = printed(formula[part])
    const lines = [...statements, `return ${results[0]}`].map((line) => `      ${line}`)
    return [`    case ActivationCode.${formula.name}: {`, ...lines, '    }'].join('\n')
  }
}

function printed(expression: Expression) {
  return printAll([substitute(expression, { alpha: variable('f32x4.splat(alpha)') })], LANES)
}

/** Values that differ between weights. */
const VARYING: ReadonlySet<string> = new Set(['w', 'g', 'slot0', 'slot1', 'slot2'])

/** Values that differ between steps, as words of the step's constants. */
const STEP_WORDS = ['rate', 'correction1', 'correction2'] as const

const PARAMETERS = 'record: usize, step: usize, first: i32, size: i32, share: f32, factor: f32'

/** The source of all optimizers. The code of a rule is its position in `RULES`. */
export function optimizerKernels(): string {
  const names = RULES.map(({ formula, flags }) => functionName(formula, flags))
  return `/** @file Generated from src/formulas/optimizers by npm run kernels. */
import { ClipCode, StepWord } from '../../training/cpu/records/codes'
import { ${EXACT_FUNCTIONS} } from '../exact'
import { address, float, int } from '../read-record'
import { loadUpTo4, storeUpTo4 } from '../simd-lanes'
import { Update } from './records'

/** Updates the weights of a span, whose gradients are multiplied by \`share\` and \`factor\`. */
export function applyRule(rule: i32, ${PARAMETERS}): void {
  switch (rule) {
${names.map((name, code) => `    case ${code}:\n      ${name}(record, step, first, size, share, factor)\n      break`).join('\n')}
    default:
      unreachable()
  }
}

${RULES.map(({ formula, flags }, i) => ruleFunction(names[i] ?? '', formula, flags)).join('\n')}`
}

/** The class name, followed by the flags that are set. */
function functionName({ className }: OptimizerFormula, flags: Flags): string {
  return [className, ...Object.keys(flags).filter((flag) => flags[flag])].join('_')
}

function ruleFunction(name: string, formula: OptimizerFormula, flags: Flags): string {
  const rule = prepareRule(formula, flags)
  const { expressions, parts } = extract(
    [rule.weight, ...rule.slots],
    (part) => isInvariant(part, VARYING),
    'invariant',
  )
  const once = printAll(
    parts.map(({ expression }) => expression),
    LANES,
    'once',
  )
  const { statements, results } = printAll(expressions, LANES)
  const [weight, ...slots] = results
  const used = new Set([rule.weight, ...rule.slots].flatMap((expression) => [...variablesOf(expression)]))
  return `function ${name}(${PARAMETERS}): void {
  const weights = address(record, Update.weights)
  const gradients = address(record, Update.gradients)
  const average = address(record, Update.average)
  const parameters = address(record, Update.parameters)
${[
  ...slots.map((_, i) => `const slots${i} = address(record, Update.slot${i})`),
  ...rule.constants.map((constant, i) => `const ${constant.name} = v128.load32_splat(parameters, ${4 * i})`),
  ...STEP_WORDS.filter((word) => used.has(word)).map(
    (word) => `const ${word} = f32x4.splat(float(step, StepWord.${word}))`,
  ),
  ...once.statements,
  ...parts.map((part, i) => `const ${part.name} = ${once.results[i]}`),
]
  .map((line) => `  ${line}`)
  .join('\n')}
  const shares = f32x4.splat(share)
  const factors = f32x4.splat(factor)
  const isBounded = int(record, Update.clip) == ClipCode.value
  const most = f32x4.splat(float(record, Update.limit))
  const least = f32x4.neg(most)
  const averageKeep = f32x4.splat(float(step, StepWord.keep))
  const averageTake = f32x4.splat(1 - float(step, StepWord.keep))
  for (let i = 0; i < size; i += 4) {
    const at = <usize>(first + i) << 2
    const left = size - i
    let g = f32x4.mul(f32x4.mul(loadUpTo4(gradients + at, left), shares), factors)
    if (isBounded) g = f32x4.min(f32x4.max(g, least), most)
    const w = loadUpTo4(weights + at, left)
${[
  ...slots.map((_, i) => `const slot${i} = loadUpTo4(slots${i} + at, left)`),
  ...statements,
  ...slots.map((next, i) => `storeUpTo4(slots${i} + at, ${next}, left)`),
  `const next = ${weight}`,
]
  .map((line) => `    ${line}`)
  .join('\n')}
    storeUpTo4(weights + at, next, left)
    if (average) {
      const mean = f32x4.add(f32x4.mul(loadUpTo4(average + at, left), averageKeep), f32x4.mul(next, averageTake))
      storeUpTo4(average + at, mean, left)
    }
  }
}
`
}
