/** @file A small sample, run as tests, of the killed runs that `npm run figures` measures. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openPageDriver } from './page-driver'
import { type Recipe, recipe } from './recipes'
import { type Death, faultsOf, type Story, trainKilled, trainUninterrupted } from './story'

/** The share of the epochs that `npm run figures` trains. It leaves time for a checkpoint before each kill. */
const SHARE = { wasm: 0.25, webgpu: 0.6 }

/** Declares one test per list of deaths: a run that dies of each in turn. */
export function testKills(backend: Recipe['backend'], stories: readonly (readonly Death[])[]): void {
  // A trace of every message would be larger than the run itself.
  test.use({ trace: 'off' })

  for (const [first, deaths] of stories.entries()) {
    test(`a run killed by ${deaths.join(', ')} ends with the weights of an uninterrupted run`, async ({ baseURL }) => {
      const { executablePath, args } = test.info().project.use.launchOptions ?? {}
      const driver = await openPageDriver({
        executablePath: executablePath ?? '',
        args: args ?? [],
        profile: mkdtempSync(join(tmpdir(), 'netloom-kills-')),
        address: `${baseURL}/`,
      })
      let story: Story | undefined
      try {
        await driver.openStudio()
        // If a run ends before its last kill, use another recipe.
        for (let i = first; !story && i < 3 * stories.length; i += stories.length) {
          const one = recipe(i, backend, SHARE[backend])
          const expected = await trainUninterrupted(driver, one)
          story = await trainKilled(driver, one, deaths, { seed: i, expected })
        }
      } finally {
        await driver.close()
      }
      if (!story) throw new Error('every run ended before its last kill')
      const words = story.kills.map(
        ({ death, at, kept, began, offered }) =>
          `${death} at ${at}, checkpoint ${kept}, resumed at ${began}${offered ? '' : ', not offered'}`,
      )
      console.log(`${story.recipe}: ${words.join('; ')}; ${story.seconds.toFixed(0)} s`)
      expect(faultsOf([story])).toEqual({ otherWeights: 0, corrupt: 0, lost: 0, notOffered: 0, disorder: 0 })
    })
  }
}
