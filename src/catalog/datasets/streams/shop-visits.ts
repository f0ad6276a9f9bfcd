/**
 * @file Shop visits: a simulated stream of visits to an online shop, labeled by whether the visitor buys, with more
 * visits in the evening, on weekends and on holidays.
 */
import { log } from '../../../base/exact-math'
import { datasetColumnsText, datasetsText as text } from '../../../messages/en/catalog/datasets'
import { notes } from '../column-notes'
import { dailyWave, HOUR, hourOf, isHoliday, WEEKDAYS, weekdayOf, yearlyWave } from './calendar'
import { type CellContext, type DrawnEvent, defineStream, streamDataset } from './define-stream'
import { logistic, logNormal, pick, poisson, yesNo } from './random-draws'

const DEVICES = { phone: 0.55, desktop: 0.35, tablet: 0.1 }
const SOURCES = { search: 0.4, ad: 0.25, mail: 0.15, direct: 0.2 }
const NO_YES = ['no', 'yes']
/** Average visits per hour, before the daily, weekly and yearly waves are applied. */
const USUAL = 1

export const shopStream = defineStream({
  world: 1,
  cell: HOUR,
  slice: 'device',
  columns: [
    { name: 'device', type: 'category', values: Object.keys(DEVICES) },
    { name: 'source', type: 'category', values: Object.keys(SOURCES), about: notes.shopVisits.source },
    { name: 'returning', type: 'category', values: NO_YES },
    { name: 'pages', type: 'number', about: notes.shopVisits.pages },
    { name: 'minutes', type: 'number', unit: 'min', about: notes.shopVisits.minutes },
    { name: 'basket', type: 'number', unit: '$' },
    { name: 'hour', type: 'number', unit: 'h', about: notes.shopVisits.hour },
    { name: 'weekday', type: 'category', values: WEEKDAYS },
    { name: 'holiday', type: 'category', values: NO_YES },
  ],
  target: { name: 'buys', type: 'category', values: NO_YES },
  calendar: ['hour', 'weekday', 'holiday'],
  drifts: {
    prices: { kind: 'covariate', about: text.shopVisits.drifts.prices },
    thrift: { kind: 'label', about: text.shopVisits.drifts.thrift },
    ads: { kind: 'concept', about: text.shopVisits.drifts.ads },
  },
  eventsInCell(cell) {
    const { start, knobs, random } = cell
    const devices = Object.fromEntries(
      Object.entries(DEVICES).map(([device, share]) => [device, share * cell.frequency(device)]),
    )
    const weight = Object.values(devices).reduce((sum, share) => sum + share, 0)
    const weekend = weekdayOf(start).startsWith('S') ? 1.3 : 1
    const festive = isHoliday(start) ? 1.6 : 1
    const mean =
      USUAL * knobs.rate * weight * weekend * festive * dailyWave(start, 20, 0.8) * yearlyWave(start, 345, 0.35)
    return Array.from({ length: poisson(random, mean) }, () => visit(cell, devices))
  },
})

function visit(cell: CellContext, devices: Readonly<Record<string, number>>): DrawnEvent {
  const { random, start } = cell
  const time = start + Math.floor(random.uniform() * HOUR)
  const device = pick(random, devices)
  const source = pick(random, SOURCES)
  const returning = random.uniform() < 0.35
  const pages = 1 + poisson(random, returning ? 5 : 3)
  const minutes = rounded(logNormal(random, 1.4, 0.8), 10)
  const basket = rounded(logNormal(random, 3.2, 0.9) * (1 + cell.drift('prices')), 100)
  const [hour, weekday, holiday] = [rounded(hourOf(time), 100), weekdayOf(time), isHoliday(time)]
  const ads = cell.drift('ads')
  const score =
    -1.5 +
    (device === 'desktop' ? 0.6 : device === 'tablet' ? 0.2 : 0) +
    (source === 'mail' ? 0.9 - 1.6 * ads : source === 'direct' ? 0.5 : source === 'ad' ? -0.6 + 2 * ads : 0) +
    (returning ? 1 : 0) +
    // Viewing a few pages shows interest; viewing very many suggests that the visitor cannot find the product.
    (pages > 8 ? -1.2 : 0.4 * (pages - 4)) +
    (minutes > 15 ? -0.8 : 0) -
    0.8 * (log(basket) - 3.2) +
    (hour >= 18 ? 0.5 : 0) +
    (device === 'phone' && weekday.startsWith('S') ? 1 : 0) +
    (holiday ? 0.8 : 0) -
    1.2 * cell.drift('thrift')
  const buys = logistic(1.6 * score)
  return {
    time,
    values: [device, source, yesNo(returning), pages, minutes, basket, hour, weekday, yesNo(holiday)],
    label: yesNo(random.uniform() < buys),
    chances: [1 - buys, buys],
  }
}

/** Rounds to a multiple of 1 / parts, with 1 / parts as the minimum. */
function rounded(value: number, parts: number): number {
  return Math.max(1, Math.round(value * parts)) / parts
}

export const shopVisits = streamDataset({
  id: 'shop-visits',
  text: text.shopVisits,
  rows: 8_000,
  stream: shopStream,
  columnAbout: datasetColumnsText.shopVisits,
})
