/** @file Losses: every output needs a loss that fits its column. */
import { message } from '../../messages/message'
import { losses as catalog } from '../../catalog/losses'
import type { Task } from '../../data/column-binding'
import type { Diagnostic } from '../../graph/diagnostic'
import { fits, type Head, headsOf } from './output-heads'
import type { Rule } from './rule-context'

export const losses: Rule = (context) => headsOf(context).flatMap((head) => problemsOf(head))

function problemsOf({ binding, output, pick, loss }: Head): readonly Diagnostic[] {
  const at = { node: output.id, fixes: [] } as const
  const { task, label } = binding
  if (!pick) return [{ ...at, severity: 'error', problem: message('loss-missing', { output: label }) }]
  // An unknown loss is reported once, by the plan rule.
  if (!loss) return []
  if (!fits(loss, task)) {
    const better = catalog.filter((one) => fits(one, task)).map(({ title }) => title)
    const problem = message('loss-misfit', { loss: loss.title, column: task.column, ...holds(task), better })
    return [{ ...at, severity: 'error', problem }]
  }
  if (!pick.labelSmoothing || loss.smoothing) return []
  return [{ ...at, severity: 'advice', problem: message('smoothing-unused', { loss: loss.title }) }]
}

/** What a task's column contains, as arguments for messages. */
function holds(task: Task): { readonly classes: number; readonly picture: boolean; readonly text: boolean } {
  return {
    classes: task.kind === 'classes' ? task.labels.length : 0,
    picture: task.kind === 'image',
    text: task.kind === 'sequence',
  }
}
