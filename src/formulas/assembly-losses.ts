/**
 * @file Prints the losses as AssemblyScript: a function for each loss, and `rowLoss`, which calls one of them by its
 * code. Numbers are float64; exp, log, and tanh are those of `kernels/exact.ts`, in float32.
 */
import { type Expression, variable, variablesOf } from './expression'
import { type RowSum, splitRunningSums, splitSums } from './loss-formula'
import { LOSS_FORMULAS, type LossFormula } from './loss-formulas'
import { extract, isInvariant, printAll, type Syntax } from './print'

const PARAMETERS = 'row: usize, gradient: usize, width: i32, index: i32, own: f64, other: f64, parameters: usize'
const ARGUMENTS = 'row, gradient, width, index, own, other, parameters'

/** Variables that differ between the positions of a row. */
const VARYING: ReadonlySet<string> = new Set(['y', 'p', 'level', 'at(gradient, i)'])

/** The source of all losses. A loss's code is its position in alphabetical order. */
export function lossKernels(): string {
  const losses = [...LOSS_FORMULAS.values()]
  return `/** @file Generated from src/formulas/losses by npm run kernels. */
import { at, clip, exp, ln, log1p, put, tanh } from '../row-values'

/**
 * The loss of the outputs at \`row\` [width]; writes its gradient [width] if \`gradient\` is not 0. The targets are
 * \`own\` at \`index\`, and \`other\` elsewhere. \`parameters\` is a table of the loss's constants and levels.
 */
export function rowLoss(code: i32, ${PARAMETERS}): f64 {
  switch (code) {
${losses.map(({ kind }, code) => `    case ${code}:\n      return ${kind}(${ARGUMENTS})`).join('\n')}
    default:
      return unreachable()
  }
}

${losses.map(lossFunction).join('\n')}`
}

function lossFunction({ kind, parameters = {}, formula }: LossFormula): string {
  const syntax = scalarSyntax(Object.keys(parameters))
  const { loss, lossSums, derivative, derivativeSums } = splitSums(formula)
  const usesSums = [...variablesOf(derivative)].some((name) => name.startsWith('sum'))
  const [only] = printAll([loss], syntax).results
  const stored = derivativeSums.length > 0 ? singlePart(derivative) : undefined
  const body = usesSums
    ? [
        ...sumLoops(lossSums, syntax),
        `const loss: f64 = ${only}`,
        'if (gradient == 0) return loss',
        // A part that is rounded to float32 is kept in the row of the gradient, instead of computing it again.
        ...sumLoops(derivativeSums, syntax, stored?.args[0]),
        ...loop([], stored ? replaced(derivative, stored, variable('at(gradient, i)')) : derivative, syntax),
        'return loss',
      ]
    : [...sumLoops(lossSums, syntax, derivative), `return ${only}`]
  return `function ${kind}(${PARAMETERS}): f64 {\n${indented(body)}\n}\n`
}

/** The first part of an expression that is rounded to float32. */
function singlePart(expression: Expression): Expression | undefined {
  if (expression.operation === 'single') return expression
  for (const one of expression.args) {
    const found = singlePart(one)
    if (found) return found
  }
  return undefined
}

function replaced(expression: Expression, part: Expression, by: Expression): Expression {
  if (expression === part) return by
  return { ...expression, args: expression.args.map((one) => replaced(one, part, by)) }
}

/** Declares sums and computes them, in one loop for each depth. The first loop also writes the derivative, if given. */
function sumLoops(sums: readonly RowSum[], syntax: Syntax, derivative?: Expression): readonly string[] {
  const depths = [...new Set(sums.map(({ depth }) => depth))].sort()
  return [
    ...sums.map(({ name, operation }) => `let ${name}: f64 = ${operation === 'rowMax' ? '-Infinity' : '0'}`),
    ...depths.flatMap((depth, i) =>
      loop(
        sums.filter((sum) => sum.depth === depth),
        i === 0 ? derivative : undefined,
        syntax,
      ),
    ),
  ]
}

/** A loop over the row that adds to sums and, if given, writes the derivative. */
function loop(sums: readonly RowSum[], derivative: Expression | undefined, syntax: Syntax): readonly string[] {
  const given = [...sums.map(({ of }) => of), ...(derivative ? [derivative] : [])]
  const { expressions: values, running } = splitRunningSums(given, 'running')
  const varying = new Set([...VARYING, ...running.map(({ name }) => name)])
  const { expressions, parts } = extract(values, (part) => isInvariant(part, varying), 'invariant')
  const before = printAll(
    parts.map(({ expression }) => expression),
    syntax,
    'before',
  )
  const { statements, results } = printAll(expressions, syntax)
  const slope = derivative && results.at(-1)
  const added = running.flatMap(({ name, of }) => {
    const printed = printAll([of], syntax, `${name}Part`)
    return [...printed.statements, `${name} += ${printed.results[0]}`]
  })
  const lines = [
    ...running.map(({ name }) => `let ${name}: f64 = 0`),
    ...before.statements,
    ...parts.map(({ name }, i) => `const ${name} = ${before.results[i]}`),
    'for (let i = 0; i < width; i++) {',
    ...indentedLines([
      'const y = i == index ? own : other',
      'const p = at(row, i)',
      ...added,
      ...statements,
      ...sums.map(({ name, operation }, i) => sumStatement(name, operation, results[i] ?? '')),
      ...(slope === undefined ? [] : [`${sums.length > 0 ? 'if (gradient) ' : ''}put(gradient, i, ${slope})`]),
    ]),
    '}',
  ]
  // Each loop has its own running sums.
  return running.length > 0 ? ['{', ...indentedLines(lines), '}'] : lines
}

function sumStatement(name: string, operation: RowSum['operation'], value: string): string {
  switch (operation) {
    case 'rowSum':
      return `${name} += ${value}`
    case 'rowSumOfTargets':
      return `if (y != 0) ${name} += ${value}`
    case 'rowMax':
      return `${name} = max(${name}, ${value})`
    default:
      return operation satisfies never
  }
}

function scalarSyntax(parameters: readonly string[]): Syntax {
  const refused = (_a: string, _b: string, _c: string, { operation }: Expression): never => {
    throw new Error(`no loss uses ${operation} yet; add it here and to kernels/row-values.ts`)
  }
  return {
    operations: {
      negate: (x) => `(-${x})`,
      abs: (x) => `abs(${x})`,
      sqrt: (x) => `sqrt<f64>(${x})`,
      exp: (x) => `exp(${x})`,
      log: (x) => `ln(${x})`,
      log1p: (x) => `log1p(${x})`,
      expm1: refused,
      tanh: (x) => `tanh(${x})`,
      sigmoid: refused,
      softplus: refused,
      erf: refused,
      single: (x) => `<f64><f32>${x}`,
      add: (a, b) => `(${a} + ${b})`,
      subtract: (a, b) => `(${a} - ${b})`,
      multiply: (a, b) => `(${a} * ${b})`,
      divide: (a, b) => `(${a} / ${b})`,
      min: (a, b) => `min<f64>(${a}, ${b})`,
      max: (a, b) => `max<f64>(${a}, ${b})`,
      atLeast: (x, bound) => `(${x} < ${bound} ? ${bound} : ${x})`,
      atMost: (x, bound) => `(${x} > ${bound} ? ${bound} : ${x})`,
      clip: (x, low, high) => `clip(${x}, ${low}, ${high})`,
      less: (a, b) => `(${a} < ${b})`,
      atLeastEqual: (a, b) => `(${a} >= ${b})`,
      greater: (a, b) => `(${a} > ${b})`,
      equal: (a, b) => `(${a} == ${b})`,
      both: (a, b) => `(${a} && ${b})`,
      select: (condition, yes, no) => `(${condition} ? ${yes} : ${no})`,
    },
    number: (value) => (Number.isInteger(value) ? `${value}.0` : `${value}`),
    variable(name) {
      if (name === 'width') return '<f64>width'
      // The levels follow the constants in the table.
      if (name === 'level') return `<f64>load<f32>(parameters + (<usize>i << 2), ${4 * parameters.length})`
      const parameter = parameters.indexOf(name)
      return parameter < 0 ? name : `<f64>load<f32>(parameters, ${4 * parameter})`
    },
    declare: (name, text) => `const ${name} = ${text}`,
  }
}

function indentedLines(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}

function indented(lines: readonly string[]): string {
  return indentedLines(lines).join('\n')
}
