import { expect, test } from 'vitest'
import { lex, type TokenRule, tokenReader } from './lexer'

const RULES: readonly TokenRule[] = [
  { type: 'quoted', pattern: /"[^"]*"/y, text: (quoted) => quoted.slice(1, -1) },
  { type: 'number', pattern: /\d+/y, applies: (before) => before.length > 0 },
  { type: 'word', pattern: /\w+/y },
  { type: 'sign', pattern: /[(),]/y },
]

const print = (text: string, from?: number) => {
  const tokens = lex(text, RULES, from)
  return tokens.ok ? tokens.value.map(({ type, text, at }) => `${at} ${type} ${text}`.trim()) : tokens.error
}

test('the first rule that matches and applies makes the token', () => {
  expect(print('7 in (8, "not it")')).toEqual([
    '0 word 7',
    '2 word in',
    '5 sign (',
    '6 number 8',
    '7 sign ,',
    '9 quoted not it',
    '17 sign )',
    '18 end',
  ])
  expect(print('=a', 1)).toEqual(['1 word a', '2 end'])
  expect(print(' ')).toEqual(['1 end'])
})

test('the position of a character that no rule matches', () => {
  expect(print('a  ?')).toBe(3)
  expect(print('a "b')).toBe(2)
})

test('a reader takes words in any case, but never quoted text, and stays at the end', () => {
  const tokens = lex('"and" AND', RULES)
  const reader = tokenReader(tokens.ok ? tokens.value : [])
  expect(reader.take('and')).toBe(false)
  expect(reader.next().text).toBe('and')
  expect(reader.take('and')).toBe(true)
  reader.back()
  expect(reader.next().text).toBe('AND')
  expect(reader.next().type).toBe('end')
  expect(reader.next().type).toBe('end')
})
