import { afterEach, describe, expect, test, vi } from 'vitest'
import { claimProject, type Claim } from './tab-locks'
import { fakeLocks } from './tab-locks.test-help'

const claims: Claim[] = []
afterEach(() => {
  for (const claim of claims.splice(0)) claim.release()
  vi.unstubAllGlobals()
})

async function claim(id: string, options: Parameters<typeof claimProject>[1] = {}): Promise<Claim> {
  const made = await claimProject(id, { patienceMs: 40, ...options })
  claims.push(made)
  return made
}

describe.each(['Web Locks', 'asking other tabs'])('one tab per project, by %s', (way) => {
  const prepare = () => vi.stubGlobal('navigator', way === 'Web Locks' ? { locks: fakeLocks() } : {})

  test('the first tab has it, the second is refused, another project is free', async () => {
    prepare()
    expect((await claim('p')).holder).toBe('mine')
    expect((await claim('p')).holder).toBe('elsewhere')
    expect((await claim('q')).holder).toBe('mine')
  })

  test('a released project is free again', async () => {
    prepare()
    const first = await claim('p')
    first.release()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect((await claim('p')).holder).toBe('mine')
  })

  test('waits for a tab that releases in time, and not longer', async () => {
    prepare()
    const first = await claim('p')
    expect((await claim('p', { waitMs: 30 })).holder).toBe('elsewhere')
    const second = claim('p', { waitMs: 1000 })
    // Other tabs are asked only once, so there the answer comes first.
    if (way === 'asking other tabs') expect((await second).holder).toBe('elsewhere')
    first.release()
    if (way === 'Web Locks') expect((await second).holder).toBe('mine')
  })

  test('a tab waits until the other one releases the project, or until it gives up', async () => {
    prepare()
    const first = await claim('p')
    const [waiting, leaving] = [new AbortController(), new AbortController()]
    const second = claim('p', { signal: waiting.signal })
    const third = claim('p', { signal: leaving.signal })
    leaving.abort()
    expect((await third).holder).toBe('elsewhere')
    // Other tabs are asked only once.
    if (way === 'asking other tabs') expect((await second).holder).toBe('elsewhere')
    first.release()
    if (way === 'Web Locks') expect((await second).holder).toBe('mine')
  })

  test('when taken over, the first tab is notified once, and not when it releases itself', async () => {
    prepare()
    const lost = vi.fn()
    await claim('p', { onLost: lost })
    const second = await claim('p', { take: true, onLost: lost })
    expect(second.holder).toBe('mine')
    expect(lost).toHaveBeenCalledTimes(1)
    second.release()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(lost).toHaveBeenCalledTimes(1)
  })

  test('of two that ask at the same moment, one has it', async () => {
    prepare()
    const both = await Promise.all([claim('p'), claim('p')])
    expect(both.map(({ holder }) => holder).sort()).toEqual(['elsewhere', 'mine'])
  })
})

test('when tabs cannot be told apart, only the revisions protect the data', async () => {
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('BroadcastChannel', undefined)
  expect((await claim('p')).holder).toBe('mine')
})
