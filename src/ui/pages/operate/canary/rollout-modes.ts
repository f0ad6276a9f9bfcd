/** @file Ways: how a share is raised: a canary by itself or by hand, or an A/B test, which stays at one share until a person decides. */
import { ALL, type CanaryPlan } from '../../../../ops/canary-plan'
import type { CanaryAsked } from '../../../../studio/operate/canary-begin'
import type { Option } from '../../../kit/option'

export type Way = 'itself' | 'hand' | 'test'

export const WAYS: readonly Option<Way>[] = [
  {
    value: 'itself',
    title: 'Canary, by itself',
    about: 'It goes through its gates to the champion’s flag without a person',
  },
  { value: 'hand', title: 'Canary, by hand', about: 'A person lets it through each gate' },
  {
    value: 'test',
    title: 'A/B test',
    about: 'It stays at one share, nothing is handed over by itself; a person decides',
  },
]

export const GATES: readonly number[] = [5, 25, 50]
/** Of an A/B test: both are asked as often. */
const HALF = 50

/** How the last one was begun. */
export function wayOf(plan: CanaryPlan | undefined): Way {
  if (!plan || plan.automatic) return 'itself'
  return plan.steps.length === 1 ? 'test' : 'hand'
}

/** The shares it will stand at, from where it is to begin; an A/B test has one. */
export function stepsFrom(way: Way, from: number | undefined): readonly number[] {
  if (way === 'test') return [from ?? HALF]
  return from === undefined ? GATES : [from, ...GATES.filter((gate) => gate > from)]
}

/** What the command is to be given. */
export function askedOf(way: Way, from: number | undefined): Pick<CanaryAsked, 'steps' | 'automatic'> {
  return { steps: stepsFrom(way, from), automatic: way === 'itself' }
}

/** What will happen. */
export function wayWords(way: Way, steps: readonly number[]): string {
  const shares = `${steps.join(', ')} %`
  const back = 'Once the evidence says that it is worse, it is taken back by itself, within a virtual minute of that.'
  if (way === 'test')
    return `An A/B test: the challenger gets ${shares} of the requests, the champion the rest, until a person decides. ${back}`
  const gate = steps.length === 1 ? 'its gate' : 'a gate after each'
  return way === 'itself'
    ? `${shares} of the requests, ${gate}; then it becomes the champion by itself. ${back}`
    : `${shares} of the requests, ${gate} that a person lets it through; left at one share it is an A/B test. ${back}`
}

/** Whether a canary can begin at this share. */
export function canBegin(percent: number): boolean {
  return percent > 0 && percent < ALL
}
