/** @file Sample: a few of the stories that `npm run figures` tells many of, as a test. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openDesk } from './page-driver'
import { type Recipe, recipe } from './recipes'
import { deathsOf, faultsOf, killed, type Story, undisturbed } from './story'

/** Declares the test of a backend: so many stories with so many kills each. */
export function killsTold(
  backend: Recipe['backend'],
  { stories, kills }: { readonly stories: number; readonly kills: number },
): void {
  // What it would keep of every message is more than the story itself.
  test.use({ trace: 'off' })

  test('runs that are killed anywhere end with the weights of runs that nobody disturbed', async ({ baseURL }) => {
    test.setTimeout(600_000)
    const { executablePath, args } = test.info().project.use.launchOptions ?? {}
    const desk = await openDesk({
      executablePath: executablePath ?? '',
      args: args ?? [],
      profile: mkdtempSync(join(tmpdir(), 'netloom-kills-')),
      address: `${baseURL}/`,
    })
    const told: Story[] = []
    try {
      await desk.openStudio()
      // A run that is over too soon says nothing; the next recipe is told instead.
      for (let i = 0; told.length < stories && i < 2 * stories; i++) {
        const one = recipe(i, backend)
        const expected = await undisturbed(desk, one)
        const story = await killed(desk, one, deathsOf(i, backend, kills), { seed: i, expected })
        if (story) told.push(story)
      }
    } finally {
      await desk.close()
    }
    for (const { recipe: name, kills: died, seconds } of told) {
      const words = died.map(
        ({ death, at, kept, began, offered }) =>
          `${death} at ${at}, kept ${kept}, from ${began}${offered ? '' : ', not offered'}`,
      )
      console.log(`${name}: ${words.join('; ')}; ${seconds.toFixed(0)} s`)
    }
    expect(told).toHaveLength(stories)
    expect(faultsOf(told)).toEqual({ otherWeights: 0, corrupt: 0, lost: 0, notOffered: 0, disorder: 0 })
  })
}
