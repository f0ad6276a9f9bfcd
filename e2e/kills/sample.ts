/** @file A small sample, run as a test, of the killed runs that `npm run figures` measures. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openPageDriver } from './page-driver'
import { type Recipe, recipe } from './recipes'
import { killKinds, faultsOf, trainKilled, type Story, trainUninterrupted } from './story'

/** Declares the test of a backend: `stories` runs, each killed `kills` times. */
export function testKills(
  backend: Recipe['backend'],
  { stories, kills }: { readonly stories: number; readonly kills: number },
): void {
  // A trace of every message would be larger than the run itself.
  test.use({ trace: 'off' })

  test('killed and resumed runs end with the weights of uninterrupted runs', async ({ baseURL }) => {
    test.setTimeout(600_000)
    const { executablePath, args } = test.info().project.use.launchOptions ?? {}
    const driver = await openPageDriver({
      executablePath: executablePath ?? '',
      args: args ?? [],
      profile: mkdtempSync(join(tmpdir(), 'netloom-kills-')),
      address: `${baseURL}/`,
    })
    const completed: Story[] = []
    try {
      await driver.openStudio()
      // If a run ends before its last kill, skip it and use the next recipe.
      for (let i = 0; completed.length < stories && i < 2 * stories; i++) {
        const one = recipe(i, backend)
        const expected = await trainUninterrupted(driver, one)
        const story = await trainKilled(driver, one, killKinds(i, backend, kills), { seed: i, expected })
        if (story) completed.push(story)
      }
    } finally {
      await driver.close()
    }
    for (const { recipe: name, kills: died, seconds } of completed) {
      const words = died.map(
        ({ death, at, kept, began, offered }) =>
          `${death} at ${at}, checkpoint ${kept}, resumed at ${began}${offered ? '' : ', not offered'}`,
      )
      console.log(`${name}: ${words.join('; ')}; ${seconds.toFixed(0)} s`)
    }
    expect(completed).toHaveLength(stories)
    expect(faultsOf(completed)).toEqual({ otherWeights: 0, corrupt: 0, lost: 0, notOffered: 0, disorder: 0 })
  })
}
