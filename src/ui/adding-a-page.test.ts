/** @file Follows the steps of docs/adding-a-page.md in a copy of the source, so that the page stays correct. */
import { afterAll, expect, test } from 'vitest'
import { followGuide } from '../base/guide.test-help'

const copy = followGuide('docs/adding-a-page.md')
afterAll(copy.remove)

test('adding a page takes three files: its title, its view, and its entry in the list', () => {
  expect(copy.files).toHaveLength(3)
  expect(copy.unit('src/ui/shell/pages.test.tsx', '-t', 'models:')).toContain(
    'models: the page is in the rail, loads, and can be hidden by a lesson',
  )
}, 120_000)
