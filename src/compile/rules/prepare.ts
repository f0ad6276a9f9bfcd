/** @file Prepare: steps for columns that there are. What does not suit a column is told at the input that reads it, by the binding. */
import { preparation } from '../../data/transforms/known'
import type { Diagnostic } from '../../graph/diagnostic'
import type { Rule } from './scene'

/** What no input tells of itself. */
const ERRORS: ReadonlySet<string> = new Set(['prepare-list', 'prepare-order-column', 'prepare-window-split'])

export const prepare: Rule = ({ plan, schema }) =>
  (preparation()?.problems(plan, schema) ?? []).flatMap((said): readonly Diagnostic[] => {
    if (said.code === 'prepare-column') return [{ severity: 'advice', said, fixes: [] }]
    return ERRORS.has(said.code) ? [{ severity: 'error', said, fixes: [] }] : []
  })
