/** @file Resume: runs killed at 200 seeded moments, on WASM and on a software GPU, and what they end with. The stories are those of e2e/kills. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../steps.mjs'

/** Kills of a story, and kills in all: every optimizer comes by on each backend. */
const KILLS = 5
const WANTED = { wasm: 140, webgpu: 60 }

/** Kills runs of every recipe again and again; none may end otherwise than the same run undisturbed. */
export async function resume(lab) {
  const [{ openDesk }, { recipe }, { deathsOf, faultsOf, killed, undisturbed }] = await Promise.all(
    ['desk', 'recipes', 'story'].map(load),
  )
  const stories = []
  const broken = []
  let tooShort = 0
  for (const [backend, wanted] of Object.entries(WANTED)) {
    let done = 0
    for (let i = 0; done < wanted && i < 2 * wanted; i++) {
      const one = recipe(i, backend)
      const profile = mkdtempSync(join(tmpdir(), 'netloom-kills-'))
      const desk = await openDesk({ ...lab.launch({ gpu: backend === 'webgpu' }), profile, address: lab.address })
      try {
        await desk.openStudio()
        const expected = await undisturbed(desk, one)
        const story = await killed(desk, one, deathsOf(i, backend, KILLS), { seed: i, expected })
        if (story) stories.push(story)
        else tooShort++
        done += story?.kills.length ?? 0
      } catch (error) {
        broken.push(`${one.name}: ${error.message}`)
        done += KILLS
      } finally {
        await desk.close()
      }
    }
  }
  const faults = faultsOf(stories)
  const kills = stories.flatMap((story) => story.kills)
  const by = [...new Set(kills.map(({ death }) => death))].map(
    (death) => `${death} ${kills.filter((kill) => kill.death === death).length}`,
  )
  const wrong = stories.filter((story) => Object.values(faultsOf([story])).some((count) => count > 0))
  const said = `${kills.length} kills (${by.join(', ')}) of ${stories.length} runs: other weights ${faults.otherWeights}, corrupt checkpoints loaded ${faults.corrupt}, told as kept and lost ${faults.lost}, not offered ${faults.notOffered}, epochs out of order ${faults.disorder}, broken off ${broken.length}`
  const reached = kills.length >= 200 && broken.length === 0 && Object.values(faults).every((count) => count === 0)
  return { said, reached, kills: kills.length, ...faults, wrong, broken, tooShort }
}

/** A part of the stories, which are written in TypeScript. */
async function load(name) {
  const { module } = await runnerImport(join(root, 'e2e', 'kills', `${name}.ts`), { root, configFile: false })
  return module
}
