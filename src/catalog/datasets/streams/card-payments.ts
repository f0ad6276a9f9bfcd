/** @file Card payments: which of them the holder of the card did not make. Few are, and those who make them change their ways. */
import { log } from '../../../base/exact'
import { dailyWave, HOUR, hourOf, weekdayOf } from './calendar'
import { likelihood, logNormal, pick, poisson } from './chance'
import { defineStream, type Drawn, type Scene } from './define-stream'
import { streamDataset } from './stream-dataset'

const COUNTRIES = { home: 0.82, near: 0.13, far: 0.05 }
const MERCHANTS = { grocery: 0.4, fuel: 0.15, online: 0.25, travel: 0.08, electronics: 0.12 }
const NO_YES = ['no', 'yes']
/** Payments an hour, before any wave. */
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
      about: 'As seen from where the holder lives.',
    },
    { name: 'merchant', type: 'category', values: Object.keys(MERCHANTS) },
    { name: 'amount', type: 'number', unit: '$' },
    { name: 'chip', type: 'category', values: NO_YES, about: 'The card was put into a terminal.' },
    {
      name: 'new device',
      type: 'category',
      values: NO_YES,
      about: 'Never paid from before; no where the chip was read.',
    },
    { name: 'since last', type: 'number', unit: 'min', about: 'Since the payment before it with this card.' },
    { name: 'hour', type: 'number', unit: 'h', about: 'Of the day, with its fraction.' },
  ],
  target: { name: 'fraud', type: 'category', values: NO_YES },
  drifts: {
    holidays: { kind: 'covariate', about: 'People spend up to twice as much.' },
    wave: { kind: 'label', about: 'More fraud of the same ways.' },
    fraudsters: {
      kind: 'concept',
      about: 'From large payments far away to small ones in quick succession on the net.',
    },
  },
  happen(scene) {
    const { start, knobs, random } = scene
    const countries = Object.fromEntries(
      Object.entries(COUNTRIES).map(([country, share]) => [country, share * scene.often(country)]),
    )
    const weight = Object.values(countries).reduce((sum, share) => sum + share, 0)
    const saturday = weekdayOf(start) === 'Sat' ? 1.4 : 1
    const mean = USUAL * knobs.rate * weight * saturday * dailyWave(start, 16, 0.85)
    return Array.from({ length: poisson(random, mean) }, () => payment(scene, countries))
  },
})

function payment(scene: Scene, countries: Readonly<Record<string, number>>): Drawn {
  const { random, start } = scene
  const time = start + Math.floor(random.uniform() * HOUR)
  const country = pick(random, countries)
  const merchant = pick(random, MERCHANTS)
  const amount = Math.max(50, Math.round(100 * logNormal(random, 3, 1.1) * (1 + scene.drift('holidays')))) / 100
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
  const far = scene.drift('fraudsters')
  const score =
    -7.8 +
    (1 - far) * old +
    far * turned +
    (chip ? -1.5 : 0.6) +
    (fresh ? 3.5 : 0) +
    (hour < 5 ? 2 : 0) +
    (quick ? 2.5 : 0) +
    1.5 * scene.drift('wave')
  const fraud = likelihood(score)
  return {
    time,
    values: [country, merchant, amount, yes(chip), yes(fresh), since, hour],
    label: yes(random.uniform() < fraud),
    chances: [1 - fraud, fraud],
  }
}

function yes(so: boolean): string {
  return so ? 'yes' : 'no'
}

export const cardPayments = streamDataset({
  id: 'card-payments',
  title: 'Card payments',
  rows: 60_000,
  stream: cardStream,
  known: [{ code: 'imbalance', columns: ['fraud'], why: 'Nearly all who pay by card are its holders.' }],
  about: 'Twenty months of made-up payments; 1 in 100 is fraud. Nobody can rank them better than by an AUC of 0.96.',
})
