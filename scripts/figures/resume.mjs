/**
 * @file Resume: kills runs at 200 seeded moments on WASM and on a software GPU, and checks the final weights. See
 * e2e/kills.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../steps.mjs'

/** Kills per run, and in total, which is enough to use every optimizer on each backend. */
const KILLS = 5
const WANTED = { wasm: 140, webgpu: 60 }

/** Kills the runs of every recipe repeatedly; each must end with the weights of an uninterrupted run. */
export async function resume(lab) {
  const [{ openPageDriver }, { recipe }, { killKinds, faultsOf, trainKilled, trainUninterrupted }] = await Promise.all(
    ['page-driver', 'recipes', 'story'].map(load),
  )
  const stories = []
  const broken = []
  let tooShort = 0
  for (const [backend, wanted] of Object.entries(WANTED)) {
    let done = 0
    for (let i = 0; done < wanted && i < 2 * wanted; i++) {
      const one = recipe(i, backend)
      const profile = mkdtempSync(join(tmpdir(), 'netloom-kills-'))
      const driver = await openPageDriver({
        ...lab.launch({ gpu: backend === 'webgpu' }),
        profile,
        address: lab.address,
      })
      try {
        await driver.openStudio()
        const expected = await trainUninterrupted(driver, one)
        const story = await trainKilled(driver, one, killKinds(i, backend, KILLS), { seed: i, expected })
        if (story) stories.push(story)
        else tooShort++
        done += story?.kills.length ?? 0
      } catch (error) {
        broken.push(`${one.name}: ${error.message}`)
        done += KILLS
      } finally {
        await driver.close()
      }
    }
  }
  const faults = faultsOf(stories)
  const kills = stories.flatMap((story) => story.kills)
  const by = [...new Set(kills.map(({ death }) => death))].map(
    (death) => `${death} ${kills.filter((kill) => kill.death === death).length}`,
  )
  const wrong = stories.filter((story) => Object.values(faultsOf([story])).some((count) => count > 0))
  const said = `${kills.length} kills (${by.join(', ')}) in ${stories.length} runs: different weights ${faults.otherWeights}, corrupt checkpoints loaded ${faults.corrupt}, saved checkpoints lost ${faults.lost}, not offered ${faults.notOffered}, epochs out of order ${faults.disorder}, aborted ${broken.length}`
  const reached = kills.length >= 200 && broken.length === 0 && Object.values(faults).every((count) => count === 0)
  return { said, reached, kills: kills.length, ...faults, wrong, broken, tooShort }
}

/** Loads a TypeScript module of e2e/kills. */
async function load(name) {
  const { module } = await runnerImport(join(root, 'e2e', 'kills', `${name}.ts`), { root, configFile: false })
  return module
}
