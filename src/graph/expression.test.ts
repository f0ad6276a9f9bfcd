import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { substitute, evaluate, isExpression, namesInText, renameInText } from './expression'

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

test('any text evaluates to a value or to a problem', () => {
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

test('finds and renames names and nothing else', () => {
  expect(namesInText('=max(filters, k) * filters')).toEqual(['filters', 'k'])
  expect(namesInText('=max(')).toEqual([])
  expect(renameInText('=filters*2+max(k,1)', new Map([['filters', 'width']]))).toBe('=width*2+max(k,1)')
  expect(isExpression('=a')).toBe(true)
  expect(isExpression(3)).toBe(false)
})

test('function names are not names, and numbers may omit the leading zero', () => {
  expect(renameInText('=min(min, 2)', new Map([['min', 'least']]))).toBe('=min(least, 2)')
  expect(renameInText('=2e3 + e3', new Map([['e3', 'x']]))).toBe('=2e3 + x')
  expect(evaluate('=1e-7', {})).toEqual({ ok: true, value: 1e-7 })
  expect(evaluate('=2e', {})).toMatchObject({ ok: false })
})

test.each([
  ['=n', { n: '=filters' }, '=filters'],
  ['=n', { n: 'relu' }, 'relu'],
  ['=n*2', { n: 3 }, 6],
  ['=n*2', { n: '=filters' }, '=filters*2'],
  ['=n*2', { n: '=a+1' }, '=(a+1)*2'],
  ['=n - m', { n: '=m', m: -1 }, '=m - (-1)'],
  ['= max(n, i) ', { i: 2, n: '=i' }, '= max(i, 2) '],
  ['=other*2', { n: 3 }, '=other*2'],
  ['=n*', { n: 3 }, '=n*'],
])('%s with %o is %s', (text, known, after) => {
  expect(substitute(text, known)).toEqual({ ok: true, value: after })
})

test('text is not allowed in arithmetic, and the length of an expression is limited', () => {
  expect(substitute('=n*m', { n: 'relu', m: '=a' })).toMatchObject({ error: { code: 'expression-no-number' } })
  expect(substitute('=n/m', { n: 1, m: 0 })).toMatchObject({ error: { code: 'expression-not-finite' } })
  expect(substitute('=n*n', { n: `=a${'+a'.repeat(90)}` })).toMatchObject({ error: { code: 'expression-too-long' } })
})

test('substituting in two steps gives the same value as in one', () => {
  const sums = fc.letrec((tie) => ({
    sum: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', 'b', '2', '.5', '7'),
      fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/', '%', '^'), tie('sum')).map((parts) => parts.join('')),
      tie('sum').map((inner) => `(${String(inner)})`),
      tie('sum').map((inner) => `-${String(inner)}`),
      fc.tuple(tie('sum'), tie('sum')).map(([x, y]) => `max(${String(x)}, ${String(y)})`),
    ),
  })).sum
  let compared = 0
  void fc.assert(
    fc.property(sums, fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }), (sum, c, b) => {
      const text = `=${String(sum)}`
      const bound = substitute(text, { a: '=c-1', b })
      if (!bound.ok) return
      const once = evaluate(text, { a: c - 1, b })
      const twice = isExpression(bound.value) ? evaluate(bound.value, { c }) : bound
      if (once.ok) compared++
      expect(twice.ok ? twice.value : 'no number').toEqual(once.ok ? once.value : 'no number')
    }),
    { numRuns: 2000 },
  )
  expect(compared).toBeGreaterThan(500)
})
