/** @file Card payments: a simulated stream in which a few payments are fraudulent, and the fraud pattern can drift. */
import { log } from '../../../base/exact-math'
import { datasetColumnsText, datasetsText as text } from '../../../messages/en/catalog/datasets'
import { notes } from '../column-notes'
import { dailyWave, HOUR, hourOf, weekdayOf } from './calendar'
import { type CellContext, type DrawnEvent, defineStream, streamDataset } from './define-stream'
import { logistic, logNormal, pick, poisson, yesNo } from './random-draws'

const COUNTRIES = { home: 0.82, near: 0.13, far: 0.05 }
const MERCHANTS = { grocery: 0.4, fuel: 0.15, online: 0.25, travel: 0.08, electronics: 0.12 }
const NO_YES = ['no', 'yes']
/** Average payments per hour, before the daily and weekly waves are applied. */
const USUAL = 4

export const cardStream = defineStream({
  world: 2,
  cell: HOUR,
  slice: 'country',
  columns: [
    {
      name: 'country',
      type: 'category',
      values: Object.keys(COUNTRIES),
      about: notes.cardPayments.country,
    },
    { name: 'merchant', type: 'category', values: Object.keys(MERCHANTS) },
    { name: 'amount', type: 'number', unit: '$' },
    { name: 'chip', type: 'category', values: NO_YES, about: notes.cardPayments.chip },
    {
      name: 'new device',
      type: 'category',
      values: NO_YES,
      about: notes.cardPayments.newDevice,
    },
    { name: 'since last', type: 'number', unit: 'min', about: notes.cardPayments.sinceLast },
    { name: 'hour', type: 'number', unit: 'h', about: notes.cardPayments.hour },
  ],
  target: { name: 'fraud', type: 'category', values: NO_YES },
  calendar: ['hour'],
  drifts: {
    holidays: { kind: 'covariate', about: text.cardPayments.drifts.holidays },
    wave: { kind: 'label', about: text.cardPayments.drifts.wave },
    fraudsters: { kind: 'concept', about: text.cardPayments.drifts.fraudsters },
  },
  eventsInCell(cell) {
    const { start, knobs, random } = cell
    const countries = Object.fromEntries(
      Object.entries(COUNTRIES).map(([country, share]) => [country, share * cell.frequency(country)]),
    )
    const weight = Object.values(countries).reduce((sum, share) => sum + share, 0)
    const saturday = weekdayOf(start) === 'Sat' ? 1.4 : 1
    const mean = USUAL * knobs.rate * weight * saturday * dailyWave(start, 16, 0.85)
    return Array.from({ length: poisson(random, mean) }, () => payment(cell, countries))
  },
})

function payment(cell: CellContext, countries: Readonly<Record<string, number>>): DrawnEvent {
  const { random, start } = cell
  const time = start + Math.floor(random.uniform() * HOUR)
  const country = pick(random, countries)
  const merchant = pick(random, MERCHANTS)
  const amount = Math.max(50, Math.round(100 * logNormal(random, 3, 1.1) * (1 + cell.drift('holidays')))) / 100
  const chip = merchant !== 'online' && random.uniform() < 0.85
  const fresh = !chip && random.uniform() < 0.2
  const since = Math.max(1, Math.round(-600 * log(1 - random.uniform())))
  const hour = Math.round(100 * hourOf(time)) / 100
  const quick = since < 10
  const old =
    (country === 'far' ? 3 : country === 'near' ? 1 : 0) +
    (merchant === 'electronics' ? 2 : 0) +
    2 * Math.max(0, log(amount) - 4) +
    (country === 'far' && merchant === 'electronics' ? 1.5 : 0)
  const turned = (merchant === 'online' ? 2 : 0) + (amount < 8 ? 2.5 : 0) + (quick ? 3 : 0)
  const far = cell.drift('fraudsters')
  const score =
    -7.8 +
    (1 - far) * old +
    far * turned +
    (chip ? -1.5 : 0.6) +
    (fresh ? 3.5 : 0) +
    (hour < 5 ? 2 : 0) +
    (quick ? 2.5 : 0) +
    1.5 * cell.drift('wave')
  const fraud = logistic(score)
  return {
    time,
    values: [country, merchant, amount, yesNo(chip), yesNo(fresh), since, hour],
    label: yesNo(random.uniform() < fraud),
    chances: [1 - fraud, fraud],
  }
}

export const cardPayments = streamDataset({
  id: 'card-payments',
  text: text.cardPayments,
  rows: 60_000,
  stream: cardStream,
  known: [{ code: 'imbalance', columns: ['fraud'], why: text.cardPayments.rareFraud }],
  columnAbout: datasetColumnsText.cardPayments,
})
