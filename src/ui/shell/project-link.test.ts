import { expect, test } from 'vitest'
import { projectAddress, embedCode } from './project-link'

test('an address keeps the path and drops the query and fragment', () => {
  const page = 'https://x.edu/class/netloom/?from=mail#project=1.old'
  expect(projectAddress(page, '#project=1.new')).toBe('https://x.edu/class/netloom/#project=1.new')
  expect(projectAddress(page, '#project=1.new', 'loss')).toBe('https://x.edu/class/netloom/?figure=loss#project=1.new')
})

test('a title cannot break out of the iframe', () => {
  const html = embedCode('https://x/#project=1.a', '"><script>alert(1)</script>')
  expect(html).not.toMatch(/<script|""/)
  expect(html).toContain('title="&quot;&gt;&lt;script&gt;')
})
