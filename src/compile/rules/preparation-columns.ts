/**
 * @file Prepare: preparation steps must refer to existing columns. A step that is unsuitable for its column is reported
 * at the input that reads the column.
 */
import { preparation } from '../../data/transforms/loaded-transforms'
import type { Diagnostic } from '../../graph/diagnostic'
import type { Rule } from './rule-context'

/** Codes of the problems that no input reports, so this rule reports them as errors. */
const ERRORS: ReadonlySet<string> = new Set(['prepare-list', 'prepare-order-column', 'prepare-window-split'])

export const prepare: Rule = ({ plan, schema }) =>
  (preparation()?.planProblems(plan, schema) ?? []).flatMap((problem): readonly Diagnostic[] => {
    if (problem.code === 'prepare-column') return [{ severity: 'advice', problem, fixes: [] }]
    return ERRORS.has(problem.code) ? [{ severity: 'error', problem, fixes: [] }] : []
  })
