/** @file UI text for the result of a policy comparison, and for the default drifts of datasets that define none. */
import { defineText } from '../../define'
import { counted, percent, oneDecimal } from '../../format'

interface Verdict {
  readonly winner: string
  readonly second: string
  /** How much more the runner-up cost than the winner. */
  readonly more: number
  /** The most accurate policy, if it is not the winner. */
  readonly accurate?: { readonly name: string; readonly accuracy: number; readonly winner: number }
}

export const policyVerdictText = defineText('operate/policy-verdict', {
  never: (a: Verdict) =>
    `At these prices, "${a.winner}" wins: the other policies spent more on labels and training runs than they saved. ${others(a)}`,
  trained: (a: Verdict & { trainings: number; labels: number; saved: number }) =>
    `At these prices, "${a.winner}" wins: ${counted(a.trainings, 'training run')} and ${counted(a.labels, 'label')} avoided ${counted(a.saved, 'wrong prediction')}. ${others(a)}`,
  drifts: {
    turned: 'The camera is rotated by 30 degrees.',
    dark: 'The light is half as bright.',
    turnedMore: 'The camera is rotated by 20 more degrees.',
    moved: 'Every second sensor reads up to two standard deviations higher.',
    scaled: 'The remaining sensors read half of their actual values.',
    movedMore: 'Every third sensor reads up to two standard deviations lower.',
  },
})

function others({ second, more, accurate }: Verdict): string {
  return accurate === undefined
    ? `"${second}" cost ${oneDecimal(more)} more. No policy was more accurate.`
    : `"${second}" cost ${oneDecimal(more)} more. "${accurate.name}" was the most accurate (${percent(accurate.accuracy)} vs. ${percent(accurate.winner)} for the winner).`
}
