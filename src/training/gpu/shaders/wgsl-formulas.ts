/**
 * @file Number literals, and the formulas of activations, losses, and optimizers as WGSL. Shaders that contain formulas
 * must go through `withMaths`, whose functions they call.
 */
import type { ActivationFormula } from '../../../formulas/activation-formula'
import { activationFormula, DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import { compile } from '../../../formulas/evaluate'
import { variablesOf } from '../../../formulas/expression'
import { HIGH, LOW, type RunningSum, splitRunningSums, splitSums } from '../../../formulas/loss-formula'
import { lossFormula, lossLevels, lossParameters, smoothingOf } from '../../../formulas/loss-formulas'
import { configuredOptimizer, prepareRule } from '../../../formulas/optimizer-formulas'
import { extract, isInvariant, printAll, type Syntax } from '../../../formulas/print'
import type { Activation, Gate } from '../../program/ops'

/**
 * A WGSL f32 literal with the fewest digits that identify the value. Throws for values that have no literal in WGSL.
 */
export function f32(value: number): string {
  const rounded = Math.fround(value)
  if (!Number.isFinite(rounded)) throw new Error(`WGSL has no literal for ${value}`)
  let digits = 1
  while (Math.fround(Number(rounded.toPrecision(digits))) !== rounded) digits++
  const text = `${Number(rounded.toPrecision(digits))}f`
  return rounded < 0 ? `(${text})` : text
}

/** How WGSL writes formulas. Variables with a value become literals; others keep their name. */
export function wgslSyntax(values: Readonly<Record<string, number>> = {}): Syntax {
  return {
    operations: {
      negate: (x) => `(-${x})`,
      abs: (x) => `abs(${x})`,
      sqrt: (x) => `sqrt(${x})`,
      exp: (x) => `exp(${x})`,
      log: (x) => `log(${x})`,
      log1p: (x) => `log1p_of(${x})`,
      expm1: (x) => `expm1_of(${x})`,
      tanh: (x) => `tanh_of(${x})`,
      sigmoid: (x) => `sigmoid_of(${x})`,
      softplus: (x) => `softplus_of(${x})`,
      erf: (x) => `erf_of(${x})`,
      // All numbers are float32.
      single: (x) => x,
      add: (a, b) => `(${a} + ${b})`,
      subtract: (a, b) => `(${a} - ${b})`,
      multiply: (a, b) => `(${a} * ${b})`,
      divide: (a, b) => `(${a} / ${b})`,
      min: (a, b) => `min(${a}, ${b})`,
      max: (a, b) => `max(${a}, ${b})`,
      // Not `max`, which may turn a NaN into a number and thereby hide where it originated.
      atLeast: (x, bound) => `select(${x}, ${bound}, ${x} < ${bound})`,
      atMost: (x, bound) => `select(${x}, ${bound}, ${x} > ${bound})`,
      clip: (x, low, high) => `clamp(${x}, ${low}, ${high})`,
      less: (a, b) => `(${a} < ${b})`,
      atLeastEqual: (a, b) => `(${a} >= ${b})`,
      greater: (a, b) => `(${a} > ${b})`,
      equal: (a, b) => `(${a} == ${b})`,
      both: (a, b) => `(${a} && ${b})`,
      select: (condition, yes, no) => `select(${no}, ${yes}, ${condition})`,
    },
    number: f32,
    variable: (name) => (values[name] === undefined ? name : f32(values[name])),
    declare: (name, text) => `let ${name} = ${text};`,
  }
}

type ActivationPart = 'result' | 'derivative'

/** The name of the WGSL function of an activation or its derivative. */
export function activationFunctionName({ name }: Pick<ActivationFormula, 'name'>, part: ActivationPart): string {
  return `${name}_${part}_of`
}

/** The WGSL function of an activation or its derivative, if its formula repeats a part; otherwise undefined. */
export function activationFunction(formula: ActivationFormula, part: ActivationPart): string | undefined {
  const expression = formula[part]
  const { statements, results } = printAll([expression], wgslSyntax())
  if (statements.length === 0) return undefined
  const parameters = activationVariables(formula, part).map((name) => `${name}: f32`)
  const lines = [...statements, `return ${results[0]};`].map((line) => `  ${line}`)
  return `fn ${activationFunctionName(formula, part)}(${parameters.join(', ')}) -> f32 {\n${lines.join('\n')}\n}`
}

/** The variables of an activation or its derivative, in the order of the WGSL function's parameters. */
function activationVariables(formula: ActivationFormula, part: ActivationPart): readonly string[] {
  return [...variablesOf(formula[part])].sort()
}

/** WGSL for the result of the activation at `x`. */
export function activationText(activation: Activation, x: string): string {
  return text(activation, 'result', { x })
}

/** WGSL for the derivative of any activation at `x`, given the activation's result `y`. */
export function derivativeText(activation: Activation, x: string, y: string): string {
  return text(activation, 'derivative', { x, y })
}

/**
 * WGSL for the derivative of an activation in DERIVATIVE_FROM_RESULT, computed from the activation's result `y`. Throws
 * for other activations.
 */
export function derivativeFromResult(activation: Activation, y: string): string {
  const { name } = activation
  if (!DERIVATIVE_FROM_RESULT.has(name)) throw new Error(`the result of ${name} does not determine its derivative`)
  return text(activation, 'derivative', { y })
}

/**
 * WGSL that multiplies `value` by the derivative of the gate's activation, computed from the activation's result
 * `result`; just `value` if there is no gate. If the op accumulates, the derivative also multiplies the number that
 * `value` is added to.
 */
export function gated(gate: Gate | undefined, result: string, value: string): string {
  return gate === undefined ? value : `(${value}) * ${derivativeFromResult(gate.activation, result)}`
}

/** An expression; a call of the activation's function if its formula repeats a part. */
function text(activation: Activation, part: ActivationPart, names: Readonly<Record<string, string>>): string {
  const formula = activationFormula(activation.name)
  const values: Readonly<Record<string, string>> = { ...names, alpha: f32(activation.alpha ?? 0) }
  const syntax = { ...wgslSyntax(), variable: (name: string) => values[name] ?? name }
  const { statements, results } = printAll([formula[part]], syntax)
  if (statements.length === 0) return results[0] ?? ''
  const given = activationVariables(formula, part).map((name) => values[name] ?? name)
  return `${activationFunctionName(formula, part)}(${given.join(', ')})`
}

/** The statements of this rule. Throws if the name is not in the catalog. */
export function ruleText(name: string, config: Readonly<Record<string, unknown>>): string {
  const { formula, flags, numbers } = configuredOptimizer(name, config)
  const { weight, slots, constants } = prepareRule(formula, flags)
  const values = Object.fromEntries(constants.map((constant) => [constant.name, compile(constant.expression)(numbers)]))
  const { statements, results } = printAll([...slots, weight], wgslSyntax(values))
  // The slots are assigned last, because the weight may depend on their values before the step.
  const after = results.map((result, i) => `let after${i} = ${result};`)
  const assigned = results.map((_, i) => `${i < slots.length ? `slot${i}` : 'w'} = after${i};`)
  return [...statements, ...after, ...assigned].map((line) => `    ${line}`).join('\n')
}

/**
 * Loops over the row's values that compute sums, then the loss, then the derivatives. In every expression, `y` is
 * the target and `p` the output at index `j`.
 */
interface RowLoss {
  /** Declarations of the sums, which run before the loops. */
  readonly variables: readonly string[]
  /** Statements to run for each number, one loop per entry, in order. */
  readonly loops: readonly string[]
  /** Statements that run after the last loop and before the loss. */
  readonly before: string
  readonly loss: string
  /** Statements that set `slope` for each number. */
  readonly derivative: string
}

type Config = Readonly<Record<string, unknown>>

const VARYING: ReadonlySet<string> = new Set(['y', 'p', 'level'])

/** The WGSL of this loss for rows of `width` numbers. Throws if the name is not in the catalog. */
export function rowLoss(name: string, config: Config, width: number): RowLoss {
  const known = lossFormula(name)
  const constants = wgslSyntax({ ...lossParameters(known, config), width })
  const level = levelText(lossLevels(known, config))
  const syntax = { ...constants, variable: (name: string) => (name === 'level' ? level : constants.variable(name)) }
  const { loss, lossSums, derivative, derivativeSums } = splitSums(known.formula)
  const sums = [...lossSums, ...derivativeSums]
  const depths = [...new Set(sums.map(({ depth }) => depth))].sort()
  const loops = depths.map((depth) => {
    const own = sums.filter((sum) => sum.depth === depth)
    const { expressions, running } = splitRunningSums(
      own.map(({ of }) => of),
      `running${depth}_`,
    )
    const { statements, results } = printAll(expressions, syntax)
    const added = own.map(({ name: sum, operation }, i) =>
      operation === 'rowMax' ? `${sum} = max(${sum}, ${results[i]});` : `${sum} += ${results[i]};`,
    )
    return { running, text: [...runningText(running, syntax), ...statements, ...added].join(' ') }
  })
  const slopes = splitRunningSums([derivative], 'running')
  const varying = new Set([...VARYING, ...slopes.running.map(({ name }) => name)])
  const { expressions, parts } = extract(slopes.expressions, (part) => isInvariant(part, varying), 'invariant')
  const once = printAll([loss, ...parts.map(({ expression }) => expression)], syntax, 'once')
  const slope = printAll(expressions, syntax)
  return {
    variables: [
      ...sums.map(({ name: sum, operation }) => `var ${sum} = ${operation === 'rowMax' ? f32(-3e38) : '0f'};`),
      ...[...loops.flatMap(({ running }) => running), ...slopes.running].map((one) => `var ${one.name} = 0f;`),
    ],
    loops: loops.map((one) => one.text),
    before: [...once.statements, ...parts.map((part, i) => syntax.declare(part.name, once.results[i + 1] ?? ''))].join(
      ' ',
    ),
    loss: once.results[0] ?? '',
    derivative: [...runningText(slopes.running, syntax), ...slope.statements, `slope = ${slope.results[0]};`].join(' '),
  }
}

/** The statements that add a position of a row to running sums. */
function runningText(running: readonly RunningSum[], syntax: Syntax): readonly string[] {
  return running.flatMap(({ name, of }) => {
    const { statements, results } = printAll([of], syntax, `${name}_`)
    return [...statements, `${name} += ${results[0]};`]
  })
}

/** WGSL for the level at index `j` of a row. */
function levelText(levels: readonly number[]): string {
  const last = f32(levels.at(-1) ?? 0)
  return levels.slice(0, -1).reduceRight((rest, level, i) => `select(${rest}, ${f32(level)}, j == ${i})`, last)
}

const IS_UNCLIPPED = `(p >= ${f32(LOW)} && p <= ${f32(HIGH)})`

/**
 * The gradient with respect to the pre-activations for softmax with cross entropy, or sigmoid with binary cross
 * entropy, as derived in `interpret/losses-and-updates.ts`.
 */
export function fusedGradient(fused: 'softmax' | 'sigmoid', width: number): string {
  return fused === 'softmax'
    ? `slope = p * opened - select(0f, y, ${IS_UNCLIPPED});`
    : `slope = select(0f, (p - y) / ${width}f, ${IS_UNCLIPPED});`
}

/**
 * WGSL that accumulates the sum over the row that the gradient of a fused softmax needs: the sum of the targets whose
 * predicted probability is not clipped.
 */
export const UNCLIPPED_SUM = `opened += select(0f, y, ${IS_UNCLIPPED});`

/** WGSL that applies label smoothing (`label_smoothing`) to a row's target, as an expression of `y`. */
export function smoothed(name: string, config: Config, width: number): string {
  const { keep, spread } = smoothingOf(lossFormula(name), config, width)
  return keep === 1 ? 'y' : `y * ${f32(keep)} + ${f32(spread)}`
}
