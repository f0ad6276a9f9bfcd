/**
 * @file Formats numbers, percentages, durations, sizes, dates, lists, and plurals in the language of the page. This is
 * the only file that turns numbers into text for people; numbers that a program reads back are written with `String`.
 *
 * Percentages: a measured share has one decimal, including 0.0% and 100.0% (`percent`, `precisePercent`). A share that a
 * person sets is written as typed (`shortPercent`). A tick has decimals only if neighboring ticks need them
 * (`percentTick`); the progress of a task has none. Counts and values have thousands separators, but numbers that
 * identify a request, a row, or a seed do not (`identifier`). Large numbers are shortened in one way: 450K, 1.4M.
 */
import { defineText } from './define'
import { language } from './active-language'

/** The text shown for a missing number. */
const NONE = '–'

const { locale } = language

const units = defineText('units', {
  microsecond: 'µs',
  millisecond: 'ms',
  second: 's',
  minute: 'min',
  hour: 'h',
  bytes: 'B kB MB GB TB',
  oneNumber: 'one number',
  spans: {
    week: (a: { n: number }) => plural(a.n, { one: '# week', other: '# weeks' }),
    day: (a: { n: number }) => plural(a.n, { one: '# day', other: '# days' }),
    hour: (a: { n: number }) => plural(a.n, { one: '# hour', other: '# hours' }),
    minute: (a: { n: number }) => plural(a.n, { one: '# minute', other: '# minutes' }),
    second: (a: { n: number }) => plural(a.n, { one: '# second', other: '# seconds' }),
    none: 'no time',
  },
  today: (a: { time: string }) => `today at ${a.time}`,
  yesterday: (a: { time: string }) => `yesterday at ${a.time}`,
})

/**
 * Cached formatters, keyed by their options. Creating a formatter takes longer than formatting a hundred numbers with
 * it.
 */
const formatters = new Map<string, Intl.NumberFormat>()
function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options)
  const cached = formatters.get(key) ?? new Intl.NumberFormat(locale, options)
  formatters.set(key, cached)
  return cached
}
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const rules = new Intl.PluralRules(locale)

/** Replaces a leading hyphen with a minus sign, but removes it if the number rounds to zero. */
function withMinusSign(text: string): string {
  return /[1-9∞]/.test(text) ? text.replace(/^-/, '−') : text.replace(/^-/, '')
}

/** An integer with thousands separators: 1,600. */
export function count(n: number): string {
  return Number.isFinite(n) ? whole.format(Math.round(n)) : String(n)
}

/** A number that identifies something, such as a request, a row, or a seed, without separators: 37744. */
export function identifier(n: number): string {
  return Number.isFinite(n) ? formatter({ maximumFractionDigits: 0, useGrouping: false }).format(n) : String(n)
}

/** A number with at most `digits` significant digits and no trailing zeros: 1, 0.25, 1,430, 1.4M, 4.00e−5. */
export function number(value: number | undefined, digits = 3): string {
  return formatFinite(value, { maximumSignificantDigits: digits })
}

/** A number with exactly `digits` significant digits, for columns of numbers that readers compare: 0.0410, 2.35, 18,800. */
export function significant(value: number | undefined, digits = 3): string {
  const isLarge = value !== undefined && Math.abs(value) >= 10 ** digits
  return formatFinite(
    value,
    isLarge
      ? { maximumSignificantDigits: digits }
      : { maximumSignificantDigits: digits, minimumSignificantDigits: digits },
  )
}

/** A loss: 0.0410, 0.000479. One that is as good as zero is not shown exactly, but as < 0.0001. */
export function lossNumber(loss: number | undefined): string {
  return loss !== undefined && loss > 0 && loss < MIN_DECIMAL ? `< ${fixed(MIN_DECIMAL, 4)}` : significant(loss)
}

const COMPACT = { notation: 'compact' } as const
/** Smaller numbers have so many zeros that exponential notation is easier to read. */
const MIN_DECIMAL = 1e-4
/** The numbers from which on there is no short word, so exponential notation is used. */
const MAX_COMPACT = 1e15

function formatFinite(value: number | undefined, options: Intl.NumberFormatOptions): string {
  if (value === undefined || Number.isNaN(value)) return NONE
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return whole.format(0)
  const size = Math.abs(value)
  if (size < 1e6 && size >= MIN_DECIMAL) return withMinusSign(formatter(options).format(value))
  if (size >= 1e6 && size < MAX_COMPACT) return withMinusSign(formatter({ ...options, ...COMPACT }).format(value))
  return withMinusSign(value.toExponential((options.maximumSignificantDigits ?? 3) - 1))
    .replace('e+', 'e')
    .replace('e-', 'e−')
}

/** A number with `decimals` to `most` decimals: 0.956, 1.000, −2.1. A number that rounds to zero has no sign. */
export function fixed(value: number | undefined, decimals: number, most = decimals): string {
  if (value === undefined || Number.isNaN(value)) return NONE
  return withMinusSign(formatter({ minimumFractionDigits: decimals, maximumFractionDigits: most }).format(value))
}

/** The names of columns whose numbers identify something: Year, user_id, passengerId. */
const IDENTIFYING = /(?:^|[^a-zA-Z])(?:[Yy]ear|YEAR|[Ii]d|ID)(?![a-z])|[a-z](?:Year|I[dD])(?![a-z])/
const hasSeparators = (column: string) => !IDENTIFYING.test(column)

/** A value of a data column: 4,202, −999, 0.3127. Without separator if `column` is the name of years or ids: 1976. */
export function cellNumber(value: number, column = ''): string {
  const useGrouping = hasSeparators(column)
  const isWhole = Number.isInteger(value) && Math.abs(value) < 1e15
  if (!isWhole) return formatFinite(value, { maximumSignificantDigits: 4, useGrouping })
  return withMinusSign(formatter({ maximumFractionDigits: 0, useGrouping }).format(value))
}

/** A value of a data column with enough decimals to distinguish it from one that is `step` away: 0.25, 12,345, 1976. */
export function numberAtStep(value: number, step: number, column = ''): string {
  const decimals = step > 0 ? Math.min(12, Math.max(0, Math.ceil(-Math.log10(step)))) : 0
  const digits = { maximumFractionDigits: decimals, useGrouping: hasSeparators(column) }
  return withMinusSign(formatter(digits).format(value))
}

/** Numbers in ascending order, with as many significant digits as are needed to tell them apart: 0.9994, 0.9997, 1.000. */
export function distinctNumbers(values: readonly number[], digits = 3): readonly string[] {
  const texts = values.map((value) => significant(value, digits))
  const isDistinct = texts.every((text, i) => i === 0 || text !== texts[i - 1] || values[i] === values[i - 1])
  return isDistinct || digits >= 15 ? texts : distinctNumbers(values, digits + 1)
}

/** A number as it is typed into a field, without separators, and with an exponent below 0.0001: 0.001, 3e-5, 1024. */
export function editableNumber(value: number, digits = 6): string {
  const short = Number(value.toPrecision(digits))
  return short !== 0 && Math.abs(short) < 1e-4 ? short.toExponential() : String(short)
}

/** A number of a setting in a sentence: whole numbers with separators, fractions as typed: 65,536, 0.001, 3e-5. */
export function settingNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? count(value) : editableNumber(value, 12)
}

/** A short axis tick with enough digits to distinguish it from a tick one `step` away: 0.03, 4,500, 12.5K, 1e−6. */
export function axisTick(value: number, step = Number.POSITIVE_INFINITY): string {
  if (value === 0) return whole.format(0)
  const size = Math.abs(value)
  const needed = step > 0 ? Math.floor(Math.log10(size / step)) + 2 : 0
  const digits = (least: number) => Math.min(15, Math.max(least, needed))
  const power = (n: number) => n.toExponential().replace('e+', 'e').replace('e-', 'e−')
  if (size >= MAX_COMPACT) return withMinusSign(power(Number(value.toPrecision(digits(2)))))
  const shape = size >= 10_000 ? COMPACT : {}
  return withMinusSign(
    size < 1e-4
      ? power(Number(value.toPrecision(1)))
      : formatter({ ...shape, maximumSignificantDigits: digits(4) }).format(value),
  )
}

/** A tick of a time axis in UTC ms, as precise as the distance between ticks requires: 2022, Mar 2022, Mar 5, 09:00. */
export function timeTick(at: number, precision: 'year' | 'month' | 'day' | 'minute'): string {
  return TICKS[precision].format(at)
}
const TICKS = {
  year: new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' }),
  day: new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
  minute: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }),
}

/** Formats a large count in few characters: 320, 195K, 1.2M. */
export function compact(n: number): string {
  return formatter(COMPACT).format(n)
}

/** A metric between 0 and 1 with three decimals, such as F1 or R²: 0.956, 1.000. */
export function metricNumber(value: number | undefined): string {
  // A score has no lower limit: R² of a network that has diverged has twenty digits.
  return Math.abs(value ?? 0) < 1000 ? fixed(value, 3) : significant(value)
}

/** A threshold with all of its decimals, but at least three, so that the number shown decides the same: 0.500. */
export function thresholdNumber(value: number): string {
  return fixed(value, 3, 15)
}

/** A number with one decimal, for percentage points and deviations: −2.1, 0.0, 0.3. */
export function oneDecimal(value: number | undefined): string {
  return fixed(value, 1)
}

/** A measured fraction as a percentage with one decimal: 94.0%. The progress of a task has no decimals: 94%. */
export function percent(share: number | undefined, decimals = 1): string {
  if (share === undefined || Number.isNaN(share)) return NONE
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return withMinusSign(formatter({ style: 'percent', ...digits }).format(share))
}

/** A measured fraction as a percentage with enough decimals to distinguish it from 0% and 100%: 96.1%, 99.97%, 100.0%. */
export function precisePercent(share: number | undefined): string {
  if (share === undefined || Number.isNaN(share)) return NONE
  if (share === 0 || share === 1) return percent(share)
  for (const decimals of [1, 2, 3]) {
    const rounded = Number((100 * share).toFixed(decimals))
    if (rounded !== 0 && rounded !== 100) return percent(share, decimals)
  }
  return percent(share, 4)
}

/** A fraction that a person sets, such as a limit, as a percentage without trailing zeros: 5%, 0.5%, 99.95%. */
export function shortPercent(share: number | undefined): string {
  if (share === undefined || Number.isNaN(share)) return NONE
  return withMinusSign(formatter({ style: 'percent', maximumSignificantDigits: 4 }).format(share))
}

/** An axis tick as a percentage, with decimals only if a tick one `step` away would look the same: 50%, 99.5%. */
export function percentTick(share: number, step = Number.POSITIVE_INFINITY): string {
  const decimals = step > 0 ? Math.min(12, Math.max(0, Math.ceil(-Math.log10(100 * step) - 1e-9))) : 0
  return withMinusSign(formatter({ style: 'percent', maximumFractionDigits: decimals }).format(share))
}

/** A duration with two significant digits in the unit that fits best: 0.57 µs, 2.3 ms, 18 s, 5 min, 3 h, 2 days. */
export function duration(ms: number | undefined): string {
  if (ms === undefined || Number.isNaN(ms)) return NONE
  const size = Math.abs(ms)
  const two = (value: number) => number(Number(value.toPrecision(2)), 2)
  if (size >= 48 * 3_600_000) return units.spans.day({ n: Math.round(ms / 86_400_000) })
  if (size >= 5_400_000) return `${two(ms / 3_600_000)} ${units.hour}`
  if (size >= 60_000) return `${two(ms / 60_000)} ${units.minute}`
  if (size >= 1000) return `${two(ms / 1000)} ${units.second}`
  if (size >= 0.05 || ms === 0) return `${two(ms)} ${units.millisecond}`
  return `${two(ms * 1000)} ${units.microsecond}`
}

/** A latency measured with a browser's clock, whose resolution is 0.1 ms: shorter times are shown as "< 0.1 ms". */
export function latency(ms: number): string {
  return ms < 0.1 ? expression(`< ${fixed(0.1, 1)} ${units.millisecond}`) : duration(ms)
}

/** A waiting time, rounded up so that it is never too short: 3 s, 1 min 15 s, 12 min, 1 h 20 min. */
export function wait(seconds: number): string {
  const { second, minute, hour } = units
  const all = Math.max(1, Math.ceil(seconds))
  if (all < 60) return `${all} ${second}`
  if (all < 600) return `${Math.floor(all / 60)} ${minute}${all % 60 === 0 ? '' : ` ${all % 60} ${second}`}`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} ${minute}`
  return `${count(Math.floor(minutes / 60))} ${hour}${minutes % 60 === 0 ? '' : ` ${minutes % 60} ${minute}`}`
}

/** Bytes in decimal units: 12 MB, 1.4 kB. */
export function byteSize(size: number): string {
  const names = units.bytes.split(' ')
  let [value, unit] = [size, 0]
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < names.length - 1) [value, unit] = [value / 1000, unit + 1]
  return `${unit === 0 || value >= 10 ? count(value) : fixed(value, 1)} ${names[unit]}`
}

/** A per-sample shape: 28×28×1; "one number" if it is empty. */
export function dimensions(axes: readonly number[]): string {
  return axes.length === 0 ? units.oneNumber : axes.map(count).join('×')
}

/** A p-value: 0.049, or < 0.001. */
export function pValue(p: number): string {
  return p < 0.001 ? `< ${fixed(0.001, 3)}` : p >= 0.9995 ? '1' : fixed(p, 3)
}

/** The interval of a metric with three decimals, like the metric, or four if its ends would look the same: 0.760–0.990. */
export function interval(low: number, high: number): string {
  const decimals = fixed(low, 3) === fixed(high, 3) ? 4 : 3
  return range(fixed(low, decimals), fixed(high, decimals))
}

/** A range between two formatted numbers, written from left to right in every language: 12–18, 81.8%–97.0%. */
export function range(low: string, high: string): string {
  return expression(`${low}–${high}`)
}

/** An expression such as "p < 0.001": it reads from left to right, also within right-to-left text (by an isolate). */
export function expression(text: string): string {
  return language.dir === 'rtl' ? `\u2066${text}\u2069` : text
}

/** The plural form for a number, with the number in place of `#`: `plural(3, { one: '# row', other: '# rows' })` is "3 rows". */
export function plural(
  n: number,
  forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>,
): string {
  return (forms[rules.select(n)] ?? forms.other).replaceAll('#', count(n))
}

/** An English noun with its count: 1 class, 10 classes. Only for English; other languages define their own forms. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return plural(n, { one: `# ${one}`, other: `# ${many}` })
}

const and = new Intl.ListFormat(locale, { type: 'conjunction' })
const or = new Intl.ListFormat(locale, { type: 'disjunction' })
const unit = new Intl.ListFormat(locale, { type: 'unit' })

/** A list in a sentence: a, b, and c. */
export function list(items: readonly string[]): string {
  return and.format(items)
}

/** A list of short items outside a sentence: a, b, c. */
export function commaList(items: readonly string[]): string {
  return unit.format(items)
}

/** A list of choices in a sentence: a, b, or c. */
export function listOr(items: readonly string[]): string {
  return or.format(items)
}

/** The text with its first letter in upper case. */
export function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

/** A calendar day: May 3, 2026. */
export function calendarDate(at: Date | number | string): string {
  return DATE.format(new Date(at))
}
const DATE = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric' })
const DAY_MONTH = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' })

/** A time of day in the time zone of the reader: 14:03. */
const TIME = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** A date relative to now: today at 14:03, yesterday at 09:00, May 3, May 3, 2025. Empty if the date is not valid. */
export function when(at: Date | number | string, now = new Date()): string {
  const then = new Date(at)
  if (Number.isNaN(then.getTime())) return ''
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000)
  if (days <= 0) return units.today({ time: TIME.format(then) })
  if (days === 1) return units.yesterday({ time: TIME.format(then) })
  return (then.getFullYear() === now.getFullYear() ? DAY_MONTH : DATE).format(then)
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

const SPANS = [
  [7 * 86_400_000, 'week'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
] as const

/** A duration in its two largest units: 2 days 3 hours. */
export function span(ms: number): string {
  const parts: string[] = []
  let left = Math.round(ms / 1000) * 1000
  for (const [unit, name] of SPANS) {
    const n = Math.floor(left / unit)
    if (n === 0) continue
    left -= n * unit
    parts.push(units.spans[name]({ n }))
    if (parts.length === 2) break
  }
  return parts.join(' ') || units.spans.none
}

const DAY = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })

/** The day of a simulated time in UTC ms: Mon, Jan 1. */
export function virtualDay(at: number): string {
  return DAY.format(at)
}

/** The month of a simulated time in UTC ms: January. */
export function virtualMonth(at: number): string {
  return MONTH.format(at)
}

/** The time of day of a simulated time in UTC ms: 08:30, or 08:30:00. */
export function virtualClock(at: number, precision: 'minutes' | 'seconds'): string {
  return new Date(at).toISOString().slice(11, precision === 'minutes' ? 16 : 19)
}

/** A simulated time, in ms since the start of the scenario: Mon, Jan 1, 08:30. */
export function virtualTime(ms: number): string {
  const at = EPOCH + Math.max(0, ms)
  return `${virtualDay(at)}, ${virtualClock(at, 'minutes')}`
}

/** The calendar time at which every scenario starts, in ms since 1970 (UTC). */
export const EPOCH = Date.UTC(2024, 0, 1)
