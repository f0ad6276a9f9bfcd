/**
 * @file Support tickets: a simulated stream of short letters to a shop, to be classified by topic. Some letters fit
 * several topics.
 */
import { datasetColumnsText, datasetsText as text } from '../../../messages/en/catalog/datasets'
import { notes } from '../column-notes'
import { dailyWave, HOUR, weekdayOf, yearlyWave } from './calendar'
import { type CellContext, type DrawnEvent, defineStream, streamDataset } from './define-stream'
import { normalized, pick, poisson } from './random-draws'
import { CLOSERS, OPENERS, PRODUCTS, SENTENCES } from './ticket-phrases'

const CATEGORIES = ['billing', 'delivery', 'login', 'returns', 'product'] as const
type Category = (typeof CATEGORIES)[number]
type About = (typeof SENTENCES)[number]['about']

const PLANS = { free: 0.5, team: 0.35, business: 0.15 }
type Plan = keyof typeof PLANS
/** For each plan, the fraction of tickets in each category, in the order of the categories. */
const PRIORS: Readonly<Record<Plan, readonly number[]>> = {
  free: [0.1, 0.3, 0.25, 0.15, 0.2],
  team: [0.3, 0.2, 0.15, 0.15, 0.2],
  business: [0.4, 0.1, 0.1, 0.1, 0.3],
}
/** Average tickets per hour, before the daily, weekly and yearly waves are applied. */
const USUAL = 2

export const ticketStream = defineStream({
  world: 4,
  cell: HOUR,
  slice: 'plan',
  columns: [
    { name: 'plan', type: 'category', values: Object.keys(PLANS), about: notes.supportTickets.plan },
    { name: 'text', type: 'text' },
  ],
  others: [{ name: 'urgency', type: 'category', values: ['normal', 'high'] }],
  target: { name: 'category', type: 'category', values: CATEGORIES },
  drifts: {
    launch: { kind: 'covariate', about: text.supportTickets.drifts.launch },
    outage: { kind: 'label', about: text.supportTickets.drifts.outage },
    policy: { kind: 'concept', about: text.supportTickets.drifts.policy },
  },
  eventsInCell(cell) {
    const { start, knobs, random } = cell
    const plans = Object.fromEntries(
      Object.entries(PLANS).map(([plan, share]) => [plan, share * cell.frequency(plan)]),
    ) as Record<Plan, number>
    const weight = Object.values(plans).reduce((sum, share) => sum + share, 0)
    const weekend = weekdayOf(start).startsWith('S') ? 0.35 : 1.2
    const mean = USUAL * knobs.rate * weight * weekend * dailyWave(start, 13, 0.85) * yearlyWave(start, 10, 0.2)
    return Array.from({ length: poisson(random, mean) }, () => ticket(cell, plans))
  },
})

function ticket(cell: CellContext, plans: Readonly<Record<Plan, number>>): DrawnEvent {
  const { random, start } = cell
  const time = start + Math.floor(random.uniform() * HOUR)
  const plan = pick(random, plans)
  const prior = priorOf(plan, cell)
  const category = pick(
    random,
    Object.fromEntries(CATEGORIES.map((one, i) => [one, prior[i] ?? 0])) as Record<Category, number>,
  )
  const sentence = pick(random, Object.fromEntries(SENTENCES.map((one, i) => [i, weightIn(one.about, category, cell)])))
  const closer = CLOSERS[random.below(CLOSERS.length)] ?? { words: '', urgent: 0 }
  const nova = random.uniform() < 0.8 * cell.drift('launch')
  const words = [
    OPENERS[random.below(OPENERS.length)] ?? '',
    SENTENCES[Number(sentence)]?.words ?? '',
    closer.words,
  ].join(' ')
  const product = PRODUCTS[random.below(PRODUCTS.length)] ?? ''
  const number = String(1000 + random.below(9000))
  // Only the sentence depends on the category: products, numbers, openers and closers do not.
  const { about } = SENTENCES[Number(sentence)] ?? { about: {} }
  const probabilities = normalized(CATEGORIES.map((one, i) => (prior[i] ?? 0) * shareOf(about, one, cell)))
  const urgent = Math.min(0.95, closer.urgent + (plan === 'business' ? 0.25 : 0))
  return {
    time,
    values: [
      plan,
      words
        .replaceAll('{product}', nova ? 'Nova' : product)
        .replaceAll('{number}', number)
        .trim(),
    ],
    label: category,
    others: { urgency: random.uniform() < urgent ? 'high' : 'normal' },
    chances: probabilities,
  }
}

function priorOf(plan: Plan, cell: CellContext): readonly number[] {
  const outage = 1 + 6 * cell.drift('outage')
  return normalized(PRIORS[plan].map((share, i) => (CATEGORIES[i] === 'login' ? share * outage : share)))
}

/** The fraction of a category's tickets that contain a sentence of this kind. */
function shareOf(about: About, category: Category, cell: CellContext): number {
  return weightIn(about, category, cell) / SENTENCES.reduce((sum, one) => sum + weightIn(one.about, category, cell), 0)
}

/**
 * The weight of a sentence in a category. `refund` sentences count as billing and, as the policy drift progresses, as
 * returns.
 */
function weightIn(about: About, category: Category, cell: CellContext): number {
  const policy = cell.drift('policy')
  const refund = category === 'billing' ? 1 - policy : category === 'returns' ? policy : 0
  return (about[category] ?? 0) + (about.refund ?? 0) * refund
}

export const supportTickets = streamDataset({
  id: 'support-tickets',
  text: text.supportTickets,
  rows: 6_000,
  stream: ticketStream,
  columnAbout: datasetColumnsText.supportTickets,
})
