/**
 * @file Prints the optimizers as AssemblyScript: a function for each rule, which updates four weights at once, and
 * `applyRule`, which calls one of them by its code.
 */
import { EXACT_FUNCTIONS, LANES } from './assembly-lanes'
import { variablesOf } from './expression'
import type { Flags } from './optimizer-formula'
import { type OptimizerFormula, prepareRule, RULES } from './optimizer-formulas'
import { extract, isInvariant, printAll } from './print'

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
