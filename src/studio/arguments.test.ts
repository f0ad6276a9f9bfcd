import { expect, test } from 'vitest'
import { formatMessage } from '../messages/message'
import { argumentProblem } from './argument-problem'
import {
  checkedLater,
  either,
  findWrongArgument,
  flag,
  instance,
  integer,
  list,
  nullable,
  number,
  oneOf,
  optional,
  position,
  shape,
  table,
  text,
  typeText,
  type ArgSpec,
} from './arguments'

const SPECS: readonly [
  name: string,
  spec: ArgSpec,
  type: string,
  fits: readonly unknown[],
  others: readonly unknown[],
][] = [
  ['text', text('node id'), 'node id', ['', 'a'], [1, null, {}]],
  ['number', number('milliseconds'), 'milliseconds', [0, -1.5], [Number.NaN, Infinity, '1', null]],
  ['integer', integer(), 'whole number', [0, -3], [0.5, '1']],
  ['flag', flag(), 'boolean', [true, false], [0, 'true']],
  ['one of', oneOf('a', 'b', 'c'), 'a, b or c', ['a', 'c'], ['d', 1]],
  ['list', list(text('node id')), 'node id[]', [[], ['a']], ['a', [1], {}]],
  ['list of one of', list(oneOf('a', 'b')), '(a or b)[]', [['b']], ['b']],
  ['table', table(number()), '{ [name]: number }', [{}, { a: 1 }], [{ a: 'b' }, [], null]],
  [
    'shape',
    shape({ a: text(), b: optional(flag()) }),
    '{a, b?}',
    [{ a: '' }, { a: '', b: true }],
    [{}, { a: '', c: 1 }],
  ],
  ['position', position, '{x, y}', [{ x: 0, y: 1 }], [{ x: 0 }, { x: 0, y: Number.NaN }]],
  ['either', either(text(), integer()), 'string or whole number', ['a', 1], [true, 0.5]],
  ['nullable', nullable(text()), 'string or null', [null, 'a'], [1]],
  ['instance', instance(Uint8Array), 'Uint8Array', [new Uint8Array(1)], [[], new ArrayBuffer(1)]],
  ['checked later', checkedLater('Scenario'), 'Scenario', [null, 0, {}], []],
]

test.each(SPECS)('%s: its type as text, and what it accepts', (_, spec, type, fits, others) => {
  expect(typeText(spec)).toBe(type)
  expect(fits.filter((value) => !spec.accepts(value))).toEqual([])
  expect(others.filter((value) => spec.accepts(value))).toEqual([])
})

test('an optional argument may be absent or undefined, but not wrong', () => {
  const specs = { node: optional(text('node id')) }
  expect(typeText(specs.node)).toBe('node id?')
  expect(findWrongArgument(specs, {})).toBeUndefined()
  expect(findWrongArgument(specs, { node: undefined })).toBeUndefined()
  expect(findWrongArgument(specs, { node: 1 })).toMatchObject({ fault: 'wrong', name: 'node' })
})

test.each([
  [{}, '"graph.add" needs the argument "kind" (string).'],
  [{ kind: 3 }, 'The argument "kind" of "graph.add" is 3. Use string.'],
  [{ kind: ['x'.repeat(99)] }, `The argument "kind" of "graph.add" is ["${'x'.repeat(39)}…]. Use string.`],
  [{ kind: new Uint8Array(9) }, 'The argument "kind" of "graph.add" is Uint8Array. Use string.'],
  [{ kind: 'dense', units: 3 }, '"graph.add" has no argument "units". Its arguments are kind and at.'],
  [{ kind: 'dense', at: { x: 0 } }, 'A position needs two finite numbers, x and y.'],
])('%j: %s', (args, sentence) => {
  const wrong = findWrongArgument({ kind: text(), at: optional(position) }, args)
  expect(wrong && formatMessage(argumentProblem('graph.add', wrong))).toBe(sentence)
})
