/** Pseudo-languages rewrite the text of the catalog without changing its arguments. */
import { expect, test } from 'vitest'
import { arXb, enXa } from './pseudo'

const english = {
  title: 'Rows',
  nested: { shown: (a: { rows: number; name: string }) => `${a.rows} rows of ${a.name}` },
  marked: 'Keep it <b>sealed</b>',
}

test('en-XA accents every letter, is 40% longer, and does not change names in arguments', () => {
  const text = enXa.translate('test', english)
  expect(text.title).not.toMatch(/[a-z]/i)
  expect(text.title.length).toBeGreaterThanOrEqual(Math.ceil(1.4 * english.title.length))
  const shown = text.nested.shown({ rows: 12, name: 'Moons' })
  expect(shown).toContain('Moons')
  expect(shown.replace('Moons', '')).not.toMatch(/[a-z]/i)
  expect(shown).toMatch(/^12 /)
})

test('marks stay, and what is between them is rewritten', () => {
  expect(enXa.translate('test', english).marked).toMatch(/^[^<]+<b>[^a-z<]+<\/b>$/)
})

test('ar-XB writes each word from right to left', () => {
  const text = arXb.translate('test', english)
  expect(arXb.dir).toBe('rtl')
  expect(text.title).toBe('\u202eRows\u202c')
  expect(text.nested.shown({ rows: 12, name: 'Moons' })).toContain('Moons')
})
