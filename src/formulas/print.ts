/** @file Prints expressions as source code. Subexpressions that occur more than once become local constants. */
import type { ElementOperation } from './evaluate'
import { type Expression, variable, variablesOf } from './expression'

/** How a language writes expressions. */
export interface Syntax {
  readonly operations: Readonly<Record<ElementOperation, (a: string, b: string, c: string, of: Expression) => string>>
  number(value: number): string
  variable(name: string): string
  /** A statement that declares a local constant. */
  declare(name: string, text: string): string
}

export interface Printed {
  /** Declarations that the results need, in order. */
  readonly statements: readonly string[]
  readonly results: readonly string[]
}

/** Prints expressions that share the scope of one block. `prefix` starts the names of its local constants. */
export function printAll(expressions: readonly Expression[], syntax: Syntax, prefix = 'shared'): Printed {
  const uses = new Map<string, number>()
  const count = (expression: Expression) => {
    const key = keyOf(expression)
    uses.set(key, (uses.get(key) ?? 0) + 1)
    if (uses.get(key) === 1) expression.args.forEach(count)
  }
  expressions.forEach(count)
  const names = new Map<string, string>()
  const statements: string[] = []
  const print = (expression: Expression): string => {
    const { operation, args, value = 0, name = '' } = expression
    if (operation === 'number') return syntax.number(value)
    if (operation === 'variable') return syntax.variable(name)
    if (isRowOperation(operation)) throw new Error(`${operation} must be split first`)
    const key = keyOf(expression)
    const known = names.get(key)
    if (known !== undefined) return known
    const [a = '', b = '', c = ''] = args.map(print)
    const text = syntax.operations[operation](a, b, c, expression)
    if (uses.get(key) === 1) return text
    const local = `${prefix}${names.size}`
    names.set(key, local)
    statements.push(syntax.declare(local, text))
    return local
  }
  return { statements, results: expressions.map(print) }
}

/** A part of an expression that is computed elsewhere, and the variable that stands for it. */
export interface Extracted {
  readonly name: string
  readonly expression: Expression
}

/**
 * Replaces the largest parts of the expressions that satisfy `matches` by variables, named by `prefix` and a number.
 * The same part always becomes the same variable.
 */
export function extract(
  expressions: readonly Expression[],
  matches: (part: Expression) => boolean,
  prefix: string,
): { readonly expressions: readonly Expression[]; readonly parts: readonly Extracted[] } {
  const parts = new Map<string, Extracted>()
  const visit = (part: Expression): Expression => {
    if (!matches(part)) return part.args.length === 0 ? part : { ...part, args: part.args.map(visit) }
    const key = keyOf(part)
    const known = parts.get(key) ?? { name: `${prefix}${parts.size}`, expression: part }
    parts.set(key, known)
    return variable(known.name)
  }
  return { expressions: expressions.map(visit), parts: [...parts.values()] }
}

/** Whether this is a computation, and not a single value, that uses none of these variables. */
export function isInvariant(expression: Expression, varying: ReadonlySet<string>): boolean {
  return expression.args.length > 0 && [...variablesOf(expression)].every((name) => !varying.has(name))
}

function isRowOperation(operation: Expression['operation']) {
  return (
    operation === 'rowSum' || operation === 'rowSumOfTargets' || operation === 'rowMax' || operation === 'runningSum'
  )
}

/** Equal for equal expressions. */
function keyOf({ operation, args, value, name }: Expression): string {
  return args.length === 0 ? String(name ?? value) : `${operation}(${args.map(keyOf).join()})`
}
