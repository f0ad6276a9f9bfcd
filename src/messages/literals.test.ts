/**
 * Checks that all user-facing text is in the message catalog, so that a new language is one module.
 * `TEXT_UNDER=src/ui/training-plan npx vitest run src/messages/literals.test.ts` lists the text in a folder that is outside the
 * catalog.
 */
import { expect, test } from 'vitest'
import { textLiterals } from './literals.test-help'

test('no text literal is outside the message catalog', () => {
  const left = textLiterals(process.env.TEXT_UNDER)
  expect(left.map(({ file, line, text }) => `${file}:${line}  ${text}`)).toEqual([])
})
