import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate, isExpression, namesIn, renameIn } from './expression'

const values = { filters: 16, k: 3, rate: 0.5, activation: 'relu', i: 2 }

test.each([
  ['=filters*2', 32],
  ['= filters * 2 ^ i', 64],
  ['=2^3^2', 512],
  ['=-2^2', -4],
  ['=-(filters - 20) % 3', 1],
  ['=(filters+2)/k', 6],
  ['=round(filters/k)', 5],
  ['=max(8, min(filters, 12), 1)', 12],
  ['=floor(2.9) + ceil(2.1)', 5],
  ['=.5+1.25', 1.75],
  ['=activation', 'relu'],
  ['=k', 3],
])('%s is %s', (text, value) => {
  expect(evaluate(text, values)).toEqual({ ok: true, value })
})

test.each([
  ['=', 'expression-unreadable'],
  ['=filters*', 'expression-unreadable'],
  ['=filters 2', 'expression-unreadable'],
  ['=(filters', 'expression-unreadable'],
  ['=alert(1)', 'expression-unreadable'],
  ['=filters.constructor', 'expression-unreadable'],
  ['="x"', 'expression-unreadable'],
  [`=${'('.repeat(150)}1`, 'expression-unreadable'],
  [`=${'1+'.repeat(150)}1`, 'expression-unreadable'],
  ['=constructor', 'expression-name'],
  ['=units + 1', 'expression-name'],
  ['=activation + 1', 'expression-no-number'],
  ['=filters / (k - 3)', 'expression-not-finite'],
  ['=10^10^10', 'expression-not-finite'],
])('%s is refused: %s', (text, code) => {
  expect(evaluate(text, values)).toMatchObject({ ok: false, error: { code } })
})

test('whatever is typed, the answer is a value or a sentence', () => {
  const text = fc
    .array(
      fc.constantFrom(
        'filters',
        'k',
        'nobody',
        '2',
        '0',
        '.5',
        '+',
        '-',
        '*',
        '/',
        '%',
        '^',
        '(',
        ')',
        ',',
        'max',
        ' ',
      ),
    )
    .map((parts) => `=${parts.join('')}`)
  void fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.string().map((s) => `=${s}`),
      ),
      (expression) => {
        const result = evaluate(expression, values)
        if (result.ok && typeof result.value === 'number') expect(Number.isFinite(result.value)).toBe(true)
      },
    ),
  )
})

test('names are found and changed, and nothing else', () => {
  expect(namesIn('=max(filters, k) * filters')).toEqual(['filters', 'k'])
  expect(namesIn('=max(')).toEqual([])
  expect(renameIn('=filters*2+max(k,1)', new Map([['filters', 'width']]))).toBe('=width*2+max(k,1)')
  expect(isExpression('=a')).toBe(true)
  expect(isExpression(3)).toBe(false)
})
