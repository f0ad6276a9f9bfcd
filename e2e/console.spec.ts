/**
 * @file The console of the built page: its commands, version, and state. `src/studio/console/` tests what the commands
 * do.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from './fixture'

test('every documented command exists, with a title and described arguments', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'blank' })
  const pages = readdirSync('docs/console').map((file) => readFileSync(`docs/console/${file}`, 'utf8'))
  const named = pages.flatMap((text) => [...text.matchAll(/^### (.+)$/gm)].flatMap(([, ids = '']) => ids.split(', ')))
  expect(named.length).toBeGreaterThan(250)
  await netloom.run('service.list')
  const commands = await page.evaluate(() => window.netloom.commands())
  const ids = commands.map(({ id }) => id)
  expect(named.filter((id) => !ids.includes(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  for (const command of commands) {
    expect(typeof command.title).toBe('string')
    expect(typeof command.enabled).toBe('boolean')
    expect(typeof command.args).toBe('object')
  }
  // Nothing has been edited or trained, so there is nothing to undo or pause.
  expect(commands.filter(({ enabled }) => !enabled).map(({ id }) => id)).toEqual(
    expect.arrayContaining(['graph.undo', 'graph.redo', 'run.pause', 'run.resume', 'run.stop']),
  )
  expect(await page.evaluate(() => window.netloom.version)).toMatch(/^\d+\.\d+\.\d+/)
  const state = await netloom.when((s) => s.data.loaded)
  expect(state.storage).toEqual({
    persisted: expect.any(Boolean),
    usage: expect.any(Number),
    secureContext: true,
    offlineReady: false,
  })
  expect(await page.evaluate(() => JSON.stringify(window.netloom.state()))).toBe(JSON.stringify(state))
  expect(await netloom.refused('run.fly')).toEqual({
    code: 'unknown-command',
    message: expect.stringMatching(/^[A-Z].*run\.fly.*\.$/),
  })
})
