/** @file Reason words: why a request waits for a person, and what each strategy looks for, in words. */
import type { Reason, Strategy } from '../../../../ops/label-queue'

export const REASON_WORDS: Readonly<Record<Reason, { readonly title: string; readonly about: string }>> = {
  wanted: { title: 'sent here', about: 'You sent it here from Drift to be labelled' },
  corrected: { title: 'corrected', about: 'Whoever asked said that the answer was wrong' },
  abstained: { title: 'abstained', about: 'The service gave no answer of its own' },
  disagrees: { title: 'disagreement', about: 'Two versions answered two things' },
  unlike: { title: 'unlike the rest', about: 'It lies far from what usually comes' },
  unsure: { title: 'unsure', about: 'The model was not sure of its answer' },
  drawn: { title: 'drawn', about: 'Nothing speaks for it but that it came' },
}

export const STRATEGY_WORDS: Readonly<Record<Strategy, string>> = {
  'least confident': 'Whose likeliest class is least likely',
  margin: 'Whose two likeliest classes are closest',
  entropy: 'Whose chances are spread over most classes',
  diverse: 'Far from each other by their answers, the most doubtful first',
  random: 'Whatever came: no strategy',
}
