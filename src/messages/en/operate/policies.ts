/** @file UI text for the policy comparison: four retraining policies over the same simulated year, and its result. */
import { defineText } from '../../define'
import { count, counted, duration, number, oneDecimal, percent, percentTick } from '../../format'

export const policiesText = defineText('operate/policies', {
  /** The tag `sim` stands for the badge of simulated numbers. */
  intro:
    'The same network runs through the same simulated year of drift under four retraining policies. Labels arrive a week late. The network has one small hidden layer so that it trains fast, and may be less accurate than your own models. Compare the policies with each other, not with your models. <sim>sim</sim>',
  names: { never: 'Never', monthly: 'Monthly', 'on drift': 'On drift', always: 'Weekly' },
  about: {
    never: 'Keeps the first model for the whole year, and buys no labels.',
    monthly: 'Trains a new model every four weeks, whether it is needed or not.',
    'on drift': 'Trains a new model when the inputs have drifted.',
    always: 'Trains a new model every week, with the newest labels.',
  },
  next: 'You will see the accuracy of each policy by week, what it spends on labels and training runs, and which one costs least at your prices.',
  seed: 'Seed',
  start: 'Compare policies',
  startAgain: 'Compare again',
  stop: 'Stop',
  preparing: 'Simulating the year',
  preparingOf: (a: { dataset: string }) => `Simulating a year of ${a.dataset}`,
  over: (a: { dataset: string; seed: number; verdict: string }) =>
    `A year of ${a.dataset}, seed ${a.seed}. ${a.verdict}`,
  running: (a: { dataset: string; seed: number; week: number; weeks: number }) =>
    `Week ${a.week} of ${a.weeks}: ${a.dataset}, seed ${a.seed}…`,
  stopped: (a: { dataset: string; seed: number; week: number; weeks: number }) =>
    `Stopped in week ${a.week} of ${a.weeks}: ${a.dataset}, seed ${a.seed}. No winner.`,

  prices: { title: 'Prices', wrong: 'Wrong prediction', label: 'Label', training: 'Training run' },
  notes: {
    chart: 'Lines show three-week means. Each dot is a training run.',
    rows: 'Requests are held-out examples. Half of them get labels, and the other half are for evaluation.',
    world: 'Requests come from the generator of the dataset. Half of them eventually get a label.',
    took: (a: { ms: number }) => `All four policies took ${duration(a.ms)} on this device.`,
  },
  table: {
    policy: 'Policy',
    accuracy: 'Accuracy',
    labels: 'Labels',
    trainings: 'Training runs',
    products: { head: 'Multiplications', about: 'In all training runs, including the first' },
    cost: 'Cost',
    share: (a: { share: number }) => percent(a.share),
    amount: (a: { n: number }) => count(a.n),
    large: (a: { n: number }) => number(a.n),
  },
  chart: {
    label: 'Accuracy of each policy by week',
    share: (a: { share: number }) => percentTick(a.share),
    start: 'start',
    weeks: 'Weeks',
    week: (a: { week: number }) => `week ${a.week}`,
    trained: (a: { policy: string }) => `${a.policy}, training run`,
  },
})

interface Verdict {
  readonly winner: string
  readonly second: string
  /** How much more the runner-up cost than the winner. */
  readonly more: number
  /** The most accurate policy, if it is not the winner. */
  readonly accurate?: { readonly name: string; readonly accuracy: number; readonly winner: number }
}

export const policyVerdictText = defineText('operate/policies/verdict', {
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
