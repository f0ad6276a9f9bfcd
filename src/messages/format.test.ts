/** Tests formats at the limits of their units, and where rounding could mislead. */
import { describe, expect, test } from 'vitest'
import {
  axisTick,
  cellNumber,
  compact,
  distinctNumbers,
  identifier,
  percentTick,
  numberAtStep,
  byteSize,
  calendarDate,
  count,
  counted,
  dimensions,
  duration,
  fixed,
  interval,
  latency,
  list,
  listOr,
  precisePercent,
  number,
  percent,
  plural,
  pValue,
  metricNumber,
  shortPercent,
  editableNumber,
  significant,
  span,
  oneDecimal,
  virtualTime,
  wait,
  when,
} from './format'
import { dockPanelsText } from './en/build/dock-panels'

describe('numbers', () => {
  test('axis positions differ, with as few digits as possible, and only years have no separator', () => {
    for (const [least, step] of [
      [1970, 0.6],
      [1613, 176],
      [0.0012, 0.0003],
      [-4, 0.25],
    ] as const) {
      const values = Array.from({ length: 20 }, (_, i) => least + step * (i + 0.5))
      const written = values.map((value) => numberAtStep(value, step))
      expect(new Set(written).size).toBe(20)
      for (const [i, one] of written.entries())
        expect(Math.abs(Number(one.replace('−', '-').replace(',', '')) - (values[i] ?? 0))).toBeLessThanOrEqual(
          step / 2 + 1e-9,
        )
    }
    expect([numberAtStep(1976, 12, 'Year'), numberAtStep(4500, 500, 'body mass')]).toEqual(['1976', '4,500'])
  })

  test('counts have thousands separators', () => {
    expect([0, 999, 1600, 12_345_678].map(count)).toEqual(['0', '999', '1,600', '12,345,678'])
  })

  test('values of columns have separators, except years and ids', () => {
    expect([cellNumber(4202, 'body mass'), cellNumber(-9999), cellNumber(0.31274)]).toEqual([
      '4,202',
      '−9,999',
      '0.3127',
    ])
    for (const column of ['Year', 'model_year', 'birthYear', 'id', 'user_id', 'PassengerId', 'ORDER ID'])
      expect(cellNumber(1976, column), column).toBe('1976')
    for (const column of ['paid', 'idle', 'years', 'width', 'valid'])
      expect(cellNumber(1976, column), column).toBe('1,976')
    expect([identifier(37_744), identifier(4_294_967_295)]).toEqual(['37744', '4294967295'])
  })

  test('large numbers have one short form', () => {
    expect([compact(97_344), compact(1_430_000), axisTick(450_000), axisTick(1.4e6), number(1.4e6)]).toEqual([
      '97K',
      '1.4M',
      '450K',
      '1.4M',
      '1.4M',
    ])
  })

  test('close numbers have enough digits to tell them apart', () => {
    expect(distinctNumbers([0.9994, 0.9996, 0.9998, 1])).toEqual(['0.9994', '0.9996', '0.9998', '1.000'])
    expect(distinctNumbers([1, 2, 2])).toEqual(['1.00', '2.00', '2.00'])
  })

  test('an editable number is written as it is typed', () => {
    expect([0.001, 3e-5, 1024, 0.1 + 0.2, 0, -2.5].map((n) => editableNumber(n))).toEqual([
      '0.001',
      '3e-5',
      '1024',
      '0.3',
      '0',
      '-2.5',
    ])
  })

  test('significant digits are correct over twelve decades, with a minus sign and no negative zero', () => {
    expect([0.041, 2.35, 48.2, 18_800, 1.5e7, 2.75e-7, -0.5, 0].map((n) => significant(n))).toEqual([
      '0.0410',
      '2.35',
      '48.2',
      '18,800',
      '15M',
      '2.75e−7',
      '−0.500',
      '0',
    ])
    expect([1, 0.25, 48.2, 1430, -4e-5].map((n) => number(n))).toEqual(['1', '0.25', '48.2', '1,430', '−4.00e−5'])
    expect([0.000479, 0.0001, 0.00099].map((n) => significant(n))).toEqual(['0.000479', '0.000100', '0.000990'])
    const { lossValue } = dockPanelsText.line
    expect([0.041, 0.000479, 2.75e-7, 0].map((loss) => lossValue({ loss }))).toEqual([
      '0.0410',
      '0.000479',
      '< 0.0001',
      '0',
    ])
  })

  test('decimals are exact, and a number that rounds to zero has no sign', () => {
    expect([-2.06, -0.04, -0, 0, 0.26].map(oneDecimal)).toEqual(['−2.1', '0.0', '0.0', '0.0', '0.3'])
    expect([0.9555, 1].map(metricNumber)).toEqual(['0.956', '1.000'])
    expect([-12.3456, -4.948494642246818e20].map(metricNumber)).toEqual(['−12.346', '−4.95e20'])
    expect(fixed(1234.5, 2)).toBe('1,234.50')
  })

  test('a missing number is a dash, an infinite number a sign', () => {
    expect([
      number(undefined),
      significant(Number.NaN),
      percent(undefined),
      duration(Number.NaN),
      fixed(Number.NaN, 1),
    ]).toEqual(Array.from({ length: 5 }, () => '–'))
    expect([significant(Infinity), significant(-Infinity)]).toEqual(['∞', '−∞'])
  })
})

describe('percentages', () => {
  test('one decimal and no space', () => {
    expect([0.94, 1, 0, -0.021].map((share) => percent(share))).toEqual(['94.0%', '100.0%', '0.0%', '−2.1%'])
    expect(percent(0.5, 0)).toBe('50%')
  })

  test('nearly 100% is never written as 100%, nearly 0% never as 0%', () => {
    expect([0, 1, 0.961, 0.9997, 0.99996, 0.0004].map(precisePercent)).toEqual([
      '0.0%',
      '100.0%',
      '96.1%',
      '99.97%',
      '99.996%',
      '0.04%',
    ])
  })

  test('ticks have decimals only if they need them', () => {
    expect([0, 0.5, 1].map((share) => percentTick(share, 0.5))).toEqual(['0%', '50%', '100%'])
    expect([0.99, 0.995].map((share) => percentTick(share, 0.005))).toEqual(['99%', '99.5%'])
    expect([0.999, 0.9995].map((share) => percentTick(share, 0.0005))).toEqual(['99.9%', '99.95%'])
  })

  test('limits are written as a person writes them', () => {
    expect([0.05, 0.005, 0.9995, 1].map(shortPercent)).toEqual(['5%', '0.5%', '99.95%', '100%'])
  })
})

describe('times', () => {
  test.each([
    [0.00057, '0.57 µs'],
    [0, '0 ms'],
    [2.31, '2.3 ms'],
    [999, '1,000 ms'],
    [1240, '1.2 s'],
    [18_000, '18 s'],
    [300_000, '5 min'],
    [10_800_000, '3 h'],
    [200_000_000, '2 days'],
  ])('%d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text)
  })

  test('a latency below the resolution of the clock is written as such', () => {
    expect([0.000056, 0.056, 0.1, 4.44].map(latency)).toEqual(['< 0.1 ms', '< 0.1 ms', '0.1 ms', '4.4 ms'])
    expect(latency(Number.NaN)).toBe(duration(Number.NaN))
  })

  test('a waiting time is never too short', () => {
    expect([0.2, 2.1, 60, 75, 719, 4800].map(wait)).toEqual([
      '1 s',
      '3 s',
      '1 min',
      '1 min 15 s',
      '12 min',
      '1 h 20 min',
    ])
  })

  test('a span is written in its two largest units', () => {
    expect([0, 1000, 90_000, 183_600_000, 604_800_000].map(span)).toEqual([
      'no time',
      '1 second',
      '1 minute 30 seconds',
      '2 days 3 hours',
      '1 week',
    ])
  })

  test('dates are relative to now', () => {
    const now = new Date(2026, 4, 3, 15, 0)
    expect(when(new Date(2026, 4, 3, 14, 3), now)).toBe('today at 14:03')
    expect(when(new Date(2026, 4, 2, 9, 0), now)).toBe('yesterday at 09:00')
    expect(when(new Date(2026, 0, 5), now)).toBe('Jan 5')
    expect(when(new Date(2025, 0, 5), now)).toBe('Jan 5, 2025')
    expect(when('no date', now)).toBe('')
    expect(calendarDate(new Date(2026, 4, 3))).toBe('May 3, 2026')
    expect(virtualTime(8.5 * 3_600_000)).toBe('Mon, Jan 1, 08:30')
  })
})

describe('sizes, lists and plurals', () => {
  test('bytes in decimal units', () => {
    expect([999, 1400, 444_000, 999_600, 3_420_000, 12_400_000].map(byteSize)).toEqual([
      '999 B',
      '1.4 kB',
      '444 kB',
      '1.0 MB',
      '3.4 MB',
      '12 MB',
    ])
  })

  test('shapes, p-values and intervals', () => {
    expect([dimensions([28, 28, 1]), dimensions([1600]), dimensions([])]).toEqual(['28×28×1', '1,600', 'one number'])
    expect([pValue(0.0004), pValue(0.0491), pValue(1)]).toEqual(['< 0.001', '0.049', '1'])
    expect([interval(0.76, 0.99), interval(0.7, 0.97), interval(0.9996, 1)]).toEqual([
      '0.760–0.990',
      '0.700–0.970',
      '0.9996–1.0000',
    ])
  })

  test('lists have the serial comma', () => {
    expect([list(['a']), list(['a', 'b']), list(['a', 'b', 'c']), listOr(['a', 'b', 'c'])]).toEqual([
      'a',
      'a and b',
      'a, b, and c',
      'a, b, or c',
    ])
  })

  test('plurals use the form of the language', () => {
    expect([0, 1, 2, 1000].map((n) => counted(n, 'class', 'classes'))).toEqual([
      '0 classes',
      '1 class',
      '2 classes',
      '1,000 classes',
    ])
    expect(plural(1, { one: '# row of #', other: '# rows' })).toBe('1 row of 1')
  })
})
