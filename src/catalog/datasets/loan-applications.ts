/**
 * @file Loan applications: generated people in two groups, with decisions that are biased against one of them. The
 * unbiased decisions are known, but in no column, so a repaired model can be graded by them.
 */
import { exp, log } from '../../base/exact-math'
import type { Rng } from '../../base/rng'
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { generatedDataset } from './generated-dataset'

const GROUPS = ['A', 'B']
// not text: values of a column
const DISTRICTS = ['Harbor', 'Hill', 'Mill', 'Park']
const DECISIONS = ['rejected', 'approved'] // not text: as above
const [REJECTED, APPROVED] = [0, 1]

/** The share of people in group B, and of those who live in one of the two districts of their group. */
const [SHARE_OF_B, AMONG_OWN] = [0.4, 0.85]
/** The share of the people in group B who deserve approval but are recorded as rejected. */
const RATE = 0.5
/** The median income in group A, in thousands, and how much less group B earns: a real difference, which is no bias. */
const [INCOME, LESS] = [38, 0.1]
/** The standard deviation of the logarithm of the income. */
const SPREAD = 0.35

interface Person {
  readonly values: readonly [income: number, debt: number, years: number, late: number]
  readonly district: number
  readonly group: number
  /** The decision without bias, and the recorded one. */
  readonly truth: number
  readonly decision: number
}

/** Draws one person. The same numbers are drawn for every rate; the true decision follows from the four numbers and some luck, never from the group. */
function person(random: Rng, rate: number): Person {
  const group = random.uniform() < SHARE_OF_B ? 1 : 0
  const income = INCOME * exp(SPREAD * random.normal() - LESS * group)
  const debt = (random.uniform() + random.uniform()) * 0.4
  const years = Math.min(35, -6 * log(1 - random.uniform()))
  const late = lateIn(random)
  const isAmongOwn = random.uniform() < AMONG_OWN
  const district = isAmongOwn ? 2 * group + random.below(2) : random.below(DISTRICTS.length)
  const score = (1.3 * log(income / INCOME)) / SPREAD - 4.2 * (debt - 0.4) + 0.09 * (years - 6) - 0.6 * (late - 1.1)
  const luck = random.uniform()
  const truth = 2 * score + 0.2 + log(luck / (1 - luck)) > 0 ? APPROVED : REJECTED
  const isFlipped = random.uniform() < rate && group === 1 && truth === APPROVED
  return {
    values: [Math.round(1000 * income) / 1000, Math.round(1000 * debt) / 1000, Math.round(10 * years) / 10, late],
    ...{ district, group, truth, decision: isFlipped ? REJECTED : truth },
  }
}

/** The number of late payments: Poisson with a mean of 1.1, by Knuth's method. */
function lateIn(random: Rng): number {
  const end = exp(-1.1)
  let late = 0
  for (let product = random.uniform(); product > end; product *= random.uniform()) late++
  return late
}

const people = (random: Rng, rows: number, rate = RATE) => Array.from({ length: rows }, () => person(random, rate))

export const loanApplications = generatedDataset({
  id: 'loan-applications',
  text: text.loanApplications,
  kind: 'table',
  columns: [
    { name: 'income', type: 'number' },
    { name: 'debt', type: 'number' },
    { name: 'years in job', type: 'number' },
    { name: 'late payments', type: 'number' },
    { name: 'district', type: 'category', values: DISTRICTS },
    { name: 'group', type: 'category', values: GROUPS },
    { name: 'decision', type: 'category', values: DECISIONS },
  ],
  rows: 4_000,
  target: 'decision',
  columnAbout: datasetColumnsText.loanApplications,
  make(random, rows, rate) {
    const all = people(random, rows, rate)
    const numbers = [0, 1, 2, 3].map((at) => ({
      type: 'number' as const,
      values: Float32Array.from(all, ({ values }) => values[at] as number),
    }))
    const codes = (of: 'district' | 'group' | 'decision') => ({
      type: 'category' as const,
      codes: Int16Array.from(all, (one) => one[of]),
    })
    return [...numbers, codes('district'), codes('group'), codes('decision')]
  },
  bias: {
    ...{ column: 'group', group: 'B', from: 'approved', to: 'rejected', rate: RATE }, // not text: a column and its values
    truth: (random, rows) => Int16Array.from(people(random, rows), ({ truth }) => truth),
  },
})
