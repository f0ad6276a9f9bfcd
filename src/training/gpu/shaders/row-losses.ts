/**
 * @file Losses as WGSL for one row: loops over the row's values that compute sums, then the loss, then the derivatives.
 * In every expression, `y` is the target and `p` the output at index `j`.
 */
import { HIGH, LOW, splitSums } from '../../../formulas/loss-formula'
import { lossFormula, lossParameters, smoothingOf } from '../../../formulas/loss-formulas'
import { extract, isInvariant, printAll } from '../../../formulas/print'
import { f32, wgslSyntax } from './formula-text'

export interface RowLoss {
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

const VARYING: ReadonlySet<string> = new Set(['y', 'p'])

/** The WGSL of this loss for rows of `width` numbers. Throws if the name is not in the catalog. */
export function rowLoss(name: string, config: Config, width: number): RowLoss {
  const known = lossFormula(name)
  const syntax = wgslSyntax({ ...lossParameters(known, config), width })
  const { loss, lossSums, derivative, derivativeSums } = splitSums(known.formula)
  const sums = [...lossSums, ...derivativeSums]
  const depths = [...new Set(sums.map(({ depth }) => depth))].sort()
  const loops = depths.map((depth) => {
    const own = sums.filter((sum) => sum.depth === depth)
    const { statements, results } = printAll(
      own.map(({ of }) => of),
      syntax,
    )
    const added = own.map(({ name: sum, operation }, i) =>
      operation === 'rowMax' ? `${sum} = max(${sum}, ${results[i]});` : `${sum} += ${results[i]};`,
    )
    return [...statements, ...added].join(' ')
  })
  const { expressions, parts } = extract([derivative], (part) => isInvariant(part, VARYING), 'invariant')
  const once = printAll([loss, ...parts.map(({ expression }) => expression)], syntax, 'once')
  const slope = printAll(expressions, syntax)
  return {
    variables: sums.map(({ name: sum, operation }) => `var ${sum} = ${operation === 'rowMax' ? f32(-3e38) : '0f'};`),
    loops,
    before: [...once.statements, ...parts.map((part, i) => syntax.declare(part.name, once.results[i + 1] ?? ''))].join(
      ' ',
    ),
    loss: once.results[0] ?? '',
    derivative: [...slope.statements, `slope = ${slope.results[0]};`].join(' '),
  }
}

const IS_UNCLIPPED = `(p >= ${f32(LOW)} && p <= ${f32(HIGH)})`

/**
 * The gradient with respect to the pre-activations for softmax with cross entropy, or sigmoid with binary cross
 * entropy, as derived in `interpret/loss.ts`.
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
