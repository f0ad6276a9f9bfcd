/** @file drillPartText: explains each part of a drill's grade. */
import { drillGradeText as text } from '../messages/en/operate/drill-grade'
import { objectivesText } from '../messages/en/operate/objectives'
import { type DrillPart, type DrillResult, MIN_BUDGET } from './drill-grade'
import { SLO_KINDS } from './slo-limits'

/** Explains a part of the grade in one line. */
export function drillPartText(result: DrillResult, id: DrillPart['id']): string {
  const { harm, nothing, best, budgets, detectMinutes, labels, falseAlarms } = result
  switch (id) {
    case 'harm':
      return text.harm({ harm: tenth(harm), nothing: tenth(nothing), best: tenth(best) })
    case 'budget':
      return text.budgets({
        budgets: budgets.map(({ slo, left }) => text.budget({ objective: objectiveTitle(slo), left: leftText(left) })),
      })
    case 'detect':
      return detectMinutes === undefined ? text.noAction : text.detected({ minutes: Math.round(detectMinutes) })
    case 'mend':
      return resolvedText(result)
    case 'labels':
      return text.labels({ labels })
    case 'alarms':
      return text.alarms({ alarms: falseAlarms })
    default:
      return id satisfies never
  }
}

/** The title of a drill's objective, whose ID is its kind. */
function objectiveTitle(id: string): string {
  const kind = SLO_KINDS.find((one) => one === id)
  return kind ? objectivesText.kinds[kind] : id
}

/**
 * The text for an error budget: the remaining share or, if the budget is overspent, how many times over it was spent.
 */
export function leftText(left: number): string {
  if (left <= MIN_BUDGET) return text.farOverspent
  return left >= 0 ? text.left({ left }) : text.overspent({ times: 1 - left })
}

/**
 * The end of the harm is known only to the nearest quarter of an hour, so the change that ended it is reported as well.
 */
function resolvedText({ mendMinutes: resolveMinutes, overMinutes, changedMinutes }: DrillResult): string {
  if (overMinutes === undefined) return text.notOver
  if (resolveMinutes === undefined) return text.overWithoutAction
  if (resolveMinutes === 0) return text.noHarm
  const minute = Math.round(resolveMinutes)
  return changedMinutes === undefined
    ? text.over({ minute })
    : text.overAfterChange({ minute, changed: Math.floor(changedMinutes) })
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
