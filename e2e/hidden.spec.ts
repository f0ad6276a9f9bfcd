/** @file A hidden tab keeps training, because browsers throttle the page but not its worker. */
import { type Browser, expect, test } from '@playwright/test'

/** Tabs that Playwright does not control, because those it controls always report that they are visible. */
async function openTabs(browser: Browser) {
  const session = await browser.newBrowserCDPSession()
  const { browserContextId } = await session.send('Target.createBrowserContext')
  let calls = 0
  return {
    /** Opens a tab in front of the other tabs. */
    open: async (url: string) => (await session.send('Target.createTarget', { url, browserContextId })).targetId,
    show: (targetId: string) => session.send('Target.activateTarget', { targetId }),
    /** Returns a function that evaluates an expression in a tab. */
    async evaluator(targetId: string) {
      const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
      return <T>(expression: string): Promise<T> =>
        new Promise((resolve) => {
          const id = ++calls
          session.on('Target.receivedMessageFromTarget', function listen({ message }) {
            const answer = JSON.parse(message)
            if (answer.id !== id) return
            session.off('Target.receivedMessageFromTarget', listen)
            resolve(answer.result?.result.value)
          })
          const params = { expression, awaitPromise: true, returnByValue: true }
          const message = JSON.stringify({ id, method: 'Runtime.evaluate', params })
          void session.send('Target.sendMessageToTarget', { sessionId, message })
        })
    },
    close: () => session.send('Target.disposeBrowserContext', { browserContextId }),
  }
}

test('a run continues in a hidden tab, and can be stopped when the user returns', async ({ browser, baseURL }) => {
  const tabs = await openTabs(browser)
  const studio = await tabs.open(`${baseURL}/`)
  const ask = await tabs.evaluator(studio)
  // An evaluation while the page loads has no result.
  await expect.poll(() => ask('typeof window.netloom')).toBe('object')
  await ask('window.netloom.ready')
  const run = (id: string, args: object) => ask(`window.netloom.run('${id}', ${JSON.stringify(args)})`)
  await run('project.new', { template: 'digits-cnn' })
  await run('plan.set', { epochs: 10_000 })
  await run('run.start', {})
  const step = () => ask<number>('window.netloom.state().run.step')
  const pace = async () => {
    const before = await step()
    await new Promise((resolve) => setTimeout(resolve, 4000))
    return (await step()) - before
  }
  const seen = await pace()
  await tabs.show(await tabs.open('about:blank'))
  await expect.poll(() => ask('document.visibilityState')).toBe('hidden')
  const hidden = await pace()
  console.log(`${seen} steps visible, ${hidden} steps hidden`)
  expect(hidden).toBeGreaterThan(seen / 2)
  await tabs.show(studio)
  await expect.poll(() => ask('document.visibilityState')).toBe('visible')
  expect(await ask('window.netloom.state().run.tag')).toBe('training')
  await run('run.stop', {})
  expect(await ask('window.netloom.state().run.tag')).toBe('done')
  await tabs.close()
})
