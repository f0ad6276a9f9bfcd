/** @file Prepare: steps for columns that there are. What does not suit a column is told at the input that reads it, by the binding. */
import { preparation } from '../../data/transforms/preparation'
import type { Diagnostic } from '../../graph/diagnostic'
import type { Rule } from './scene'

/** What no input tells of itself. */
const ERRORS: ReadonlySet<string> = new Set(['prepare-list', 'prepare-order-column', 'prepare-window-split'])

export const prepare: Rule = ({ plan, schema }) =>
  (preparation()?.planProblems(plan, schema) ?? []).flatMap((problem): readonly Diagnostic[] => {
    if (problem.code === 'prepare-column') return [{ severity: 'advice', problem, fixes: [] }]
    return ERRORS.has(problem.code) ? [{ severity: 'error', problem, fixes: [] }] : []
  })
