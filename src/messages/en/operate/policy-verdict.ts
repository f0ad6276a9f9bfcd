/** @file UI text for the result of a policy comparison, and for the default drifts of datasets that define none. */
import { defineText } from '../../define'
import { counted, percent, oneDecimal } from '../../format'
import { policiesText } from './policies'

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
    `At these prices, "${a.winner}" wins. The other policies spent more on labels and training runs than they saved by avoiding wrong predictions. ${others(a)}`,
  trained: (a: Verdict & { trainings: number; labels: number; saved: number }) =>
    `At these prices, "${a.winner}" wins: ${counted(a.trainings, 'training run')} and ${counted(a.labels, 'label')} avoided ${counted(a.saved, 'wrong prediction')}, compared with "${policiesText.names.never}". ${others(a)}`,
  drifts: {
    turned: 'The camera is rotated by 30 degrees.',
    dark: 'The light is half as bright.',
    turnedMore: 'The camera is rotated by 20 more degrees.',
    moved: 'Number columns 1, 3, 5, … shift up by up to two standard deviations.',
    scaled: 'Number columns 2, 4, 6, … drop to half of their values.',
    movedMore: 'Number columns 1, 4, 7, … shift down by up to two standard deviations.',
  },
})

function others({ second, more, accurate }: Verdict): string {
  return accurate === undefined
    ? `"${second}" cost ${oneDecimal(more)} more. No policy was more accurate.`
    : `"${second}" cost ${oneDecimal(more)} more. "${accurate.name}" was the most accurate (${percent(accurate.accuracy)} vs. ${percent(accurate.winner)} for the winner).`
}
