import * as fc from 'fast-check'
import { deflateSync, inflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { computedMs } from '../base/cpu-time.test-help'
import { lessons, templates } from '../gallery'
import { exampleService, shadowService } from '../gallery/services'
import { readLink, writeLink } from './project-link'

const digits = templates.find(({ id }) => id === 'digits-cnn')?.content
if (!digits) throw new Error('no digits')

function linkOf(content = digits): string {
  const link = writeLink(content as (typeof templates)[number]['content'])
  if (!link.ok) throw new Error(link.error.code)
  return link.value.fragment
}
const packed = (bytes: Uint8Array) => `#project=1.${Buffer.from(deflateSync(bytes)).toString('base64url')}`

const packedIn = (link: string) => new Uint8Array(Buffer.from(link.slice('#project=1.'.length), 'base64url'))

describe('links', () => {
  test.each([...templates, ...lessons].map((template) => [template.id, template] as const))(
    '%s round-trips through a short link',
    (_, { content }) => {
      const made = writeLink(content)
      const link = linkOf(content)
      // The reported size is that of the uncompressed file.
      expect(made).toMatchObject({ ok: true, value: { bytes: inflateSync(packedIn(link)).length } })
      expect(readLink(link)).toEqual({ ok: true, value: content })
      expect(link).toMatch(/^#project=1\.[\w-]+$/)
      expect(link.length).toBeLessThan(2000)
    },
  )

  test('services are included', () => {
    const content = { ...digits, services: [exampleService('Digits'), shadowService('Digits')] }
    const link = linkOf(content)
    expect(readLink(link)).toEqual({ ok: true, value: content })
    expect(link.length).toBeLessThan(3000)
  })

  test('a URL without a link has no project', () => {
    expect(readLink('')).toBeUndefined()
    expect(readLink('#elsewhere')).toBeUndefined()
  })

  test.each([
    ['nothing in it', '#project=', 'link-unreadable'],
    ['no version', '#project=abc', 'link-unreadable'],
    ['a newer version', `#project=2.${linkOf().slice(11)}`, 'link-newer'],
    ['invalid characters', '#project=1.<script>', 'link-unreadable'],
    ['truncated text', linkOf().slice(0, -20), 'link-unreadable'],
    [
      'not packed',
      `#project=1.${Buffer.from('{"format":"netloom-project"}').toString('base64url')}`,
      'link-unreadable',
    ],
    ['ten million characters', `#project=1.${'A'.repeat(10_000_000)}`, 'link-too-long'],
    ['a zip bomb', packed(new Uint8Array(30_000_000)), 'link-too-long'],
    ['another kind of file', packed(Buffer.from('{"format":"other"}')), 'file-other-kind'],
    ['no JSON', packed(Buffer.from('hello')), 'file-not-text'],
  ])('%s is refused', (_what, fragment, code) => {
    const began = computedMs()
    expect(readLink(fragment)).toMatchObject({ ok: false, error: { code } })
    expect(computedMs() - began).toBeLessThan(2000)
  })

  test('a zip bomb stops early: damage at its end is not reached', () => {
    const bomb = deflateSync(new Uint8Array(30_000_000))
    bomb.fill(0xff, bomb.length - 4000)
    const fragment = `#project=1.${Buffer.from(bomb).toString('base64url')}`
    expect(readLink(fragment)).toMatchObject({ ok: false, error: { code: 'link-too-long' } })
  })

  test.each([
    [{ goal: '' }, 'lesson-no-goal'],
    [{ goal: 'g', check: 'fetch("https://x") > 0' }, 'check-unreadable'],
    [{ goal: 'g', hides: { commands: ['project.save'] } }, 'lesson-keeps'],
    [{ goal: 'g', hides: { commands: [3] } }, 'file-shape'],
    [{ goal: 'g', hides: { pages: ['build', 'data', 'train', 'evaluate', 'operate', 'machine'] } }, 'lesson-no-page'],
    [
      { goal: 'g', start: { drawing: { nodes: [], wires: [] }, data: { dataset: 'nowhere' }, plan: digits.plan } },
      'file-unknown',
    ],
    [{ goal: 'g'.repeat(2001) }, 'file-shape'],
  ])('a project with the lesson %o is refused', (lesson, code) => {
    const content = { ...digits, lesson } as (typeof templates)[number]['content']
    expect(readLink(linkOf(content))).toMatchObject({ ok: false, error: { code } })
  })

  test('a project too large for a link is refused', () => {
    const [network] = (digits as NonNullable<typeof digits>).networks
    const nodes = Array.from({ length: 1500 }, (_, i) => ({
      id: `n${i}`,
      kind: 'flatten',
      label: `Layer ${i}`,
      params: {},
      position: { x: i, y: 0 },
    }))
    const content = {
      ...(digits as NonNullable<typeof digits>),
      networks: [{ name: network?.name ?? 'main', drawing: { nodes, wires: [] } }],
    }
    expect(writeLink(content)).toMatchObject({ ok: false, error: { code: 'link-too-large' } })
  })

  test('a link with any one character changed gives a project or a message', () => {
    const link = linkOf()
    void fc.assert(
      fc.property(
        fc.integer({ min: 9, max: link.length - 1 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, letter) => {
          expect(readLink(link.slice(0, at) + letter + link.slice(at + 1))).toHaveProperty('ok')
        },
      ),
    )
  })
})
